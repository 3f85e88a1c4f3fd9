import { existsSync } from 'node:fs';
import { copyFile as copyBytes, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { backupName } from './automatic-backup.ts';
import { StoreError } from './error.ts';
import { appliedMigrations, refuseNewer } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { visitMs } from './open.ts';
import { heldBy } from './sqlite.ts';
import { copyFile, draftOf, putInPlace, removeDrafts } from './sqlite-copy.ts';
import { dbOf } from './sqlite-dialect.ts';
import { damageOf, giveToOwnerOf, makeFile, makeFolder, openFile, realPath } from './sqlite-file.ts';
import { isBusy, isDamage, sqliteTrouble } from './sqlite-trouble.ts';
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
export async function restoreSqlite(given: string, backup: string, now: Temporal.Instant): Promise<Restored> {
  const path = realPath(given);
  try {
    return await replace(path, backup, now);
  } catch (error) {
    throw sqliteTrouble(error, path);
  }
}

async function replace(path: string, backup: string, now: Temporal.Instant): Promise<Restored> {
  makeFile(`${path}.lock`);
  const lock = await takeWriterLock(path, now.toString({ smallestUnit: 'second' }), visitMs);
  if (!lock) throw await heldBy(path, 'end that one first');
  const draft = draftOf(path);
  try {
    await removeDrafts(path);
    await copyChecked(backup, draft);
    const kept = await keep(path, now);
    // Whatever stood beside the old file would be taken for the new one's.
    for (const part of parts(path)) if (part !== path) await rm(part);
    await putInPlace(draft, path);
    return kept === undefined ? {} : { kept };
  } finally {
    await rm(draft, { force: true }).catch(() => {});
    await lock.release();
  }
}

/** A copy of the backup that is known to be whole, ours, and of a form that this version knows. */
export async function copyChecked(backup: string, draft: string): Promise<void> {
  if (!existsSync(backup)) throw new StoreError('away', `There is no file ${backup}: nothing was changed.`);
  try {
    const database = openFile(backup, { readOnly: true });
    try {
      const damage = damageOf(database, { thorough: true });
      if (damage !== undefined) throw new StoreError('damaged', `${backup} is damaged (${damage}).`);
      const applied = await appliedMigrations(dbOf(database), 'sqlite');
      if (applied.length === 0) throw new StoreError('foreign', `${backup} is no backup of this bot.`);
      refuseNewer(applied, { migrations, place: backup });
      await copyFile(database, draft);
    } finally {
      database.close();
    }
  } catch (error) {
    throw sqliteTrouble(error, backup);
  }
}

/** As a database of its own if it is whole, else as it lies there; nothing if there is nothing. */
async function keep(path: string, now: Temporal.Instant): Promise<string | undefined> {
  if (parts(path).length === 0) return undefined;
  const file = backupName(path, now, 'replaced-');
  return existsSync(path) && isWhole(path) ? keepDatabase(path, file) : keepFiles(path, file);
}

async function keepDatabase(path: string, file: string): Promise<string> {
  const database = openFile(path, { readOnly: false });
  try {
    // What was written last moves into the file itself: the one that takes its place must not find it beside it.
    database.exec('pragma journal_mode = delete');
    await copyFile(database, file);
    return file;
  } catch (error) {
    throw isBusy(error) ? beingRead(path, error) : error;
  } finally {
    database.close();
  }
}

/** Nothing opens them for writing: that alone would change what is left of a damaged database. */
async function keepFiles(path: string, folder: string): Promise<string> {
  makeFolder(folder);
  try {
    for (const part of parts(path)) {
      const copy = join(folder, basename(part));
      await copyBytes(part, copy);
      giveToOwnerOf(folder, copy);
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return folder;
}

/** The file, and what SQLite keeps beside it. */
function parts(path: string): string[] {
  return ['', '-wal', '-shm', '-journal']
    .map((ending) => `${path}${ending}`)
    .filter((part) => existsSync(part));
}

/** @throws {StoreError} when it cannot be told, or is not ours to replace */
function isWhole(path: string): boolean {
  try {
    // A change that was cut off is undone by whoever opens the file to write, and by nobody else.
    if (existsSync(`${path}-journal`)) openFile(path, { readOnly: false }).close();
    const database = openFile(path, { readOnly: true });
    try {
      return damageOf(database, { thorough: true }) === undefined;
    } finally {
      database.close();
    }
  } catch (error) {
    if (isDamage(error)) return false;
    throw isBusy(error) ? beingRead(path, error) : error;
  }
}

function beingRead(path: string, cause: unknown): StoreError {
  return new StoreError(
    'held',
    `${path} is being used by another process: nothing was changed. End that one, or wait for it.`,
    cause,
  );
}
