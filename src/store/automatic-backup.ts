import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { copyFile } from './sqlite-copy.ts';

/** How many automatic backups stay. */
const kept = 5;

/** "data/backups/", beside the database. */
function backupFolder(path: string): string {
  return join(dirname(path), 'backups');
}

/** "data/backups/companion-20261125T080000.123Z.db": sorts by time. `mark` stands before the time. */
export function backupName(path: string, now: Temporal.Instant, mark = ''): string {
  const extension = extname(path);
  const time = now.toString({ fractionalSecondDigits: 3 }).replaceAll(/[-:]/g, '');
  return join(backupFolder(path), `${basename(path, extension)}-${mark}${time}${extension}`);
}

/** Keeps a copy of what a change of form is about to touch, and lets the oldest such copies go. */
export async function backUpBeforeMigration(
  database: DatabaseSync,
  path: string,
  now: Temporal.Instant,
): Promise<void> {
  await copyFile(database, backupName(path, now));
  for (const old of automaticBackups(path).slice(0, -kept)) rmSync(old, { force: true });
}

/** Says where the newest backup is. */
export function newestBackup(path: string): string {
  const newest = automaticBackups(path).at(-1);
  return newest === undefined
    ? `There is no automatic backup in ${backupFolder(path)}; one of your own comes back with: npm run store -- restore FILE`
    : `The newest automatic backup is ${newest}; it comes back with: npm run store -- restore ${newest}`;
}

/** Oldest first. */
function automaticBackups(path: string): string[] {
  const folder = backupFolder(path);
  const extension = extname(path);
  const start = `${basename(path, extension)}-`;
  try {
    return readdirSync(folder)
      .filter(
        (name) =>
          name.startsWith(start) &&
          /^\d{8}T\d{6}\.\d{3}Z$/.test(basename(name, extension).slice(start.length)),
      )
      .toSorted()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}
