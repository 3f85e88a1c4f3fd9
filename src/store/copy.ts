import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { insertAll } from './bulk.ts';
import type { Connection } from './connection.ts';
import { StoreError } from './error.ts';
import { type Db, keysOf, type Tables } from './tables.ts';

/** What was copied of a table. The checksum is the same for the same rows on both engines. */
export interface Copied {
  table: keyof Tables;
  rows: number;
  /** SHA-256 over all rows in the order of their key, in hexadecimal. */
  checksum: string;
}

/** Rows in memory at a time. */
const page = 1_000;

/** Parents before those that refer to them. */
export const tableNames = Object.keys(keysOf) as (keyof Tables)[];

/**
 * Copies one moment of a database into an empty one of the same form, in one transaction there, and reads it back
 * before that is committed: all of it arrives, or nothing.
 *
 * @param target what to call the other in a message
 * @throws {StoreError} `refused` when the other holds rows already.
 */
export async function copyAll(from: Connection, to: Connection, target: string): Promise<Copied[]> {
  try {
    return await snapshot(from, (source) =>
      to.db.transaction().execute(async (copy) => {
        await refuseFilled(copy, target);
        const copied: Copied[] = [];
        for (const table of tableNames) copied.push(await copyTable(source, copy, table));
        return copied;
      }),
    );
  } catch (error) {
    throw to.trouble(from.trouble(error));
  }
}

/** Counts and checksums of every table at one moment. */
export function summarize(connection: Connection): Promise<Copied[]> {
  return snapshot(connection, async (db) => {
    const summary: Copied[] = [];
    for (const table of tableNames) summary.push(await summaryOf(db, table));
    return summary;
  });
}

function snapshot<T>({ db }: Connection, work: (db: Db) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work);
}

async function refuseFilled(db: Db, target: string): Promise<void> {
  for (const table of tableNames) {
    const filled = await db.selectFrom(table).select(sql`1`.as('one')).limit(1).executeTakeFirst();
    if (filled !== undefined) {
      throw new StoreError(
        'refused',
        `${target} holds rows already (in ${table}), and nothing is mixed or replaced: name an empty database.`,
      );
    }
  }
}

async function copyTable(from: Db, to: Db, table: keyof Tables): Promise<Copied> {
  const digest = createDigest();
  for await (const rows of pagesOf(from, table)) {
    digest.add(rows);
    await insertAll(to, table, rows);
  }
  const [sent, arrived] = [{ table, ...digest.end() }, await summaryOf(to, table)];
  if (sent.rows !== arrived.rows || sent.checksum !== arrived.checksum) {
    throw new Error(`${table}: ${sent.rows} rows went and ${arrived.rows} came, or not the same ones.`);
  }
  return sent;
}

async function summaryOf(db: Db, table: keyof Tables): Promise<Copied> {
  const digest = createDigest();
  for await (const rows of pagesOf(db, table)) digest.add(rows);
  return { table, ...digest.end() };
}

/** All rows in the order of their key, a page at a time. */
async function* pagesOf(db: Db, table: keyof Tables) {
  const keys: readonly string[] = keysOf[table];
  const columns = sql.join(keys.map((key) => sql.ref(key)));
  let last: object | undefined;
  do {
    const after =
      last === undefined ? sql`` : sql`where (${columns}) > (${sql.join(keys.map(valueIn(last)))})`;
    const { rows } = await sql<
      Tables[typeof table]
    >`select * from ${sql.table(table)} ${after} order by ${columns} limit ${sql.lit(page)}`.execute(db);
    if (rows.length > 0) yield rows;
    last = rows.length < page ? undefined : rows.at(-1);
  } while (last !== undefined);
}

function valueIn(row: object) {
  return (key: string): unknown => Reflect.get(row, key);
}

function createDigest() {
  const hash = createHash('sha256');
  let count = 0;
  return {
    add(rows: readonly object[]) {
      count += rows.length;
      for (const row of rows) {
        const columns = Object.keys(row).toSorted();
        hash.update(`${JSON.stringify(columns.map(valueIn(row)))}\n`);
      }
    },
    end: () => ({ rows: count, checksum: hash.digest('hex') }),
  };
}
