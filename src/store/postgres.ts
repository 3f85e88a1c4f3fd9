import { sql } from 'kysely';
import type { Connection } from './connection.ts';
import { appliedMigrations, isBehind, migrate, refuseOtherForm } from './migrate.ts';
import { type Migration, migrations as ourMigrations } from './migrations/index.ts';
import { createPool, type Pool, quick, slow, unchecked } from './postgres-pool.ts';
import { connectTrouble, mayBeKept, mayTryAgain, postgresTrouble } from './postgres-trouble.ts';
import type { Db } from './tables.ts';

export interface PostgresOptions {
  url: string;
  /** `read` changes nothing of its form; `write` by default. */
  access?: 'write' | 'read';
  /** `slow` waits for what changes or copies everything. */
  patience?: 'quick' | 'slow';
  migrations?: readonly Migration[];
}

/** Nothing else on the server takes an advisory lock of this number: the bytes of "MLOCmigr". */
const migrationLock = 0x4d4c4f436d696772n;
const migrationWaitMs = 10_000;

/**
 * Connects, and brings the database to this version's form, one process at a time.
 *
 * @throws {StoreError} `away`, `refused`, `newer`, `full` or `unwritable`.
 */
export async function openPostgres({
  url,
  access = 'write',
  patience = 'quick',
  migrations = ourMigrations,
}: PostgresOptions): Promise<Connection> {
  const place = placeOf(url);
  const known = { migrations, place: `The database at ${place}` };
  const connection = connectionOf(createPool(url, patience === 'quick' ? quick : slow), access, place);
  try {
    const applied = await appliedMigrations(connection.db, 'postgres').catch((error: unknown) => {
      throw connectTrouble(error, place);
    });
    if (access === 'read') refuseOtherForm(applied, known);
    else if (isBehind(applied, known)) {
      await alone(url, async (db) => {
        if (isBehind(await appliedMigrations(db, 'postgres'), known))
          await migrate(db, { engine: 'postgres', ...known });
      });
    }
    return connection;
  } catch (error) {
    await connection.close();
    throw postgresTrouble(error, place);
  }
}

function connectionOf({ db, close }: Pool, access: Connection['access'], place: string): Connection {
  return {
    db,
    engine: 'postgres',
    access,
    trouble: (error) => postgresTrouble(error, place),
    again: mayTryAgain,
    unsure: mayBeKept,
    isCurrent: () => true,
    close,
  };
}

/** "db:5432/companion": where a database is, without who may use it. */
export function placeOf(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? (hostname === '' ? 'localhost' : hostname);
  return `${host}${port === '' ? '' : `:${port}`}${pathname === '/' ? '' : pathname}`;
}

/** One process after the other; the rest wait, but not so long that nobody is answered. */
async function alone(url: string, work: (transaction: Db) => Promise<void>): Promise<void> {
  const { db, close } = createPool(url, slow, unchecked);
  try {
    await db.transaction().execute(async (transaction) => {
      await sql`set local lock_timeout = ${sql.lit(migrationWaitMs)}`.execute(transaction);
      await sql`select pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(transaction);
      await sql`set local lock_timeout = ${sql.lit(slow.lockMs)}`.execute(transaction);
      await work(transaction);
    });
  } finally {
    await close();
  }
}
