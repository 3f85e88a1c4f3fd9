import { setTimeout as wait } from 'node:timers/promises';
import { change, type WriteOptions } from './change.ts';
import type { Connection } from './connection.ts';
import { StoreError } from './error.ts';
import { createSession, type Lease } from './session.ts';
import type { Db } from './tables.ts';

/**
 * The one place where the bot keeps what people did. Every verb of this folder works on the `db` that it hands out.
 * Inside `work` use that alone: the store itself would wait for the work to end.
 */
export interface Store {
  /** Opens it, or says at once what keeps it from opening. @throws {StoreError} */
  open(): Promise<'write' | 'read'>;
  /**
   * Asks, without changing anything.
   *
   * @throws {StoreError} when the database is in trouble; what `work` throws otherwise.
   */
  read<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /**
   * Changes everything that `work` changes, or nothing. `work` may run more than once, so it does nothing besides, and
   * lets every error of a statement through.
   *
   * @throws {StoreError} when the database is in trouble; what `work` throws otherwise.
   */
  write<T>(work: (db: Db) => Promise<T>, options?: WriteOptions): Promise<T>;
  /** Lets what runs finish. */
  close(): Promise<void>;
}

export interface StoreOptions {
  connect: () => Promise<Connection>;
  /** A monotonic clock in milliseconds. */
  clock: () => number;
  /** Lets go of the database, and with it of the right to write, after this long without use. */
  idleMs?: number;
  /** Told when trouble begins, and with undefined when it is over. */
  onTrouble?: (trouble: StoreError | undefined) => void;
}

const attempts = 3;

/** A store that opens when it is first needed, and again after trouble. */
export function createStore({ connect, clock, idleMs, onTrouble }: StoreOptions): Store {
  const news = createNews(onTrouble);
  const session = createSession(async () => {
    const connection = await connect();
    if (connection.access === 'write') news.good('write');
    return connection;
  }, clock);
  const running = new Set<Promise<unknown>>();
  let idle: NodeJS.Timeout | undefined;

  /** Runs work on the connection, and again where nothing came of it through no fault of the work. */
  async function use<T>(kind: Use, run: (connection: Connection) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const lease = await leased(kind);
      const { connection } = lease;
      try {
        const result = await run(connection);
        session.forgive();
        news.good(kind);
        return result;
      } catch (error) {
        const final = attempt === attempts || error instanceof StoreError || !connection.again(error);
        if (final) throw told(connection.trouble(error));
      } finally {
        lease.release();
      }
      await wait(10 * 4 ** attempt);
    }
  }

  async function leased(kind: Use): Promise<Lease> {
    try {
      const lease = await session.lease();
      if (kind !== 'write' || isWriting(lease)) return lease;
      // Removed or replaced, or only looked at: the one who wrote may be gone.
      const renewed = await session.renew(lease);
      if (isWriting(renewed)) return renewed;
      renewed.release();
    } catch (error) {
      if (error instanceof StoreError) session.calm(error);
      throw told(error);
    }
    throw new StoreError('looking', 'Another process writes to the database, so this one can only look.');
  }

  /** Somebody's own conflict, or a statement that took long, is no news for the others. */
  function told(error: unknown): unknown {
    if (!(error instanceof StoreError)) return error;
    if (error.trouble === 'away') session.calm(error);
    if (error.trouble !== 'busy') news.bad(error);
    return error;
  }

  async function counted<T>(work: Promise<T>): Promise<T> {
    clearTimeout(idle);
    running.add(work);
    try {
      return await work;
    } finally {
      running.delete(work);
      if (idleMs !== undefined && running.size === 0) idle = setTimeout(session.letGo, idleMs).unref();
    }
  }

  return {
    open: () => counted(use('open', async ({ access }) => access)),
    read: (work) => counted(use('read', ({ db }) => work(db))),
    write: (work, options = {}) => counted(use('write', (connection) => change(connection, work, options))),
    async close() {
      clearTimeout(idle);
      await Promise.allSettled(running);
      await session.close();
    },
  };
}

type Use = 'open' | 'read' | 'write';

function isWriting({ connection }: Lease): boolean {
  return connection.access === 'write' && connection.isCurrent();
}

/** Tells of trouble once when it begins and once when it is over. */
function createNews(tell: StoreOptions['onTrouble']) {
  let last: StoreError | undefined;
  const set = (now: StoreError | undefined) => {
    if (now?.trouble === last?.trouble) return;
    last = now;
    tell?.(now);
  };
  return {
    bad: (error: StoreError) => set(error),
    /** That one can read says nothing of a disk that cannot be written. */
    good(use: Use) {
      if (use === 'write' || (last?.trouble !== 'full' && last?.trouble !== 'unwritable')) set(undefined);
    },
  };
}
