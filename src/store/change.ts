import type { KyselyPlugin } from 'kysely';
import type { Connection } from './connection.ts';
import { StoreError } from './error.ts';
import type { Db } from './tables.ts';

export interface WriteOptions {
  /**
   * The work leaves the same when it is done twice (its rows have ids, and `on conflict` says what then), so it is done
   * again when nobody knows whether it was kept.
   */
  repeatable?: boolean;
  /** The work is one statement, which is a transaction by itself: that saves a server two round trips. */
  single?: boolean;
}

/** A change that may have been kept, though its confirmation did not arrive. */
class InDoubt extends Error {}

/**
 * Makes a change, all of it or nothing. When nobody can know whether it was kept, it is made again if that is safe.
 *
 * @throws {StoreError} `unsure` when that did not help, or may not be tried
 */
export async function change<T>(
  connection: Connection,
  work: (db: Db) => Promise<T>,
  { repeatable = false, single = false }: WriteOptions,
): Promise<T> {
  const make = single ? inOneStatement : inTransaction;
  try {
    return await make(connection, work);
  } catch (error) {
    if (!(error instanceof InDoubt)) throw error;
    if (!repeatable) throw unsure(error);
    // Whatever keeps the second time from succeeding, the first may have been kept.
    return make(connection, work).catch(() => {
      throw unsure(error);
    });
  }
}

function unsure({ cause }: InDoubt): StoreError {
  return new StoreError(
    'unsure',
    'The connection to the database broke while a change was confirmed. It may be kept or not: look before you do it again.',
    cause,
  );
}

/** A failure before the commit has left nothing; one during it may have. */
async function inTransaction<T>(connection: Connection, work: (db: Db) => Promise<T>): Promise<T> {
  const transaction = await connection.db.startTransaction().execute();
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
    throw connection.unsure(error) ? new InDoubt('in doubt', { cause: error }) : error;
  }
}

async function inOneStatement<T>(connection: Connection, work: (db: Db) => Promise<T>): Promise<T> {
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
    return await work(connection.db.withPlugin(one));
  } catch (error) {
    throw connection.unsure(error) ? new InDoubt('in doubt', { cause: error }) : error;
  }
}
