import { ConfigError, readConfig } from '../config.ts';
import type { Connection } from '../store/connection.ts';
import type { Copied } from '../store/copy.ts';
import { StoreError } from '../store/error.ts';
import type { Address } from '../store/open.ts';
import type { Out } from './catalog.ts';

export interface StoreOptions {
  /** As the settings say. */
  database: Address;
  now: () => Temporal.Instant;
}

/** Prints what the store holds. Gives the exit code. */
export async function infoCommand({ database }: StoreOptions, out: Out): Promise<number> {
  try {
    await withStore(database, async (connection) => {
      const { inspect } = await import('../store/inspect.ts');
      const { version, bytes, migrations, rows } = await inspect(connection);
      const engine = connection.engine === 'sqlite' ? 'SQLite' : 'PostgreSQL';
      out(`${await nameOf(database)}: ${engine} ${version}, ${size(bytes)}`);
      out(`Schema: ${migrations.at(-1) ?? 'none'}, as this version has it`);
      out(`Rows: ${rows.map((one) => `${one.table} ${one.rows}`).join(', ')}`);
      if (database.url === undefined) for (const line of await aboutFile(database.path)) out(line);
    });
  } catch (error) {
    // That the bot has not started yet, or not since it was updated, is no failure.
    if (!(error instanceof StoreError && error.trouble === 'older')) throw error;
    out(error.message);
  }
  return 0;
}

/** Prints what is broken. Gives the exit code: 0, or 1 for damage. */
export async function checkStoreCommand(options: StoreOptions, out: Out): Promise<number> {
  return withStore(options.database, async (connection) => {
    const { findDamage } = await import('../store/inspect.ts');
    const { summarize } = await import('../store/copy.ts');
    const damage = await findDamage(connection);
    const name = await nameOf(options.database);
    if (damage.length > 0) {
      for (const line of damage) out(line);
      out(`\n${name} is damaged. ${await newestBackupOf(options.database)}`);
      return 1;
    }
    const rows = (await summarize(connection)).reduce((sum, table) => sum + table.rows, 0);
    out(
      `No problems: ${name} is whole, in this version's form, and every one of its ${rows} rows can be read.`,
    );
    return 0;
  });
}

export async function backupCommand(
  { database, now }: StoreOptions,
  file: string,
  out: Out,
): Promise<number> {
  const backup = await import('../store/backup.ts');
  if (database.url === undefined) await backup.backUpSqlite(database.path, file);
  else for (const line of copiedLines(await backup.backUpPostgres(database.url, file, now))) out(line);
  out(`Wrote ${file}. Bring it back with: npm run store -- restore ${file}`);
  return 0;
}

export async function restoreCommand(
  { database, now }: StoreOptions,
  file: string,
  out: Out,
): Promise<number> {
  const { path, url } = database;
  if (url === undefined) {
    const { restoreSqlite } = await import('../store/restore.ts');
    const { kept } = await restoreSqlite(path, file, now());
    out(`${path} is now what ${file} was.`);
    if (kept !== undefined) out(`What it was before is in ${kept}.`);
    return 0;
  }
  const { restorePostgres } = await import('../store/backup.ts');
  for (const line of copiedLines(await restorePostgres(file, url, now))) out(line);
  out(`${await nameOf(database)} is now what ${file} was.`);
  return 0;
}

/** Copies the file of the settings into PostgreSQL: the one that is named, else that of the settings. */
export async function copyToCommand(
  { database, now }: StoreOptions,
  given: string | undefined,
  out: Out,
): Promise<number> {
  const url = given ?? database.url;
  if (url === undefined || !/^postgres(ql)?:\/\//.test(url) || URL.parse(url) === null) {
    out('Name the database to copy to, as in postgres://user:password@host:5432/name, or set DATABASE_URL.');
    return 2;
  }
  const wrong = problemOf(url);
  if (wrong !== undefined) {
    out(`That address cannot be right: ${wrong}.`);
    return 2;
  }
  const { moveToPostgres } = await import('../store/backup.ts');
  for (const line of copiedLines(await moveToPostgres(database.path, url, now))) out(line);
  out(
    `\n${database.path} was copied to ${await nameOf({ ...database, url })} and read back: the same rows. The file stays as it is.`,
  );
  if (database.url === undefined) out('Set DATABASE_URL to that address, and start the bot.');
  return 0;
}

async function withStore<T>(database: Address, work: (connection: Connection) => Promise<T>): Promise<T> {
  const { lookAt } = await import('../store/look.ts');
  const connection = await lookAt(database, 'slow');
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

/** What the settings would say of an address. */
function problemOf(url: string): string | undefined {
  try {
    readConfig({ DATABASE_URL: url });
    return undefined;
  } catch (error) {
    if (error instanceof ConfigError) return error.problems[0]?.mend;
    throw error;
  }
}

async function nameOf({ path, url }: Address): Promise<string> {
  return url === undefined ? path : (await import('../store/postgres.ts')).placeOf(url);
}

async function aboutFile(given: string): Promise<string[]> {
  const { newestBackup } = await import('../store/automatic-backup.ts');
  const { realPath } = await import('../store/sqlite-file.ts');
  const path = realPath(given);
  return [await aboutWriter(path), newestBackup(path)];
}

async function aboutWriter(path: string): Promise<string> {
  const { isHeld, writerOf } = await import('../store/writer-lock.ts');
  try {
    return isHeld(path) ? `Written by ${await writerOf(path)}` : 'Nobody writes to it now';
  } catch {
    return `Who writes to it cannot be seen: ${path}.lock is not for this user.`;
  }
}

async function newestBackupOf({ path, url }: Address): Promise<string> {
  if (url !== undefined) return '';
  const { realPath } = await import('../store/sqlite-file.ts');
  return (await import('../store/automatic-backup.ts')).newestBackup(realPath(path));
}

function copiedLines(copied: readonly Copied[]): string[] {
  return copied.map(
    ({ table, rows, checksum }) => `${table.padEnd(12)}${String(rows).padStart(8)}  ${checksum}`,
  );
}

/** "48 kB", in powers of ten. */
function size(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power]}`;
}
