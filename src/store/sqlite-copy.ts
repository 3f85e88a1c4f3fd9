import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { fieldOf, StoreError } from './error.ts';
import { damageOf, giveToOwnerOf, makeFolder, openFile } from './sqlite-file.ts';
import { sqliteTrouble } from './sqlite-trouble.ts';

/**
 * Writes all that is in an open database into a new file: one moment of it, whole, and on the disk when this returns.
 * The database may be in use all the while.
 *
 * @throws {StoreError} `unwritable` when there is such a file already, or its folder cannot be written; `full`;
 *   `damaged` when the copy is. What node:sqlite throws of a database that is damaged.
 */
export async function copyFile(database: DatabaseSync, file: string): Promise<void> {
  refuseExisting(file);
  const draft = draftOf(file);
  try {
    makeFolder(dirname(draft));
    // SQLite takes an existing empty file, and this one is for its owner alone.
    await (await open(draft, 'wx', 0o600)).close();
    giveToOwnerOf(dirname(draft), draft);
    database.prepare('vacuum into ?').run(draft);
    checkWhole(draft);
    await putInPlace(draft, resolve(file));
  } catch (error) {
    const told = sqliteTrouble(error, file);
    // It is the database that is damaged then, and whoever opened it knows its name.
    throw told instanceof StoreError && told.trouble === 'damaged' ? error : told;
  } finally {
    // Where its folder is none, there is nothing to remove.
    await rm(draft, { force: true }).catch(() => {});
  }
}

/** A name beside a file that nothing else has. */
export function draftOf(file: string): string {
  return `${resolve(file)}.${randomUUID().slice(0, 8)}.new`;
}

/** Drafts of a file that a process which was killed has left behind; only for whoever has the file to themselves. */
export async function removeDrafts(file: string): Promise<void> {
  const full = resolve(file);
  const names = await readdir(dirname(full)).catch(() => []);
  const isDraft = (name: string) => name.startsWith(`${basename(full)}.`) && /\.[0-9a-f]{8}\.new$/.test(name);
  for (const name of names.filter(isDraft)) await rm(join(dirname(full), name), { force: true });
}

/** @throws {StoreError} `unwritable` */
export function refuseExisting(file: string): void {
  if (existsSync(file)) {
    throw new StoreError(
      'unwritable',
      `${file} is there already, and a backup replaces nothing: name a new file.`,
    );
  }
}

/** Renames a draft to what it is for, so that a crash leaves the one or the other, and waits for the disk. */
export async function putInPlace(draft: string, file: string): Promise<void> {
  await flush(draft);
  await rename(draft, file);
  await flush(dirname(file));
}

function checkWhole(file: string): void {
  const copy = openFile(file, { readOnly: true });
  try {
    const damage = damageOf(copy, { thorough: true });
    if (damage !== undefined)
      throw new StoreError('damaged', `The database is damaged (${damage}), so no copy was made.`);
  } finally {
    copy.close();
  }
}

/** Waits until a file, or what a folder lists, is on the disk. Windows has no such thing for folders. */
async function flush(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!['EPERM', 'EINVAL', 'EISDIR'].includes(String(fieldOf(error, 'code')))) throw error;
  }
}
