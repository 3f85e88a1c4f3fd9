import { existsSync } from 'node:fs';
import { copyFile as copyBytes, mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { backupName } from './automatic-backup.ts';
import { StoreError } from './error.ts';
import { appliedChanges, isBehind } from './migrate.ts';
import { changes } from './migrations/index.ts';
import { heldBy } from './sqlite.ts';
import { copyFile, putInPlace } from './sqlite-copy.ts';
import { dbOf } from './sqlite-dialect.ts';
import { damageOf, makeFile, openFile } from './sqlite-file.ts';
import { sqliteTrouble } from './sqlite-trouble.ts';
import { takeWriterLock } from './writer-lock.ts';

export interface Restored {
  /** Where what was there before is now, if anything was. */
  kept?: string;
}

/**
 * Puts a backup in the place of the database, which nobody may be writing to. What was there goes into the folder of
 * backups first. A crash leaves the one or the other.
 *
 * @throws {StoreError} `held`, or what is wrong with the backup.
 */
export async function restoreSqlite(path: string, backup: string, now: Temporal.Instant): Promise<Restored> {
  try {
    return await replace(path, backup, now);
  } catch (error) {
    throw sqliteTrouble(error, path);
  }
}

async function replace(path: string, backup: string, now: Temporal.Instant): Promise<Restored> {
  const draft = `${path}.restored`;
  await rm(draft, { force: true });
  makeFile(`${path}.lock`);
  const lock = await takeWriterLock(path, now.toString({ smallestUnit: 'second' }), 0);
  if (!lock) throw await heldBy(path);
  try {
    await draftOf(backup, draft);
    const kept = existsSync(path) ? await keep(path, now) : undefined;
    // What belongs to the old file would be taken for the new one's.
    for (const part of ['-wal', '-shm']) await rm(`${path}${part}`, { force: true });
    await putInPlace(draft, path);
    return kept === undefined ? {} : { kept };
  } finally {
    await rm(draft, { force: true });
    await lock.release();
  }
}

/** A copy of the backup that is known to be whole, ours, and of a form that this version knows. */
async function draftOf(backup: string, draft: string): Promise<void> {
  if (!existsSync(backup)) throw new StoreError('away', `There is no file ${backup}: nothing was changed.`);
  try {
    const database = openFile(backup, { readOnly: true });
    try {
      const damage = damageOf(database, { thorough: true });
      if (damage !== undefined) throw new StoreError('damaged', `${backup} is damaged (${damage}).`);
      const applied = await appliedChanges(dbOf(database));
      if (applied.length === 0) throw new StoreError('foreign', `${backup} is no backup of this bot.`);
      isBehind(applied, { changes, place: backup });
      await copyFile(database, draft);
    } finally {
      database.close();
    }
  } catch (error) {
    throw sqliteTrouble(error, backup);
  }
}

/** As a database of its own if it is whole, else as it lies there. */
async function keep(path: string, now: Temporal.Instant): Promise<string> {
  const file = backupName(path, now);
  return isWhole(path) ? keepDatabase(path, file) : keepFiles(path, `${file}-unreadable`);
}

async function keepDatabase(path: string, file: string): Promise<string> {
  const database = openFile(path, { readOnly: false });
  try {
    // From here on the file is all there is of it.
    database.exec('pragma wal_checkpoint(truncate)');
    await copyFile(database, file);
    return file;
  } finally {
    database.close();
  }
}

/** Nothing opens them for writing: that alone would change what is left of a damaged database. */
async function keepFiles(path: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const part of ['', '-wal', '-shm']) {
    if (existsSync(path + part)) await copyBytes(path + part, join(folder, basename(path + part)));
  }
  return folder;
}

function isWhole(path: string): boolean {
  try {
    const database = openFile(path, { readOnly: true });
    try {
      return damageOf(database, { thorough: true }) === undefined;
    } finally {
      database.close();
    }
  } catch {
    return false;
  }
}
