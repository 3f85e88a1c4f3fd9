import { Socket } from 'node:net';
import { Kysely, PostgresAdapter, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { exactNumber, portable } from './portable.ts';
import { isBroken, NotConnected } from './postgres-trouble.ts';
import type { Db, Tables } from './tables.ts';

export interface Patience {
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
export const unchecked: Check = (values) => [...values];

/** Chat platforms want an answer after 3 s. */
export const quick: Patience = {
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
export const slow: Patience = {
  scope: 'local',
  connectMs: 10_000,
  statementMs: 600_000,
  lockMs: 600_000,
  connections: 1,
};

/** A database, and how to let go of it. */
export interface Pool {
  db: Db;
  /** Also when the server does not answer. */
  close(): Promise<void>;
}

/** Connections that are made when they are needed, and that no statement keeps for longer than its patience. */
export function createPool(url: string, patience: Patience, check: Check = portable): Pool {
  const sockets = new Set<Socket>();
  const pool = poolOf(url, patience, sockets);
  return {
    db: new Kysely<Tables>({ dialect: new Dialect({ pool: checkedPool(pool, patience, check) }) }),
    async close() {
      if (pool.ending) return;
      await pool.end();
      // A server that was halted takes no farewell, and its connections would keep the process.
      for (const socket of sockets) socket.destroy();
    },
  };
}

class Dialect extends PostgresDialect {
  override createAdapter(): PostgresAdapter {
    return new Adapter();
  }
}

/** `alone` holds a lock for the whole transaction. Kysely's own outlives it, and hides the reason of a failure. */
class Adapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}

function poolOf(url: string, patience: Patience, sockets: Set<Socket>): pg.Pool {
  const pool = new pg.Pool({
    connectionString: verifying(url),
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

/**
 * pg takes these three for verify-full, and says so in nine lines at each start. What they mean to libpq can be had
 * with uselibpqcompat=true.
 */
function verifying(text: string): string {
  const url = new URL(text);
  const mode = url.searchParams.get('sslmode') ?? '';
  if (!['require', 'prefer', 'verify-ca'].includes(mode) || url.searchParams.has('uselibpqcompat'))
    return text;
  url.searchParams.set('sslmode', 'verify-full');
  return url.href;
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
      const client = await pool.connect().catch((error: unknown) => {
        throw new NotConnected(error);
      });
      let broken = false;
      const query = async (text: string, values: readonly unknown[]) => {
        const checked = check(values);
        if (broken) {
          // The server undoes it by itself, and a failure here would hide the first one.
          if (text === 'rollback') return { command: 'ROLLBACK', rowCount: 0, rows: [] };
          throw new Error('Connection terminated');
        }
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
