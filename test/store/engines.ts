import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import type { Connection } from '../../src/store/connection.ts';
import type { Migration } from '../../src/store/migrations/index.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { openSqlite, type SqliteOptions } from '../../src/store/sqlite.ts';
import { createStore, type Store, type StoreOptions } from '../../src/store/store.ts';
import { perFile, perTest } from '../support/lifetime.ts';

export const now = Temporal.Instant.from('2026-11-25T08:00:00Z');

const server = inject('postgresUrl');
/** Names the suite where PostgreSQL is missing; nothing runs then. */
export const noPostgres = server === '';

interface Opened {
  open: { close(): Promise<void> }[];
  folders: string[];
}

/** What a test opened is closed, then what it made is removed. */
const opened = perTest<Opened>(
  () => ({ open: [], folders: [] }),
  async ({ open, folders }) => {
    await Promise.all(open.map((one) => one.close()));
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  },
);

const databases = perFile<string[]>(
  () => [],
  async (names) => {
    for (const name of names) await asAdmin(`drop database ${name} with (force)`);
  },
);

/** Runs one statement on the server itself. */
export async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** A new, empty database on the server; it goes with the test file. */
export async function newDatabase(): Promise<string> {
  const name = `test_${process.pid}_${databases().length}_${Math.random().toString(36).slice(2, 8)}`;
  await asAdmin(`create database ${name}`);
  databases().push(name);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** A folder of the test's own. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'companion-store-'));
  opened().folders.push(folder);
  return folder;
}

export const newPath = (): string => join(newFolder(), 'companion.db');

/** Is closed after the test. */
export function closing<T extends { close(): Promise<void> }>(one: T): T {
  opened().open.push(one);
  return one;
}

export async function openedSqlite(path: string, options: Partial<SqliteOptions> = {}): Promise<Connection> {
  return closing(await openSqlite({ path, access: 'write', patienceMs: 0, now: () => now, ...options }));
}

export function storeOn(connect: () => Promise<Connection>, options: Partial<StoreOptions> = {}): Store {
  return closing(createStore({ connect, clock: () => performance.now(), ...options }));
}

export function sqliteStore(path: string, options: Partial<SqliteOptions & StoreOptions> = {}): Store {
  const connect = () => openSqlite({ path, access: 'write', patienceMs: 0, now: () => now, ...options });
  return storeOn(connect, options);
}

interface EngineUnderTest {
  name: 'sqlite' | 'postgres';
  /** Opens a new, empty database. */
  fresh(
    migrations?: readonly Migration[],
  ): Promise<{ connection: Connection; again(migrations?: readonly Migration[]): Promise<Connection> }>;
}

const sqlite: EngineUnderTest = {
  name: 'sqlite',
  async fresh(migrations) {
    const path = newPath();
    const opened = (some?: readonly Migration[]) => openedSqlite(path, some ? { migrations: some } : {});
    return { connection: await opened(migrations), again: opened };
  },
};

const postgres: EngineUnderTest = {
  name: 'postgres',
  async fresh(migrations) {
    const url = await newDatabase();
    const opened = async (some?: readonly Migration[]) =>
      closing(await openPostgres({ url, ...(some ? { migrations: some } : {}) }));
    return { connection: await opened(migrations), again: opened };
  },
};

export const engines: readonly EngineUnderTest[] = noPostgres ? [sqlite] : [sqlite, postgres];
