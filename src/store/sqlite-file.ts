import {
  accessSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
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
  if (readOnly) refuseMissing(path);
  const options = { readOnly, timeout: 100, defensive: true };
  // In full, since node:sqlite takes a name such as "file:x" for an address.
  const database = new DatabaseSync(isSealed(path, readOnly) ? sealed(path) : resolve(path), options);
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
  makeFolder(dirname(path));
  try {
    closeSync(openSync(path, 'wx', 0o600));
    giveToOwnerOf(dirname(path), path);
  } catch (error) {
    if (fieldOf(error, 'code') !== 'EEXIST') throw error;
  }
}

/** Makes a folder for this user alone, if there is none. */
export function makeFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  const there = dirname(resolve(first));
  for (let made = resolve(path); made.length > there.length; made = dirname(made)) giveToOwnerOf(there, made);
}

/** What root makes beside the files of somebody else has to be theirs, or their bot is locked out. */
export function giveToOwnerOf(model: string, path: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(model);
  chownSync(path, uid, gid);
}

/**
 * Where a file really is, so that one that is reached by two names is still one file; a name that leads through no
 * link stays as it is.
 */
export function realPath(path: string): string {
  const full = resolve(path);
  const real = followed(full);
  return real === full ? path : real;
}

function followed(path: string, links = 0): string {
  try {
    return realpathSync(path);
  } catch {
    // Not there yet, or a link to what is not there yet.
    const folder = dirname(path);
    if (folder === path) return path;
    if (links < 8 && isLink(path)) return followed(resolve(folder, readlinkSync(path)), links + 1);
    return join(followed(folder, links), basename(path));
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
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

function refuseMissing(path: string): void {
  try {
    statSync(path);
  } catch (error) {
    if (fieldOf(error, 'code') !== 'ENOENT') throw error;
    throw new StoreError('older', `There is no database at ${path} yet: the bot makes it when it starts.`);
  }
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
