import { beforeEach, describe, expect, it } from 'vitest';
import { planDue } from '../../src/daily/plan.ts';
import { renewRuns } from '../../src/daily/renew.ts';
import { usual } from '../../src/daily/timing.ts';
import { insertAll } from '../../src/store/bulk.ts';
import { postsOf } from '../../src/store/posts.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { rowOf } from '../../src/store/subscription-rows.ts';
import {
  addSubscription,
  changeSubscription,
  type Subscription,
  subscriptionFor,
} from '../../src/store/subscriptions.ts';
import { engines, now } from '../store/engines.ts';
import { seeded } from './chance.ts';
import { subscriptionOf } from './world.ts';

const berlin = { time: '09:00', zone: 'Europe/Berlin', weekdays: 127 };
/** Wednesday, the run of that day. */
const nine = Temporal.Instant.from('2026-11-25T08:00:00Z');

describe.each(engines)('the plan of posts on $name', ({ fresh }) => {
  let store: Store;

  beforeEach(async () => {
    const { connection } = await fresh();
    store = createStore({ connect: async () => connection, clock: () => 0 });
  });

  const plan = (at: Temporal.Instant, seed = 1) => {
    const ms = at.epochMilliseconds;
    const time = async () => ({ now: ms, lease: ms });
    return planDue({ store, time, random: seeded(seed), catchUpMs: usual.catchUpMs });
  };
  async function added(more: Partial<Subscription> = {}, schedule = berlin) {
    const one = subscriptionOf(schedule, now, { next: { date: '2026-11-25', at: nine }, ...more });
    await store.write((db) => addSubscription(db, one));
    return {
      posts: () => store.read((db) => postsOf(db, one.id, 20)),
      now: async () => (await store.read((db) => subscriptionFor(db, one))) ?? one,
    };
  }

  it('makes a post of a run that has come, and knows the next', async () => {
    const one = await added();
    expect(await plan(nine.subtract({ milliseconds: 1 }))).toBe(0);
    expect(await plan(nine)).toBe(1);
    expect(await plan(nine)).toBe(0);
    expect(await one.posts()).toMatchObject([{ date: '2026-11-25', dueAt: nine, state: 'pending' }]);
    expect((await one.now()).next).toEqual({ date: '2026-11-26', at: nine.add({ hours: 24 }) });
  });

  it.each([
    ['inside the window', '2026-11-28T13:59:00Z', 'pending', 3, '2026-11-29'],
    ['after it', '2026-11-28T14:00:01Z', 'skipped', 3, '2026-11-29'],
    ['before the run of the day', '2026-11-28T07:59:00Z', 'skipped', 2, '2026-11-28'],
  ] as const)('makes up for one run after three days of silence, %s', async (_, at, state, missed, next) => {
    const one = await added();
    await plan(Temporal.Instant.from(at));
    const posts = await one.posts();
    expect(posts.map((post) => post.state)).toEqual([state]);
    expect(await one.now()).toMatchObject({ missed, next: { date: next } });
  });

  it('lets one go on that was paused until a day', async () => {
    const one = await added({ state: 'paused', pausedUntil: '2026-11-25' });
    await plan(nine);
    expect((await one.posts()).map(({ date }) => date)).toEqual(['2026-11-25']);
    const after = await one.now();
    expect(after.state).toBe('on');
    expect(after).not.toHaveProperty('pausedUntil');
  });

  it('refuses a change that was made from before the run', async () => {
    const one = await added();
    const before = await one.now();
    await plan(nine);
    expect(await store.write((db) => changeSubscription(db, before, before))).toBe(false);
    expect((await one.now()).next?.date).toBe('2026-11-26');
  });

  it('leaves alone what is off or paused for good', async () => {
    for (const state of ['off', 'paused'] as const) {
      const { next: _, ...one } = subscriptionOf(berlin, now, { state });
      await store.write((db) => addSubscription(db, one));
    }
    expect(await plan(nine.add({ hours: 1_000 }))).toBe(0);
  });

  it('plans more than a batch, each once, also from two processes at once', async () => {
    const all = Array.from({ length: 2_100 }, () =>
      subscriptionOf(berlin, now, { next: { date: '2026-11-25', at: nine } }),
    );
    await store.write((db) => insertAll(db, 'subscription', all.map(rowOf)));
    await Promise.all([plan(nine, 1), plan(nine, 2)]);
    const count = await store.read((db) =>
      db
        .selectFrom('post')
        .select(({ fn }) => fn.countAll<number>().as('all'))
        .executeTakeFirstOrThrow(),
    );
    expect(count.all).toBe(2_100);
  });

  it('pauses one whose zone this machine does not know, and no other', async () => {
    const lost = await added({}, { ...berlin, zone: 'Atlantis/Poseidonis' });
    const other = await added();
    await plan(nine);
    expect(await lost.now()).toMatchObject({ state: 'paused', trouble: { code: 'unknown_zone' } });
    expect(await other.posts()).toHaveLength(1);
  });

  it('works out the next runs anew when the rules of zones have changed', async () => {
    // As if Berlin had been at UTC+2 in winter by the rules of before.
    const one = await added({ next: { date: '2026-11-25', at: nine.subtract({ hours: 1 }) } });
    const off = await added({ state: 'off', next: undefined as never });
    expect(await renewRuns(store, '2026a')).toBe(1);
    expect((await one.now()).next).toEqual({ date: '2026-11-25', at: nine });
    expect((await off.now()).next).toBeUndefined();
    expect(await renewRuns(store, '2026a')).toBeUndefined();
    expect(await renewRuns(store, '2026b')).toBe(1);
  });
});
