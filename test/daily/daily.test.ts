import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Poster } from '../../src/chat/poster.ts';
import { createDaily, type Daily } from '../../src/daily/daily.ts';
import { StoreError } from '../../src/store/error.ts';
import { meet } from '../../src/store/people.ts';
import { findPost, postsOf } from '../../src/store/posts.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { addSubscription, type Subscription, subscriptionFor } from '../../src/store/subscriptions.ts';
import { engines } from '../store/engines.ts';
import { createWorld, keyOf, plainWriting, subscriptionOf } from './world.ts';

const timing = { tickMs: 20, timeoutMs: 100, leaseMs: 400, absentAfterMs: 200, catchUpMs: 3_600_000 };
const instant = () => Temporal.Now.instant();
const everyDay = { time: '00:00', zone: 'UTC', weekdays: 127 };

describe.each(engines)('the delivery of posts on $name', ({ fresh }) => {
  let store: Store;
  /** Keeps the store away as long as it is there. */
  let trouble: StoreError | undefined;
  const running: Daily[] = [];
  const said: object[] = [];

  beforeEach(async () => {
    const { connection } = await fresh();
    const inner = createStore({ connect: async () => connection, clock: () => performance.now() });
    const unless = <T>(run: () => Promise<T>) => (trouble === undefined ? run() : Promise.reject(trouble));
    store = {
      ...inner,
      read: (work) => unless(() => inner.read(work)),
      write: (work, options) => unless(() => inner.write(work, options)),
    };
    trouble = undefined;
    said.length = 0;
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((daily) => daily.stop(2_000)));
  });

  function started(poster: Poster, more: Partial<typeof timing> = {}): Daily {
    const log = {
      debug() {},
      info() {},
      warn: (about: object) => void said.push(about),
      error: (about: object) => void said.push(about),
    };
    const daily = createDaily({
      store,
      writing: plainWriting,
      posters: [poster],
      commandName: 'mlops',
      clocks: { now: instant, clock: () => performance.now() },
      wait: (ms) => wait(ms, undefined, { ref: false }),
      random: Math.random,
      log,
      zonesVersion: '2026a',
      timing: { ...timing, ...more },
    });
    running.push(daily);
    daily.start();
    return daily;
  }

  function world(more: Partial<Parameters<typeof createWorld>[0]> = {}) {
    return createWorld({ now: () => Date.now(), random: () => 0.5, kind: 'discord', ...more });
  }

  /** Due at this moment. */
  async function due(count = 1, more: Partial<Subscription> = {}): Promise<Subscription[]> {
    const date = instant().toZonedDateTimeISO('UTC').toPlainDate();
    const time = instant().toZonedDateTimeISO('UTC').toPlainTime().toString({ smallestUnit: 'minute' });
    const all = Array.from({ length: count }, () =>
      subscriptionOf({ ...everyDay, time }, instant(), {
        next: { date: date.toString(), at: instant() },
        ...more,
      }),
    );
    await store.write(async (db) => {
      for (const one of all) await addSubscription(db, one);
    });
    return all;
  }

  const stateOf = async ({ id }: Subscription) => (await store.read((db) => postsOf(db, id, 1)))[0]?.state;

  it('sends what is due, once, also when two processes look', async () => {
    const { poster, arrived } = world();
    const all = await due(40);
    const [one, other] = [started(poster), started(poster)];
    await vi.waitFor(() => expect(arrived).toHaveLength(40), 5_000);
    await vi.waitFor(
      async () => expect(await Promise.all(all.map(stateOf))).toEqual(all.map(() => 'sent')),
      5_000,
    );
    await wait(100);
    expect(new Set(arrived.map(({ target }) => target)).size).toBe(arrived.length);
    const sent = [one, other].map((daily) => daily.counts().discord?.sent ?? 0);
    expect(sent.reduce((sum, count) => sum + count)).toBe(40);
  });

  it('keeps to the limit that all processes share', async () => {
    const { poster, arrived } = world();
    await due(40);
    const limited = { ...poster, perSecond: 40 };
    started(limited, { leaseMs: 5_000 });
    started(limited, { leaseMs: 5_000 });
    await vi.waitFor(() => expect(arrived).toHaveLength(40), 8_000);
    const times = arrived.map(({ at }) => at).toSorted((a, b) => a - b);
    // Timers may be late, and never early.
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(900);
  });

  it('finds out what became of a post whose process went away in the middle', async () => {
    const { poster, arrived } = world({ kind: 'slack' });
    const [one] = await due(1, { platform: 'slack' });
    if (one === undefined) return;
    const hung = started({
      ...poster,
      post: async (target, posting) => {
        await poster.post(target, posting, 0);
        return new Promise(() => {});
      },
    });
    await vi.waitFor(() => expect(arrived).toHaveLength(1), 2_000);
    void hung.stop(0);
    started(poster);
    await vi.waitFor(async () => expect(await stateOf(one)).toBe('sent'), 3_000);
    expect(arrived).toHaveLength(1);
  });

  it('pauses a channel that takes no posts, and tells whoever switched it on', async () => {
    const { poster, arrived, told, answers } = world();
    const person = { platform: 'discord', id: '123' } as const;
    await store.write((db) => meet(db, person, undefined, instant()));
    const [one, other] = await due(2, { owner: 'discord:123', ownerName: 'Ann' });
    if (one === undefined || other === undefined) return;
    answers((target) =>
      keyOf(target) === keyOf(one.target)
        ? { outcome: 'refused', code: '50001', mend: 'Let me in.', holdsFor: 'channel' }
        : undefined,
    );
    started(poster);
    await vi.waitFor(() => expect(told).toEqual(['123']), 2_000);
    await vi.waitFor(() => expect(arrived).toHaveLength(1), 2_000);
    const stopped = await store.read((db) => subscriptionFor(db, one));
    expect(stopped).toMatchObject({ state: 'paused', trouble: { code: '50001', mend: 'Let me in.' } });
    expect(await stateOf(one)).toBe('failed');
    await wait(100);
    expect(told).toEqual(['123']);
  });

  it('writes down what was sent once the store is there again', async () => {
    const { poster, arrived } = world();
    const [one] = await due();
    if (one === undefined) return;
    started({
      ...poster,
      async post(target, posting, timeoutMs) {
        if (arrived.length === 0) trouble = new StoreError('away', 'The database is away.');
        return poster.post(target, posting, timeoutMs);
      },
    });
    await vi.waitFor(() => expect(arrived).toHaveLength(1), 2_000);
    await wait(150);
    trouble = undefined;
    await vi.waitFor(async () => expect(await stateOf(one)).toBe('sent'), 3_000);
    expect(arrived).toHaveLength(1);
    expect(said).toEqual([]);
  });

  it('waits with its start for a store that is away', async () => {
    trouble = new StoreError('away', 'The database is away.');
    const { poster, arrived } = world();
    started(poster);
    await wait(60);
    trouble = undefined;
    await due();
    await vi.waitFor(() => expect(arrived).toHaveLength(1), 2_000);
  });

  it('gives back at a stop what waits for its turn', async () => {
    const { poster, arrived } = world();
    const all = await due(20);
    const daily = started({ ...poster, perSecond: 2 }, { leaseMs: 60_000 });
    await vi.waitFor(() => expect(arrived).toHaveLength(1), 2_000);
    await daily.stop(2_000);
    const states = await Promise.all(all.map(stateOf));
    expect(states.filter((state) => state === 'sent')).toHaveLength(arrived.length);
    expect(states.filter((state) => state === 'pending')).toHaveLength(20 - arrived.length);
  });

  it('writes each channel its own when one of them cannot be written', async () => {
    const { poster, arrived } = world();
    const [broken, good] = await due(2);
    const writing = {
      ...plainWriting,
      write: (one: Subscription) => {
        if (one.id === broken?.id) throw new Error('no such topic');
        return 'plain';
      },
    };
    const daily = createDaily({
      store,
      writing,
      posters: [poster],
      commandName: 'mlops',
      clocks: { now: instant, clock: () => performance.now() },
      wait: (ms) => wait(ms, undefined, { ref: false }),
      random: Math.random,
      log: { debug() {}, info() {}, warn() {}, error: (about: object) => void said.push(about) },
      zonesVersion: '2026a',
      timing,
    });
    running.push(daily);
    daily.start();
    await vi.waitFor(() => expect(arrived).toHaveLength(1), 2_000);
    await vi.waitFor(async () => expect(good && (await stateOf(good))).toBe('sent'), 2_000);
    await vi.waitFor(async () => expect(broken && (await stateOf(broken))).toBe('skipped'), 2_000);
    expect(said).toHaveLength(1);
    expect(await store.read((db) => findPost(db, 'nothing'))).toBeUndefined();
  });
});
