import { PostgresAdapter, sql } from 'kysely';
import type { Db } from './tables.ts';

/** What time it is for those who share a store, in milliseconds. */
export interface Moment {
  /** Since 1970. */
  now: number;
  /** For leases and rates alone: a clock that nobody sets. */
  lease: number;
}

export interface Clocks {
  now: () => Temporal.Instant;
  /** Monotonic, in milliseconds. */
  clock: () => number;
}

/** Tells the time to whoever works on a store. */
export type TellTime = (db: Db) => Promise<Moment>;

/**
 * Several processes on PostgreSQL go by its clock, so none of theirs matters. On SQLite there is one process, and what it measures
 * itself cannot be set by anybody.
 */
export function timeOf({ now, clock }: Clocks): TellTime {
  return async (db) =>
    isShared(db) ? timeOfServer(db) : { now: now().epochMilliseconds, lease: Math.floor(clock()) };
}

async function timeOfServer(db: Db): Promise<Moment> {
  const { rows } = await sql<{ now: number }>`
    select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(db);
  const now = rows[0]?.now ?? Number.NaN;
  return { now, lease: now };
}

/** Whether other processes may be writing too. */
export function isShared(db: Db): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}
