import { beforeEach, describe, expect, it } from 'vitest';
import { createTidying } from '../../src/daily/tidy.ts';
import { planPosts } from '../../src/store/planning.ts';
import { postsOf } from '../../src/store/posts.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { addSubscription, type Subscription, subscriptionFor } from '../../src/store/subscriptions.ts';
import { now as begin, engines } from '../store/engines.ts';
import { seeded } from './chance.ts';
import { look } from './process.ts';
import { createWorld, subscriptionOf } from './world.ts';

const day = 24 * 3_600_000;
const nine = { time: '09:00', zone: 'Europe/Berlin', weekdays: 127 };

describe.each(engines)('what goes wrong with daily posts on $name', ({ fresh }) => {
  let store: Store;
  let now: number;
  const random = seeded(7);
  const world = () => createWorld({ now: () => now, random, kind: 'discord' });

  beforeEach(async () => {
    const { connection } = await fresh();
    store = createStore({ connect: async () => connection, clock: () => 0 });
    now = begin.epochMilliseconds;
  });

  async function added(more: Partial<Subscription> = {}): Promise<Subscription> {
    const one = subscriptionOf(nine, begin, { next: { date: '2026-11-25', at: begin }, ...more });
    await store.write((db) => addSubscription(db, one));
    return one;
  }
  /** As `daily skip` does. */
  const leaveOut = (one: Subscription, ms: number) =>
    store.write((db) =>
      planPosts(db, [
        {
          ...{ id: 'left-out', subscriptionId: one.id, platform: 'discord', state: 'skipped' },
          ...{ date: dateOf(ms), dueAt: ms, expiresAt: ms },
        },
      ]),
    );
  const dateOf = (ms: number) => new Temporal.Instant(BigInt(ms) * 1_000_000n).toString().slice(0, 10);
  const current = async (one: Subscription) => (await store.read((db) => subscriptionFor(db, one))) ?? one;
  const statesOf = async ({ id }: Subscription) =>
    (await store.read((db) => postsOf(db, id, 9))).map(({ state }) => state);

  it('pauses a channel whose posts are refused three times in a row, each for itself', async () => {
    const { poster, answers } = world();
    const one = await added();
    let refused = true;
    answers(() =>
      refused ? { outcome: 'refused', code: '50035', mend: 'Tell us.', holdsFor: 'message' } : undefined,
    );
    const live = async (refuse: boolean) => {
      refused = refuse;
      await look({ store, posters: [poster], now: () => now, random });
      now += day;
    };
    for (const refuse of [true, true, false, true]) await live(refuse);
    // A day that somebody left out says nothing of the channel.
    await leaveOut(one, now);
    now += day;
    await live(true);
    expect((await current(one)).state).toBe('on');
    await live(true);
    expect(await current(one)).toMatchObject({ state: 'paused', trouble: { code: '50035' } });
    expect(await statesOf(one)).toEqual([
      'failed',
      'failed',
      'skipped',
      'failed',
      'sent',
      'failed',
      'failed',
    ]);
  });

  it('posts for all others when one was written by a newer version', async () => {
    const { poster, arrived } = world();
    const [strange, other] = [await added(), await added()];
    await store.write((db) =>
      db
        .updateTable('subscription')
        .set({ options: '{"mode":{"type":"debate"}}' })
        .where('id', '=', strange.id)
        .execute(),
    );
    await look({ store, posters: [poster], now: () => now, random });
    expect(arrived).toHaveLength(1);
    expect([await statesOf(strange), await statesOf(other)]).toEqual([['skipped'], ['sent']]);
  });

  it('comes back from a clock that was a year ahead', async () => {
    const { poster, arrived } = world();
    const one = await added();
    now += 365 * day;
    await look({ store, posters: [poster], now: () => now, random });
    now -= 364 * day;
    const time = async () => ({ now, lease: now });
    await createTidying({ store, time, clock: () => 0, laterMs: 0 })();
    expect((await current(one)).next).toEqual({ date: '2026-11-27', at: begin.add({ hours: 48 }) });
    now += day;
    await look({ store, posters: [poster], now: () => now, random });
    expect(arrived).toHaveLength(2);
  });

  it('ends posts of a platform that is not there any more', async () => {
    const one = await added({ platform: 'slack' });
    for (let days = 0; days < 4; days++) {
      await look({ store, posters: [world().poster], now: () => now, random });
      now += day;
    }
    const time = async () => ({ now, lease: now });
    await createTidying({ store, time, clock: () => 0, laterMs: 0 })();
    expect(await statesOf(one)).toEqual(['skipped', 'skipped', 'skipped', 'skipped']);
  });
});
