import { sql } from 'kysely';
import type { Connection } from './connection.ts';
import { tableNames } from './copy.ts';
import { fieldOf, StoreError } from './error.ts';
import { appliedMigrations } from './migrate.ts';
import type { Db, Tables } from './tables.ts';

export interface Inspected {
  /** Of PostgreSQL or SQLite. */
  version: string;
  /** What the database takes on its disk. */
  bytes: number;
  /** Changes of form that it has been through, oldest first. */
  migrations: string[];
  rows: { table: keyof Tables; rows: number }[];
}

/** What a database holds. */
export async function inspect(connection: Connection): Promise<Inspected> {
  const { db, engine } = connection;
  try {
    const query =
      engine === 'sqlite'
        ? sql<Size>`select sqlite_version() as version, (select page_count from pragma_page_count()) * (select page_size from pragma_page_size()) as bytes`
        : sql<Size>`select current_setting('server_version') as version, pg_database_size(current_database()) as bytes`;
    const { rows } = await query.execute(db);
    const { version = '', bytes = 0 } = rows[0] ?? {};
    return { version, bytes, migrations: await appliedMigrations(db, engine), rows: await countRows(db) };
  } catch (error) {
    throw connection.trouble(error);
  }
}

async function countRows(db: Db): Promise<Inspected['rows']> {
  const counts: Inspected['rows'] = [];
  for (const table of tableNames) {
    const { rows } = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow();
    counts.push({ table, rows });
  }
  return counts;
}

interface Size {
  version: string;
  bytes: number;
}

/** What is broken, as far as the engine tells: nothing is good. */
export async function findDamage({ db, engine, trouble }: Connection): Promise<string[]> {
  // PostgreSQL keeps its references itself and finds broken pages by their checksums while reading.
  if (engine === 'postgres') return [];
  try {
    const pages = await sql<{ integrity_check: string }>`pragma integrity_check(20)`.execute(db);
    const found = pages.rows.map(({ integrity_check }) => integrity_check).filter((text) => text !== 'ok');
    if (found.length > 0) return found;
    const { rows } = await sql<{ table: string; parent: string }>`pragma foreign_key_check`.execute(db);
    return rows.map(({ table, parent }) => `a row of ${table} refers to no row of ${parent}`);
  } catch (error) {
    const told = trouble(error);
    // Where the damage is bad enough, the check itself cannot go on.
    if (told instanceof StoreError && told.trouble === 'damaged') return [String(fieldOf(error, 'message'))];
    throw told;
  }
}
