import type { Connection } from './connection.ts';
import { StoreError } from './error.ts';

/** A connection in somebody's use. */
export interface Lease {
  connection: Connection;
  release(): void;
}

export interface Session {
  /** Opens the database if it is not open. Whoever asks twice within a second of a failure gets the failure. */
  lease(): Promise<Lease>;
  /** Opens it anew for the one who holds the lease; others keep the old connection until they are done with it. */
  renew(lease: Lease): Promise<Lease>;
  /** For a while nobody is kept waiting for the same failure. */
  calm(error: StoreError): void;
  /** The last failure is over. */
  forgive(): void;
  /** Closes the connection as soon as nobody uses it; the next lease opens it again. */
  letGo(): Promise<void>;
  /** Like that, and for good. */
  close(): Promise<void>;
}

interface Open {
  connection: Promise<Connection>;
  users: number;
  /** Nobody gets it any more; it closes with its last user. */
  retired: boolean;
  closed: PromiseWithResolvers<void>;
}

/** For this long after a failure nobody is kept waiting for the same failure. */
const calmMs = 1_000;

/**
 * The one connection of a store, opened when it is needed.
 *
 * @param clock monotonic, in milliseconds
 */
export function createSession(connect: () => Promise<Connection>, clock: () => number): Session {
  let current: Open | undefined;
  /** Of the one before: whoever opens next would else find its lock. */
  let leaving: Promise<void> = Promise.resolve();
  let failed: { error: StoreError; at: number } | undefined;
  let over = false;
  const opens = new WeakMap<Lease, Open>();

  function open(): Open {
    const connection = leaving.then(connect);
    // Whoever holds a lease is told.
    connection.catch(() => {});
    return { connection, users: 0, retired: false, closed: Promise.withResolvers<void>() };
  }

  async function lease(): Promise<Lease> {
    if (over) throw new StoreError('away', 'The database is closed: the bot is stopping.');
    if (failed && clock() - failed.at < calmMs) throw failed.error;
    current ??= open();
    const held = current;
    held.users += 1;
    try {
      const lease = { connection: await held.connection, release: once(() => release(held)) };
      opens.set(lease, held);
      return lease;
    } catch (error) {
      if (current === held) current = undefined;
      held.retired = true;
      release(held);
      throw error;
    }
  }

  function release(held: Open): void {
    held.users -= 1;
    if (held.retired && held.users === 0) shut(held);
  }

  function retire(held: Open): Promise<void> {
    if (current === held) current = undefined;
    held.retired = true;
    leaving = Promise.all([leaving, held.closed.promise]).then(() => {});
    if (held.users === 0) shut(held);
    return held.closed.promise;
  }

  function shut({ connection, closed }: Open): void {
    connection.then((opened) => opened.close()).then(closed.resolve, () => closed.resolve());
  }

  async function letGo(): Promise<void> {
    if (current) await retire(current);
  }

  return {
    lease,
    async renew(old) {
      const held = opens.get(old);
      if (held) retire(held);
      old.release();
      await leaving;
      return lease();
    },
    calm(error) {
      // Whoever gets the same failure once more does not prolong it.
      if (failed?.error !== error) failed = { error, at: clock() };
    },
    forgive() {
      failed = undefined;
    },
    letGo,
    async close() {
      over = true;
      await letGo();
      await leaving;
    },
  };
}

function once(run: () => void): () => void {
  let done = false;
  return () => {
    if (!done) run();
    done = true;
  };
}
