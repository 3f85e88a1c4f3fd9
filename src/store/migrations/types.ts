import { type RawBuilder, sql } from 'kysely';
import type { Engine } from '../tables.ts';

/** Column types of one engine. */
export interface ColumnTypes {
  /** Sorted by its bytes on both engines, whatever the server's language. */
  text: RawBuilder<unknown>;
  /** Up to 2^53, also for milliseconds; PostgreSQL's own `integer` ends at 2^31. */
  whole: RawBuilder<unknown>;
  /** Ends `create table`: SQLite keeps texts out of number columns only when it is told to be strict. */
  strict: RawBuilder<unknown>;
}

export function columnTypes(engine: Engine): ColumnTypes {
  return engine === 'sqlite'
    ? { text: sql`text`, whole: sql`integer`, strict: sql`strict` }
    : { text: sql`text collate "C"`, whole: sql`bigint`, strict: sql`` };
}
