import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { Connection } from './connection.ts';
import { type Copied, copyAll } from './copy.ts';
import { StoreError } from './error.ts';
import { appliedMigrations } from './migrate.ts';
import { openPostgres, placeOf } from './postgres.ts';
import { copyChecked } from './restore.ts';
import { openSqlite } from './sqlite.ts';
import { copyFile, putInPlace, refuseExisting } from './sqlite-copy.ts';
import { dbOf } from './sqlite-dialect.ts';
import { makeFolder, openFile } from './sqlite-file.ts';
import { sqliteTrouble } from './sqlite-trouble.ts';

/**
 * Copies an SQLite database into a new file, beside a running bot too.
 *
 * @throws {StoreError}
 */
export async function backUpSqlite(path: string, file: string): Promise<void> {
  try {
    const database = openFile(path, { readOnly: true });
    try {
      if ((await appliedMigrations(dbOf(database), 'sqlite')).length === 0) {
        throw new StoreError(
          'older',
          `${path} has no tables of this bot yet, so there is nothing to back up.`,
        );
      }
      await copyFile(database, file);
    } finally {
      database.close();
    }
  } catch (error) {
    throw sqliteTrouble(error, path);
  }
}

/**
 * Copies a PostgreSQL database into a new SQLite file: one moment of it, beside running bots too.
 *
 * @throws {StoreError}
 */
export async function backUpPostgres(
  url: string,
  file: string,
  now: () => Temporal.Instant,
): Promise<Copied[]> {
  refuseExisting(file);
  try {
    makeFolder(dirname(resolve(file)));
    // A database is made of several files; only the one that is left of them in the end is the backup.
    const folder = await mkdtemp(join(dirname(resolve(file)), '.backup-'));
    try {
      const draft = join(folder, basename(file));
      const copied = await between(
        () => openUnchanged(url),
        () => openSqlite({ path: draft, access: 'write', patienceMs: 0, now }),
        file,
      );
      await putInPlace(draft, resolve(file));
      return copied;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  } catch (error) {
    throw sqliteTrouble(error, file);
  }
}

/** A backup is taken before a new version changes anything, so it changes nothing itself. */
async function openUnchanged(url: string): Promise<Connection> {
  try {
    return await openPostgres({ url, access: 'read', patience: 'slow' });
  } catch (error) {
    if (!(error instanceof StoreError && error.trouble === 'older')) throw error;
    throw new StoreError('older', `${error.message} Back it up with that version, or with pg_dump.`, error);
  }
}

/**
 * Copies an SQLite file, which nobody may be writing to, into an empty PostgreSQL database.
 *
 * @throws {StoreError}
 */
export function moveToPostgres(path: string, url: string, now: () => Temporal.Instant): Promise<Copied[]> {
  if (!existsSync(path))
    throw new StoreError('away', `There is no database at ${path}, so there is nothing to copy.`);
  return between(
    () => openSqlite({ path, access: 'write', patienceMs: 0, now }),
    () => openPostgres({ url, patience: 'slow' }),
    `The database at ${placeOf(url)}`,
  );
}

/**
 * Copies a backup, also one of an earlier version, into an empty PostgreSQL database.
 *
 * @throws {StoreError}
 */
export async function restorePostgres(
  backup: string,
  url: string,
  now: () => Temporal.Instant,
): Promise<Copied[]> {
  const folder = await mkdtemp(join(tmpdir(), 'companion-restore-'));
  try {
    // The backup itself stays as it is.
    const path = join(folder, 'companion.db');
    await copyChecked(backup, path);
    return await moveToPostgres(path, url, now);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function between(
  from: () => Promise<Connection>,
  to: () => Promise<Connection>,
  target: string,
): Promise<Copied[]> {
  const source = await from();
  try {
    const copy = await to();
    try {
      return await copyAll(source, copy, target);
    } finally {
      await copy.close();
    }
  } finally {
    await source.close();
  }
}
