import { setImmediate as turn } from 'node:timers/promises';
import { newId } from '../store/ids.ts';
import type { TellTime } from '../store/moment.ts';
import { stopForTrouble } from '../store/notices.ts';
import {
  type Advanced,
  advanceSubscriptions,
  type Due,
  dueSubscriptions,
  type Planned,
  planPosts,
} from '../store/planning.ts';
import type { Store } from '../store/store.ts';
import { latestRun, runAfterDate } from './schedule.ts';

export interface PlanOptions {
  store: Store;
  time: TellTime;
  /** A number in [0, 1). */
  random: () => number;
  /** So late a post may come, in milliseconds. */
  catchUpMs: number;
}

const batch = 2_000;

/**
 * Turns runs that have come into posts, each once: a post and the next run of its subscription are written together, and a second
 * post of the same local day is refused by the table. Of runs that nobody made only the latest is made up for.
 *
 * @returns how many subscriptions were due
 * @throws {StoreError}
 */
export async function planDue(options: PlanOptions): Promise<number> {
  let planned = 0;
  for (;;) {
    const count = await planBatch(options);
    planned += count;
    if (count < batch) return planned;
    await turn();
  }
}

function planBatch({ store, time, random, catchUpMs }: PlanOptions): Promise<number> {
  return store.write(
    async (db) => {
      const { now } = await time(db);
      const due = await dueSubscriptions(db, now, batch);
      // On SQLite nothing here ever waits, and whoever else is served by this process must not either.
      await turn();
      const at = Temporal.Instant.fromEpochMilliseconds(now);
      const runs = createRuns(at);
      const posts: Planned[] = [];
      const advanced: Advanced[] = [];
      for (const one of due) {
        const run = runs(one);
        if (run === undefined) {
          await stopForTrouble(db, one.id, { ...zoneUnknown(one), at });
          continue;
        }
        if (run.due !== undefined)
          posts.push(postOf(one, run.due, { id: newId(at, random), now, catchUpMs }));
        advanced.push({ id: one.id, next: run.next, missed: one.missed + run.missed });
      }
      await turn();
      await planPosts(db, posts);
      await advanceSubscriptions(db, advanced);
      return due.length;
    },
    { repeatable: true },
  );
}

interface Moment {
  date: string;
  at: number;
}

interface Runs {
  /** The latest that has come; none when the rules of its zone have changed since. */
  due: Moment | undefined;
  missed: number;
  next: Moment;
}

/** Many channels share a schedule, and working out a run takes longer than writing it down. */
function createRuns(now: Temporal.Instant): (due: Due) => Runs | undefined {
  const known = new Map<string, Runs | undefined>();
  return (due) => {
    const { time, zone, weekdays } = due.schedule;
    const key = `${time} ${zone} ${weekdays} ${due.date}`;
    if (!known.has(key)) known.set(key, runsOf(due, now));
    return known.get(key);
  };
}

/** Undefined when this machine does not know the zone. */
function runsOf({ schedule, date }: Due, now: Temporal.Instant): Runs | undefined {
  try {
    const from = Temporal.PlainDate.from(date);
    const latest = latestRun(schedule, from, now);
    const next = runAfterDate(schedule, latest?.run.date ?? from.subtract({ days: 1 }));
    if (next === undefined) return undefined;
    return {
      due: latest && momentOfRun(latest.run),
      missed: latest?.missed ?? 0,
      next: momentOfRun(next),
    };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function momentOfRun({ date, at }: { date: Temporal.PlainDate; at: Temporal.Instant }): Moment {
  return { date: date.toString(), at: at.epochMilliseconds };
}

function postOf(
  { id: subscriptionId, platform }: Due,
  { date, at }: Moment,
  { id, now, catchUpMs }: { id: string; now: number; catchUpMs: number },
): Planned {
  const expiresAt = at + catchUpMs;
  const state = now <= expiresAt ? 'pending' : 'skipped';
  const reason = state === 'skipped' ? { reason: 'nobody could send it in time' } : {};
  return { id, subscriptionId, platform, date, dueAt: at, expiresAt, state, ...reason };
}

function zoneUnknown({ schedule: { zone } }: Due) {
  return {
    code: 'unknown_zone',
    mend: `This machine knows no time zone ${zone} any more. Choose another one there.`,
  };
}
