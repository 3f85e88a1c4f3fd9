import { readMeta, writeMeta } from '../store/meta.ts';
import { moveRuns, scheduledAfter } from '../store/planning.ts';
import type { Store } from '../store/store.ts';
import { runAfterDate } from './schedule.ts';

const key = 'tz';
const page = 500;

/**
 * Works out the moments of all next runs once more when the rules of time zones have changed since they were worked out: a country
 * may have given up its summer time.
 *
 * @param version of those rules: process.versions.tz, "2026a"
 * @returns how many were moved; undefined when the rules are still the same
 * @throws {StoreError}
 */
export async function renewRuns(store: Store, version: string): Promise<number | undefined> {
  if ((await store.read((db) => readMeta(db, key))) === version) return undefined;
  let moved = 0;
  for (let last: string | undefined = ''; last !== undefined; ) {
    const after: string = last;
    last = await store.write(
      async (db) => {
        const due = await scheduledAfter(db, after, page);
        const runs = due.flatMap(({ id, schedule, date }) => momentOn(schedule, date, id));
        await moveRuns(db, runs);
        moved += runs.length;
        return due.length < page ? undefined : due.at(-1)?.id;
      },
      { repeatable: true },
    );
  }
  await store.write((db) => writeMeta(db, key, version), { repeatable: true });
  return moved;
}

/** A date that is no longer there leads to the next one. */
function momentOn(
  schedule: Parameters<typeof runAfterDate>[0],
  date: string,
  id: string,
): { id: string; at: number; date: string }[] {
  try {
    const run = runAfterDate(schedule, Temporal.PlainDate.from(date).subtract({ days: 1 }));
    return run === undefined ? [] : [{ id, at: run.at.epochMilliseconds, date: run.date.toString() }];
  } catch (error) {
    // The planner says so to its owner.
    if (error instanceof RangeError) return [];
    throw error;
  }
}
