import type { Db, Engine } from './tables.ts';

/** An open database of one of the two engines. */
export interface Connection {
  db: Db;
  engine: Engine;
  access: 'write' | 'read';
  /** The same error in plain words, if it tells of trouble with the database. */
  trouble(error: unknown): unknown;
  /** Whether the work that failed so has left nothing behind and may well succeed at once. */
  again(error: unknown): boolean;
  /** Whether a commit, or a statement by itself, that failed so may have been kept nevertheless. */
  unsure(error: unknown): boolean;
  /** Whether this still is the database of its name; a file can be removed or replaced while it is open. Never throws. */
  isCurrent(): boolean;
  /** Also when the server does not answer. */
  close(): Promise<void>;
}
