import { Socket } from 'node:net';
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, sql } from 'kysely';
import pg from 'pg';
import type { Connection } from './connection.ts';
import { appliedChanges, isBehind, migrate, refuseOtherForm } from './migrate.ts';
import { type Change, changes as ourChanges } from './migrations/index.ts';
import { exactNumber, portable } from './portable.ts';
import { connectTrouble, isBroken, mayBeKept, mayTryAgain, postgresTrouble } from './postgres-trouble.ts';
import type { Db, Tables } from './tables.ts';

export interface PostgresOptions {
  url: string;
  /** `read` changes nothing of its form; `write` by default. */
  access?: 'write' | 'read';
  /** `slow` waits for what changes or copies everything. */
  patience?: 'quick' | 'slow';
  changes?: readonly Change[];
}

interface Patience {
  /** What its limits hold for: a connection, or each transaction anew. */
  scope: 'session' | 'local';
  /** Until a connection is had. */
  connectMs: number;
  /** Of a statement on the server; the client gives up a little later. */
  statementMs: number;
  lockMs: number;
  connections: number;
}

/** What becomes of the values of a query. */
type Check = (values: readonly unknown[]) => unknown[];

/** Kysely's migrator asks the server's own tables, with values that ours never hold. */
const unchecked: Check = (values) => [...values];

/** Chat platforms want an answer after 3 s. */
const quick: Patience = {
  scope: 'session',
  connectMs: 2_500,
  statementMs: 2_500,
  lockMs: 2_000,
  connections: 10,
};

/**
 * For what changes or copies everything. A pooler in transaction mode may hand it a connection that has the limits of
 * a quick one, so it sets its own in each transaction.
 */
const slow: Patience = {
  scope: 'local',
  connectMs: 10_000,
  statementMs: 3_600_000,
  lockMs: 600_000,
  connections: 2,
};

/** Nothing else on the server takes an advisory lock of this number: the bytes of "MLOCmigr". */
const migrationLock = 0x4d4c4f436d696772n;

/**
 * Connects, and brings the database to this version's form, one process at a time.
 *
 * @throws {StoreError} `away`, `refused`, `newer`, `full` or `unwritable`.
 */
export async function openPostgres({
  url,
  access = 'write',
  patience = 'quick',
  changes = ourChanges,
}: PostgresOptions): Promise<Connection> {
  const place = placeOf(url);
  const known = { changes, place: `The database at ${place}` };
  const connection = { ...connect(url, patience === 'quick' ? quick : slow), access };
  try {
    const applied = await appliedChanges(connection.db).catch((error: unknown) => {
      throw connectTrouble(error, place);
    });
    if (access === 'read') refuseOtherForm(applied, known);
    else if (isBehind(applied, known)) {
      await alone(url, async (db) => {
        if (isBehind(await appliedChanges(db), known)) await migrate(db, { engine: 'postgres', ...known });
      });
    }
    return connection;
  } catch (error) {
    await connection.close();
    throw postgresTrouble(error, place);
  }
}

/** "db:5432/companion": where a database is, without who may use it. */
export function placeOf(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? (hostname === '' ? 'localhost' : hostname);
  return `${host}${port === '' ? '' : `:${port}`}${pathname === '/' ? '' : pathname}`;
}

function connect(url: string, patience: Patience, check: Check = portable): Connection {
  const sockets = new Set<Socket>();
  const pool = createPool(url, patience, sockets);
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: checkedPool(pool, patience, check) }),
  });
  return {
    db,
    engine: 'postgres',
    access: 'write',
    trouble: (error) => postgresTrouble(error, placeOf(url)),
    again: mayTryAgain,
    unsure: mayBeKept,
    isCurrent: () => true,
    async close() {
      if (pool.ending) return;
      await pool.end();
      // A server that was halted takes no farewell, and its connections would keep the process.
      for (const socket of sockets) socket.destroy();
    },
  };
}

function createPool(url: string, patience: Patience, sockets: Set<Socket>): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'mlops-companion',
    max: patience.connections,
    connectionTimeoutMillis: patience.connectMs,
    query_timeout: patience.statementMs + 1_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    types: { getTypeParser },
    // As a statement, since poolers refuse such limits among what a connection begins with. The pool waits for it.
    onConnect: (client) => (patience.scope === 'session' ? client.query(limitsOf(patience)) : undefined),
    stream: () => {
      const socket = new Socket();
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      return socket;
    },
  });
  // Without a listener, a connection that breaks while nobody uses it ends the process. Whoever uses it next is told.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Counts, sums and 64-bit integers (int8 and numeric) as numbers. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: string) =>
  oid === 20 || oid === 1700 ? exactNumber : pg.types.getTypeParser(oid, format as 'text');

/** What Kysely wants of a pool; a connection that broke is not given to the next. */
function checkedPool(pool: pg.Pool, patience: Patience, check: Check): PostgresPool {
  const limits = limitsOf(patience);
  const local = patience.scope === 'local';
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      let broken = false;
      const query = async (text: string, values: readonly unknown[]) => {
        const checked = check(values);
        try {
          return await client.query(local && begins(text) ? `${text}; ${limits}` : text, checked);
        } catch (error) {
          broken ||= isBroken(error);
          throw error;
        }
      };
      return {
        // Its type has cursors as well; they are not used here.
        query: query as unknown as PostgresPoolClient['query'],
        release: (discard) => client.release(broken || discard === true),
      };
    },
  };
}

/** Of the server, which gives up a little before the client does. */
function limitsOf({ scope, statementMs, lockMs }: Patience): string {
  const limits = {
    statement_timeout: statementMs,
    lock_timeout: lockMs,
    idle_in_transaction_session_timeout: statementMs + 5_000,
  };
  return Object.entries(limits)
    .map(([name, ms]) => `set ${scope} ${name} = ${ms}`)
    .join('; ');
}

function begins(text: string): boolean {
  return text === 'begin' || text.startsWith('start transaction');
}

/** One process after the other; the rest wait. */
async function alone(url: string, work: (db: Db) => Promise<void>): Promise<void> {
  const { db, close } = connect(url, slow, unchecked);
  try {
    await db.transaction().execute(async (lock) => {
      await sql`set local idle_in_transaction_session_timeout = 0`.execute(lock);
      await sql`select pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(lock);
      await work(db);
    });
  } finally {
    await close();
  }
}
