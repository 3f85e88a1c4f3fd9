import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { fieldOf, StoreError } from './error.ts';

/** Marks a file as ours: "MLOC". */
export const applicationId = 0x4d4c4f43;

/**
 * A connection of node:sqlite as this project uses it. Ordinary WAL, so that others can read beside the one who writes;
 * what is committed is on the disk.
 *
 * @throws {StoreError} `older` when there is no file to read, `foreign`; and what node:sqlite throws
 */
export function openFile(path: string, { readOnly }: { readOnly: boolean }): DatabaseSync {
  if (readOnly && !existsSync(path)) {
    throw new StoreError('older', `There is no database at ${path} yet: the bot makes it when it starts.`);
  }
  const options = { readOnly, timeout: 100, defensive: true };
  const database = new DatabaseSync(isSealed(path, readOnly) ? sealed(path) : path, options);
  try {
    // Reads the first page, so that a file of another kind shows before it is touched.
    refuseForeign(database, path);
    if (!readOnly) {
      database.exec(
        'pragma journal_mode = wal; pragma synchronous = full; pragma journal_size_limit = 16777216',
      );
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Makes an empty file for this user alone, if there is none; SQLite gives its files beside it the same rights. */
export function makeFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (fieldOf(error, 'code') !== 'EEXIST') throw error;
  }
}

/** What is broken in a file, found by reading all of it; `thorough` compares indexes with their tables as well. */
export function damageOf(database: DatabaseSync, { thorough }: { thorough: boolean }): string | undefined {
  const said = database.prepare(`pragma ${thorough ? 'integrity_check' : 'quick_check'}(1)`).get() ?? {};
  const [text] = Object.values(said);
  return text === 'ok' ? undefined : String(text).replaceAll(/\s+/g, ' ');
}

/**
 * Whether a file lies where nothing can be written, and is whole by itself. SQLite reads a WAL database through files
 * beside it, which it cannot make there.
 */
function isSealed(path: string, readOnly: boolean): boolean {
  if (!readOnly || existsSync(`${path}-wal`)) return false;
  try {
    accessSync(dirname(path), constants.W_OK);
    return false;
  } catch {
    return true;
  }
}

/** https://www.sqlite.org/uri.html#uriimmutable */
function sealed(path: string): URL {
  const url = pathToFileURL(path);
  url.search = '?immutable=1';
  return url;
}

function refuseForeign(database: DatabaseSync, path: string): void {
  const id = database.prepare('pragma application_id').get()?.application_id;
  if (id === applicationId) return;
  if (database.prepare('select name from sqlite_schema limit 1').get() === undefined) return;
  throw new StoreError(
    'foreign',
    `${path} is a database of another program: name a file of this bot's own with DATABASE_PATH.`,
  );
}
