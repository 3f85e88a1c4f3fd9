import { mendRunTimes, skipExpired } from '../store/claims.ts';
import type { TellTime } from '../store/moment.ts';
import { mendNotices } from '../store/notices.ts';
import { moveRuns, scheduledFarAhead } from '../store/planning.ts';
import { prunePosts } from '../store/posts.ts';
import type { Store } from '../store/store.ts';
import type { Db } from '../store/tables.ts';
import { nextRun } from './schedule.ts';

export interface TidyOptions {
  store: Store;
  time: TellTime;
  /** Monotonic, in milliseconds. */
  clock: () => number;
  /** When posts are looked at whose times cannot be right. */
  laterMs: number;
}

const keptDays = 90;
const everyMs = 60_000;
const atOnce = 500;

/**
 * Once a minute when it is called: lets old posts go, some at a time, ends what is too late, and mends what a clock did that was set
 * back. Rejects with a StoreError.
 */
export function createTidying({ store, time, clock, laterMs }: TidyOptions): () => Promise<void> {
  let nextAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (clock() < nextAt) return;
    await store.write(
      async (db) => {
        const { now } = await time(db);
        const before = Temporal.Instant.fromEpochMilliseconds(now).subtract({ hours: keptDays * 24 });
        await prunePosts(db, before, atOnce);
        await skipExpired(db, now, atOnce);
        await mendRunTimes(db, { now, laterMs });
        await mendNotices(db, now);
        await mendRuns(db, now);
      },
      { repeatable: true },
    );
    nextAt = clock() + everyMs;
  };
}

/** Even with a run left out each week, the next is not so far away. */
const farthestDays = 60;

async function mendRuns(db: Db, now: number): Promise<void> {
  const at = Temporal.Instant.fromEpochMilliseconds(now);
  const far = await scheduledFarAhead(db, at.add({ hours: farthestDays * 24 }).epochMilliseconds, atOnce);
  for (const { id, schedule } of far) {
    const run = nextRun(schedule, at);
    if (run !== undefined)
      await moveRuns(db, [{ id, at: run.at.epochMilliseconds, date: run.date.toString() }]);
  }
}
