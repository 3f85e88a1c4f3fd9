import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { Address } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { hasPostgresBuild, startPostgres } from '../../test/support/postgres-server.ts';
import { serviceStore } from '../store/verbs.ts';

type Row = Record<string, unknown>;

/** A database of its own with the tables of this version. */
export interface Ground extends AsyncDisposable {
  address: Address;
  /** As a service opens it. */
  store: Store;
  /** Runs statements one after the other, beside the store and without its limits of time. Gives the rows of the last. */
  run(...statements: readonly string[]): Promise<Row[]>;
}

export interface Engine {
  name: 'SQLite' | 'PostgreSQL';
  /** Empties both tables of the daily post. */
  empty: readonly string[];
  /** Leaves nothing of what was filled in to be done later. */
  rest: readonly string[];
  open(name: string): Promise<Ground>;
}

/** Lets something work on SQLite and on PostgreSQL; it says so where there is none. */
export async function onEach(work: (engine: Engine) => Promise<void>): Promise<void> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'companion-bench-'));
  await work(sqliteIn(folder.path));
  await onPostgres(work);
}

/** With `TEST_DATABASE_URL` on that server, else on one of the bench's own that waits for the disk. */
export async function onPostgres(work: (engine: Engine) => Promise<void>): Promise<void> {
  const given = process.env.TEST_DATABASE_URL ?? '';
  if (given !== '') return await work(postgresAt(given));
  if (!hasPostgresBuild()) {
    console.log(
      `\nPostgreSQL: npm has no build for ${process.platform} ${process.arch}, and TEST_DATABASE_URL names no server: not measured here.`,
    );
    return;
  }
  const server = await startPostgres({ durable: true });
  await work(postgresAt(server.url)).finally(() => server.stop());
}

/** Databases are files in a folder. */
export function sqliteIn(folder: string): Engine {
  return {
    name: 'SQLite',
    empty: ['delete from post', 'delete from subscription'],
    rest: ['pragma wal_checkpoint(truncate)'],
    async open(name) {
      const address = { path: join(folder, `${name}.db`) };
      const store = await opened(address);
      const database = openBare(address.path);
      return {
        address,
        store,
        async run(...statements) {
          const last = statements.at(-1);
          for (const statement of statements.slice(0, -1)) database.exec(statement);
          return last === undefined ? [] : database.prepare(last).all();
        },
        async [Symbol.asyncDispose]() {
          database.close();
          await store.close();
        },
      };
    },
  };
}

/** With the settings of ours: what is committed is on the disk. */
export function openBare(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5_000 });
  database.exec('pragma journal_mode = wal; pragma synchronous = full');
  return database;
}

/** Databases are made on a server, and dropped when they are disposed of. */
export function postgresAt(server: string): Engine {
  return {
    name: 'PostgreSQL',
    empty: ['truncate post, subscription'],
    rest: ['vacuum analyze post', 'vacuum analyze subscription', 'checkpoint'],
    async open(name) {
      const database = `bench_${name}_${process.pid}`;
      await ask(server, `create database ${database}`);
      const url = new URL(server);
      url.pathname = `/${database}`;
      const address = { path: '', url: url.href };
      const store = await opened(address);
      return {
        address,
        store,
        run: (...statements) => ask(url.href, ...statements),
        async [Symbol.asyncDispose]() {
          await store.close();
          await ask(server, `drop database ${database} with (force)`);
        },
      };
    },
  };
}

async function opened(address: Address): Promise<Store> {
  const store = serviceStore(address);
  await store.open();
  return store;
}

async function ask(url: string, ...statements: readonly string[]): Promise<Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    let rows: Row[] = [];
    for (const statement of statements) ({ rows } = await client.query<Row>(statement));
    return rows;
  } finally {
    await client.end();
  }
}
