import { sql } from 'kysely';
import type { Db } from './tables.ts';

/** No turn is further ahead than this, whatever stands in the table; in microseconds. */
const horizon = 60_000_000;

/**
 * Takes `count` turns of a limit that all processes share, one after another (a token bucket without a burst).
 *
 * @param lease by the clock of leases
 * @returns when the first of them is, by the same clock and in milliseconds; the others follow every `everyMs`
 */
export async function takeTurns(
  db: Db,
  { key, count, everyMs, lease }: { key: string; count: number; everyMs: number; lease: number },
): Promise<number> {
  // In microseconds: 45 turns a second are 22.2 ms apart.
  const now = Math.round(lease * 1_000);
  const length = Math.round(count * everyMs * 1_000);
  const { rows } = await sql<{ next_at: number }>`
    insert into rate (key, next_at) values (${key}, ${now + length})
    on conflict (key) do update set next_at =
      case when rate.next_at < ${now} or rate.next_at > ${now + horizon} then ${now + length}
      else rate.next_at + ${length} end
    returning next_at`.execute(db);
  return ((rows[0]?.next_at ?? now + length) - length) / 1_000;
}
