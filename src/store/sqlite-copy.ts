import { existsSync, mkdirSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fieldOf, StoreError } from './error.ts';
import { damageOf } from './sqlite-file.ts';

/**
 * Writes all that is in an open database into a new file: one moment of it, whole, and on the disk when this returns.
 * The database may be in use all the while.
 *
 * @throws {StoreError} `unwritable` when there is such a file already, `damaged` when the copy is.
 */
export async function copyFile(database: DatabaseSync, file: string): Promise<void> {
  refuseExisting(file);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.new`;
  await rm(draft, { force: true });
  try {
    // SQLite takes an existing empty file, and this one is for its owner alone.
    await (await open(draft, 'wx', 0o600)).close();
    database.prepare('vacuum into ?').run(draft);
    checkWhole(draft);
    await putInPlace(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
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
  const copy = new DatabaseSync(file, { readOnly: true });
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
