import { setTimeout as wait } from 'node:timers/promises';
import type { KyselyPlugin } from 'kysely';
import type { Connection } from './connection.ts';
import { StoreError } from './error.ts';
import type { Db } from './tables.ts';

/** The one place where the bot keeps what people did. Every verb of this folder works on the `db` that it hands out. */
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
   * Changes everything that `work` changes, or nothing. `work` may run more than once, so it does nothing besides.
   *
   * @throws {StoreError} when the database is in trouble; what `work` throws otherwise.
   */
  write<T>(work: (db: Db) => Promise<T>, options?: WriteOptions): Promise<T>;
  /** Lets what runs finish. */
  close(): Promise<void>;
}

export interface WriteOptions {
  /**
   * The work leaves the same when it is done twice (its rows have ids, and `on conflict` says what then), so it is done
   * again when nobody knows whether it was kept.
   */
  repeatable?: boolean;
  /** The work is one statement, which is a transaction by itself: that saves a server two round trips. */
  single?: boolean;
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

/** For this long after a failure nobody is kept waiting for the same failure. */
const calmMs = 1_000;
const attempts = 3;

/** A store that opens when it is first needed, and again after trouble. */
export function createStore({ connect, clock, idleMs, onTrouble }: StoreOptions): Store {
  let opening: Promise<Connection> | undefined;
  let leaving: Promise<unknown> = Promise.resolve();
  let failed: { error: StoreError; at: number } | undefined;
  let trouble: StoreError | undefined;
  let closed = false;
  let idle: NodeJS.Timeout | undefined;
  const running = new Set<Promise<unknown>>();

  function tell(now: StoreError | undefined): void {
    if (now?.trouble === trouble?.trouble) return;
    trouble = now;
    onTrouble?.(now);
  }

  function fail(error: unknown): unknown {
    if (!(error instanceof StoreError)) return error;
    if (error.trouble === 'away' || opening === undefined) failed = { error, at: clock() };
    if (error.trouble !== 'looking') tell(error);
    return error;
  }

  async function connected(): Promise<Connection> {
    if (closed) throw new StoreError('away', 'The database is closed: the bot is stopping.');
    if (failed && clock() - failed.at < calmMs) throw failed.error;
    opening ??= leaving.then(connect);
    try {
      return await opening;
    } catch (error) {
      opening = undefined;
      throw fail(error);
    }
  }

  /** Whoever opens it next waits until it is closed, lest it finds its own lock. */
  function letGo(): Promise<unknown> {
    const open = opening;
    opening = undefined;
    leaving = leaving.then(async () => (await open)?.close()).catch(() => {});
    return leaving;
  }

  /** Opens again what was removed or replaced, or was only looked at: the one who wrote may be gone. */
  async function writing(connection: Connection): Promise<Connection> {
    if (connection.access === 'write' && connection.isCurrent()) return connection;
    if (running.size > 1 && connection.access === 'write') {
      throw new StoreError('away', 'The file of the database was removed or replaced, and is opened again.');
    }
    if (running.size === 1) {
      await letGo();
      const again = await connected();
      if (again.access === 'write') return again;
    }
    throw new StoreError('looking', 'Another process writes to the database, so this one can only look.');
  }

  /** Runs work, and does not let go of the database while it runs. */
  async function use<T>(run: (connection: Connection) => Promise<T>): Promise<T> {
    clearTimeout(idle);
    const work = repeated(run);
    running.add(work);
    try {
      return await work;
    } finally {
      running.delete(work);
      if (idleMs !== undefined && running.size === 0) idle = setTimeout(letGo, idleMs).unref();
    }
  }

  async function repeated<T>(run: (connection: Connection) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const connection = await connected();
      try {
        const result = await run(connection);
        failed = undefined;
        tell(undefined);
        return result;
      } catch (error) {
        const final = attempt === attempts || error instanceof StoreError || !connection.again(error);
        if (final) throw fail(connection.trouble(error));
        await wait(10 * 4 ** attempt);
      }
    }
  }

  return {
    open: () => use(async ({ access }) => access),
    read: (work) => use(({ db }) => work(db)),
    write: (work, options = {}) =>
      use(async (connection) => changed(await writing(connection), work, options)),
    async close() {
      closed = true;
      clearTimeout(idle);
      await Promise.allSettled(running);
      await letGo();
    },
  };
}

/** Makes a change. When nobody can know whether it was kept, it is made again if that is safe. */
async function changed<T>(
  connection: Connection,
  work: (db: Db) => Promise<T>,
  { repeatable = false, single = false }: WriteOptions,
): Promise<T> {
  const make = single ? inOneStatement : inTransaction;
  for (let again = repeatable; ; again = false) {
    try {
      return await make(connection, work);
    } catch (error) {
      if (!(error instanceof InDoubt)) throw error;
      if (!again) throw unsureOf(error);
    }
  }
}

function unsureOf({ cause }: InDoubt): StoreError {
  return new StoreError(
    'unsure',
    'The connection to the database broke while a change was confirmed. It may be kept or not: look before you do it again.',
    cause,
  );
}

/** A change that may have been kept, though its confirmation did not arrive. */
class InDoubt extends Error {}

/** A failure before the commit has left nothing; one during it may have. */
async function inTransaction<T>({ db, unsure }: Connection, work: (db: Db) => Promise<T>): Promise<T> {
  const transaction = await db.startTransaction().execute();
  const undo = () =>
    transaction
      .rollback()
      .execute()
      .catch(() => {});
  let result: T;
  try {
    result = await work(transaction);
  } catch (error) {
    await undo();
    throw error;
  }
  try {
    await transaction.commit().execute();
    return result;
  } catch (error) {
    await undo();
    throw unsure(error) ? new InDoubt('in doubt', { cause: error }) : error;
  }
}

async function inOneStatement<T>({ db, unsure }: Connection, work: (db: Db) => Promise<T>): Promise<T> {
  let statements = 0;
  const one: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      statements += 1;
      if (statements > 1) throw new Error('This work was to be one statement, and it is several.');
      return result;
    },
  };
  try {
    return await work(db.withPlugin(one));
  } catch (error) {
    throw unsure(error) ? new InDoubt('in doubt', { cause: error }) : error;
  }
}
