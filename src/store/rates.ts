import { sql } from 'kysely';
import type { Db } from './tables.ts';

/** No turn is further ahead than this, whatever stands in the table. */
const horizonMs = 60_000;

/**
 * Takes `count` turns of a limit that all processes share, one after another (a token bucket without a burst).
 *
 * @param lease by the clock of leases
 * @returns when the first of them is, by the same clock; the others follow every `everyMs`
 */
export async function takeTurns(
  db: Db,
  { key, count, everyMs, lease }: { key: string; count: number; everyMs: number; lease: number },
): Promise<number> {
  const length = Math.ceil(count * everyMs);
  const { rows } = await sql<{ next_at: number }>`
    insert into rate (key, next_at) values (${key}, ${lease + length})
    on conflict (key) do update set next_at =
      case when rate.next_at < ${lease} or rate.next_at > ${lease + horizonMs} then ${lease + length}
      else rate.next_at + ${length} end
    returning next_at`.execute(db);
  return (rows[0]?.next_at ?? lease + length) - length;
}
