import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { backUpBeforeMigration, newestBackup } from './automatic-backup.ts';
import type { Connection } from './connection.ts';
import { StoreError } from './error.ts';
import { appliedMigrations, isBehind, migrate, refuseOtherForm } from './migrate.ts';
import { type Migration, migrations as ourMigrations } from './migrations/index.ts';
import { dbOf } from './sqlite-dialect.ts';
import { applicationId, damageOf, makeFile, openFile, realPath } from './sqlite-file.ts';
import { isBusy, sqliteTrouble } from './sqlite-trouble.ts';
import type { Db } from './tables.ts';
import { takeWriterLock, type WriterLock, writerOf } from './writer-lock.ts';

export interface SqliteOptions {
  path: string;
  /** `either` reads while somebody else writes. */
  access: 'write' | 'either';
  /** How long to wait for a writer that is leaving. */
  patienceMs: number;
  now: () => Temporal.Instant;
  migrations?: readonly Migration[];
}

/** A file up to this size is looked through at each start, which takes a few milliseconds. */
const lookedThroughBytes = 16 * 2 ** 20;

/**
 * Opens the file, or makes it, and brings it to this version's form.
 *
 * @throws {StoreError} `held`, `newer`, `damaged`, `foreign`, `full` or `unwritable`.
 */
export async function openSqlite(given: SqliteOptions): Promise<Connection> {
  const options = { ...given, path: realPath(given.path) };
  const { path, access, patienceMs, now } = options;
  try {
    for (const file of [path, `${path}.lock`]) makeFile(file);
    const lock = await takeWriterLock(path, now().toString({ smallestUnit: 'second' }), patienceMs);
    if (lock) return await openWriting(options, lock);
    if (access === 'write') {
      throw await heldBy(path, 'end that one first, or give this one a file of its own with DATABASE_PATH');
    }
    return await openReading(path, options.migrations);
  } catch (error) {
    throw explained(error, path);
  }
}

/**
 * Opens the file beside whoever writes to it, and changes nothing.
 *
 * @throws {StoreError} `older`, `newer`, `damaged`, `foreign` or `unwritable`.
 */
export async function openToRead(given: string): Promise<Connection> {
  const path = realPath(given);
  try {
    return await openReading(path);
  } catch (error) {
    throw explained(error, path);
  }
}

/** The refusal for a second one who wants to write; `mend` says what it can do. */
export async function heldBy(path: string, mend: string): Promise<StoreError> {
  return new StoreError('held', `${path} is written by ${await writerOf(path)}: ${mend}.`);
}

async function openWriting(
  { path, now, migrations = ourMigrations }: SqliteOptions,
  lock: WriterLock,
): Promise<Connection> {
  let database: DatabaseSync | undefined;
  try {
    database = openFile(path, { readOnly: false });
    if (statSync(path).size <= lookedThroughBytes) refuseDamage(database, path);
    const db = dbOf(database);
    const applied = await appliedMigrations(db, 'sqlite');
    if (isBehind(applied, { migrations, place: path })) {
      if (applied.length > 0) await backUpBeforeMigration(database, path, now());
      await db.transaction().execute(async (transaction) => {
        await sql`pragma application_id = ${sql.lit(applicationId)}`.execute(transaction);
        await migrate(transaction, { engine: 'sqlite', migrations, place: path });
      });
    }
    return connectionOf(db, database, path, lock);
  } catch (error) {
    if (database?.isOpen) database.close();
    await lock.release();
    throw error;
  }
}

async function openReading(path: string, migrations = ourMigrations): Promise<Connection> {
  const database = openFile(path, { readOnly: true });
  try {
    const db = dbOf(database);
    refuseOtherForm(await appliedMigrations(db, 'sqlite'), { migrations, place: path });
    return connectionOf(db, database, path);
  } catch (error) {
    database.close();
    throw error;
  }
}

function connectionOf(db: Db, database: DatabaseSync, path: string, lock?: WriterLock): Connection {
  const inode = inodeOf(path);
  return {
    db,
    engine: 'sqlite',
    access: lock ? 'write' : 'read',
    trouble: (error) => explained(error, path),
    again: isBusy,
    unsure: () => false,
    isCurrent: () => inodeOf(path) === inode,
    async close() {
      if (!database.isOpen) return;
      database.close();
      await lock?.release();
    },
  };
}

/** Undefined where there is none, or none that can be seen. */
function inodeOf(path: string): number | undefined {
  try {
    return statSync(path).ino;
  } catch {
    return undefined;
  }
}

function refuseDamage(database: DatabaseSync, path: string): void {
  const damage = damageOf(database, { thorough: false });
  if (damage !== undefined) throw new StoreError('damaged', `${path} is damaged (${damage}).`);
}

/** In plain words, with what to do about a database of the bot's own. */
function explained(error: unknown, path: string): unknown {
  const told = sqliteTrouble(error, path);
  if (!(told instanceof StoreError)) return told;
  const more = { damaged: newestBackup(path), unwritable: 'DATABASE_PATH names another file.' };
  const mend = told.trouble === 'damaged' || told.trouble === 'unwritable' ? more[told.trouble] : undefined;
  return mend === undefined || told.message.endsWith(mend)
    ? told
    : new StoreError(told.trouble, `${told.message} ${mend}`, told.cause);
}
