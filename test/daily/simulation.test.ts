import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { runsAfter } from '../../src/daily/schedule.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import type { Store } from '../../src/store/store.ts';
import { addSubscription } from '../../src/store/subscriptions.ts';
import { newDatabase, newPath, noPostgres, sqliteStore, storeOn } from '../store/engines.ts';
import { seeded } from './chance.ts';
import { look } from './process.ts';
import { createWorld, keyOf, subscriptionOf } from './world.ts';

const minute = 60_000;
const zones = [
  ['Pacific/Apia', '09:00'],
  ['Australia/Lord_Howe', '02:15'],
  ['Africa/Casablanca', '02:30'],
  ['Antarctica/Troll', '02:30'],
  ['America/Sao_Paulo', '00:00'],
  ['Europe/Berlin', '02:30'],
  ['Europe/London', '01:30'],
  ['America/New_York', '02:30'],
  ['America/Los_Angeles', '09:00'],
  ['Asia/Kolkata', '09:00'],
  ['Asia/Kathmandu', '09:15'],
  ['Asia/Tokyo', '23:59'],
  ['Australia/Sydney', '02:00'],
  ['Pacific/Chatham', '03:00'],
  ['America/St_Johns', '00:01'],
  ['Africa/Cairo', '00:00'],
  ['Asia/Beirut', '00:00'],
  ['Pacific/Kiritimati', '08:00'],
  ['America/Havana', '00:30'],
  ['UTC', '12:00'],
] as const;

interface World {
  store: Store;
  from: string;
  days: number;
  seed: number;
}

/** Two processes look at what is due whenever something is; both may be killed at any point, and come back at the next look. */
async function live({ store, from, days, seed }: World) {
  const random = seeded(seed);
  const begin = Temporal.Instant.from(from);
  const end = begin.epochMilliseconds + days * 24 * 60 * minute;
  let now = begin.epochMilliseconds;
  const [discord, slack] = (['discord', 'slack'] as const).map((kind) =>
    createWorld({ now: () => now, random, kind, lost: 0.02, refused: 0.02 }),
  );
  if (discord === undefined || slack === undefined) throw new Error('two worlds');
  const subscriptions = zones.map(([zone, time], index) => {
    const schedule = { time, zone, weekdays: 127 };
    const [next] = runsAfter(schedule, begin, 1);
    if (next === undefined) throw new Error('a schedule without a run');
    return subscriptionOf(schedule, begin, {
      platform: index % 2 === 0 ? 'discord' : 'slack',
      next: { date: next.date.toString(), at: next.at },
    });
  });
  await store.write(async (db) => {
    for (const one of subscriptions) await addSubscription(db, one);
  });
  const posters = [discord.poster, slack.poster];
  const process = { store, posters, now: () => now, random, deadly: 0.03 };
  while (now < end) {
    await Promise.all([look(process), look(process)]);
    now = await nextMoment(store, now);
  }
  return { arrived: [...discord.arrived, ...slack.arrived], subscriptions };
}

/** When something is to be done next. */
async function nextMoment(store: Store, now: number): Promise<number> {
  return store.read(async (db) => {
    const run = await db
      .selectFrom('subscription')
      .select(({ fn }) => fn.min('next_due_at').as('at'))
      .executeTakeFirst();
    // With platforms and states as they are the index is used: this is asked thousands of times.
    const { rows } = await sql<{ at: number | null }>`select min(run_at) as at from post
      where platform in ('discord', 'slack') and state in ('pending', 'sending', 'uncertain')`.execute(db);
    return Math.max(now + 1, Math.min(run?.at ?? Infinity, rows[0]?.at ?? Infinity));
  });
}

function expectEachOnce(
  { arrived, subscriptions }: Awaited<ReturnType<typeof live>>,
  from: string,
  days: number,
) {
  const begin = Temporal.Instant.from(from);
  const end = begin.add({ hours: days * 24 });
  for (const { target, schedule } of subscriptions) {
    const runs = runsAfter(schedule, begin, days + 2).filter(
      ({ at }) => Temporal.Instant.compare(at, end) < 0,
    );
    const came = arrived.filter((one) => one.target === keyOf(target));
    // What was left of the last day may still be under way.
    const due = runs.slice(0, -1);
    const times = came.map(({ at }) => at);
    for (const [index, { at }] of due.entries()) {
      const late = (times[index] ?? Infinity) - at.epochMilliseconds;
      expect(late, `${schedule.zone} ${at}`).toBeGreaterThanOrEqual(0);
      // A process that was killed costs a lease or a few.
      expect(late, `${schedule.zone} ${at}`).toBeLessThan(15 * minute);
    }
    // Told by the clock on the wall there, and not by what planned it.
    const onTime = came.filter(({ at }) => wallTime(at, schedule.zone) === schedule.time);
    expect(onTime.length / came.length, schedule.zone).toBeGreaterThan(0.8);
    expect(came.length - due.length, schedule.zone).toBeLessThanOrEqual(1);
    expect(new Set(came.map(({ id }) => id)).size, schedule.zone).toBe(came.length);
  }
}

function wallTime(ms: number, zone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  return at.toPlainTime().toString({ smallestUnit: 'minute' });
}

describe('two processes that race and are killed', () => {
  it('post each once, at the right minute, through 400 days in 20 zones', { timeout: 120_000 }, async () => {
    const store = sqliteStore(newPath());
    // What a power cut would take does not matter here.
    await store.read((db) => sql`pragma synchronous = off`.execute(db));
    const from = '2026-10-01T00:00:00Z';
    const lived = await live({ store, from, days: 400, seed: 1 });
    expectEachOnce(lived, from, 400);
  });

  it.each([
    ['the day that Samoa left out', '2011-12-15T00:00:00Z'],
    ['midnights that Brazil left out', '2018-10-20T00:00:00Z'],
    ['a leap day', '2028-02-15T00:00:00Z'],
  ])('post each once around %s', async (_what, from) => {
    const store = sqliteStore(newPath());
    await store.read((db) => sql`pragma synchronous = off`.execute(db));
    expectEachOnce(await live({ store, from, days: 25, seed: 2 }), from, 25);
  });

  it.skipIf(noPostgres)('post each once on PostgreSQL', async () => {
    const url = await newDatabase();
    const store = storeOn(() => openPostgres({ url }));
    const from = '2027-03-10T00:00:00Z';
    expectEachOnce(await live({ store, from, days: 25, seed: 3 }), from, 25);
  });
});
