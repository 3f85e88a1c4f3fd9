import { mendRunTimes } from '../store/claims.ts';
import type { TellTime } from '../store/moment.ts';
import { prunePosts } from '../store/posts.ts';
import type { Store } from '../store/store.ts';

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

/** Once a minute when it is called: lets old posts go, some at a time, and mends what a clock did. Rejects with a StoreError. */
export function createTidying({ store, time, clock, laterMs }: TidyOptions): () => Promise<void> {
  let nextAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (clock() < nextAt) return;
    await store.write(
      async (db) => {
        const { now } = await time(db);
        const before = Temporal.Instant.fromEpochMilliseconds(now).subtract({ hours: keptDays * 24 });
        await prunePosts(db, before, atOnce);
        await mendRunTimes(db, { now, laterMs });
      },
      { repeatable: true },
    );
    nextAt = clock() + everyMs;
  };
}
