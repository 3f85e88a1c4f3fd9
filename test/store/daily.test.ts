import { beforeEach, describe, expect, it } from 'vitest';
import {
  type Claimed,
  claimedBy,
  claimPosts,
  freezePicks,
  mendRunTimes,
  type Outcome,
  recoverClaims,
  settlePosts,
  skipExpired,
} from '../../src/store/claims.ts';
import { addMark, placeKey, talliesBy, talliesIn } from '../../src/store/marks.ts';
import { isShared, timeOf } from '../../src/store/moment.ts';
import { claimNotices, noticeTold, stopForTrouble } from '../../src/store/notices.ts';
import { meet } from '../../src/store/people.ts';
import {
  advanceSubscriptions,
  dueSubscriptions,
  moveRuns,
  type Planned,
  planNow,
  planPosts,
  scheduledAfter,
} from '../../src/store/planning.ts';
import { countPosts, findPost, postsOf, prunePosts } from '../../src/store/posts.ts';
import { takeTurns } from '../../src/store/rates.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import {
  addSubscription,
  changeSubscription,
  moveCursors,
  type Subscription,
  subscriptionFor,
  subscriptionsById,
  subscriptionsOf,
} from '../../src/store/subscriptions.ts';
import type { Db } from '../../src/store/tables.ts';
import { readCursor, start } from '../../src/study/cursor.ts';
import { subscriptionOf } from '../daily/world.ts';
import { engines, now } from './engines.ts';

const ann = { platform: 'discord', id: '123' } as const;
const berlin = { time: '09:00', zone: 'Europe/Berlin', weekdays: 31 };
const ms = now.epochMilliseconds;
const hour = 3_600_000;
const next = { date: '2026-11-26', at: now.add({ hours: 24 }) };

describe.each(engines)('daily posts in a store on $name', ({ name, fresh }) => {
  let db: Db;
  let store: Store;
  let channel: Subscription;

  beforeEach(async () => {
    const { connection } = await fresh();
    db = connection.db;
    store = createStore({ connect: async () => connection, clock: () => 0 });
    await meet(db, ann, undefined, now);
    channel = subscriptionOf(berlin, now, { owner: 'discord:123', ownerName: 'Ann', name: '#general', next });
    await addSubscription(db, channel);
  });

  const planned = (more: Partial<Planned> = {}): Planned => ({
    id: 'p1',
    subscriptionId: channel.id,
    platform: 'discord',
    date: '2026-11-25',
    dueAt: ms,
    expiresAt: ms + 6 * hour,
    state: 'pending',
    ...more,
  });
  const claimed = (more: { now?: number; owner?: string; limit?: number } = {}): Promise<Claimed[]> =>
    store.write((tx) =>
      claimPosts(tx, {
        platform: 'discord',
        owner: 'me',
        limit: 10,
        leaseMs: 60_000,
        ...more,
        now: more.now ?? ms,
        lease: more.now ?? ms,
      }),
    );
  const settled = (outcome: Partial<Outcome> & Pick<Outcome, 'state'>) =>
    store.write((tx) => settlePosts(tx, [{ id: 'p1', owner: 'me', ...outcome } as Outcome]));

  it('gives a subscription back as it was kept', async () => {
    const full = subscriptionOf(berlin, now, {
      target: { type: 'person', workspace: 'direct', person: '9' },
      platform: 'discord',
      options: {
        mode: { type: 'topic', topic: 'docker' },
        minutes: 45,
        advance: { by: 'marks', marks: 3, days: 7 },
        ping: '42',
        thread: true,
      },
      state: 'paused',
      pausedUntil: '2026-12-24',
      trouble: { code: '50001', mend: 'Let me in.', at: now },
      missed: 2,
      announced: true,
    });
    expect(await addSubscription(db, full)).toBe(true);
    expect(await subscriptionFor(db, full)).toEqual(full);
    expect(await subscriptionsById(db, [full.id, channel.id, 'nobody'])).toHaveLength(2);
    expect(await subscriptionsOf(db, ann)).toEqual([channel]);
  });

  it('has one subscription for a channel', async () => {
    expect(await addSubscription(db, { ...channel, id: 'another' })).toBe(false);
    expect(await subscriptionFor(db, { platform: 'slack', target: channel.target })).toBeUndefined();
  });

  it('refuses a change that was made from an older state', async () => {
    const off = { ...channel, state: 'off' as const };
    const { next: _, ...to } = off;
    expect(await changeSubscription(db, channel, to)).toBe(true);
    expect(await changeSubscription(db, channel, channel)).toBe(false);
    expect(await subscriptionFor(db, channel)).toEqual({ ...to, version: 2 });
    expect(await subscriptionsOf(db, ann)).toEqual([]);
  });

  it('knows who is due, and when each is next', async () => {
    expect(await dueSubscriptions(db, ms, 5)).toEqual([]);
    const due = { id: channel.id, platform: 'discord', schedule: berlin, date: '2026-11-26', missed: 0 };
    expect(await store.write((tx) => dueSubscriptions(tx, next.at.epochMilliseconds, 5))).toEqual([due]);
    await advanceSubscriptions(db, [
      { id: channel.id, next: { date: '2026-11-27', at: ms + 48 * hour }, missed: 1 },
    ]);
    const { next: moved, missed } = (await subscriptionFor(db, channel)) ?? channel;
    expect({ moved, missed }).toEqual({
      moved: { date: '2026-11-27', at: now.add({ hours: 48 }) },
      missed: 1,
    });
    await moveRuns(db, [{ id: channel.id, at: ms + 47 * hour, date: '2026-11-27' }]);
    expect((await store.write((tx) => scheduledAfter(tx, '', 5))).map(({ date }) => date)).toEqual([
      '2026-11-27',
    ]);
    expect((await subscriptionFor(db, channel))?.next?.at).toEqual(now.add({ hours: 47 }));
  });

  it('makes one post of a day', async () => {
    await planPosts(db, [planned(), planned({ id: 'p2' })]);
    await planPosts(db, [planned({ id: 'p3' })]);
    expect((await postsOf(db, channel.id, 9)).map(({ id }) => id)).toEqual(['p1']);
    expect(await planNow(db, planned({ id: 'p4' }))).toBe(false);
  });

  it('makes a post once more that was left out', async () => {
    await planPosts(db, [planned({ state: 'skipped' })]);
    expect(await claimed()).toEqual([]);
    expect(await planNow(db, planned({ id: 'p4', dueAt: ms + 1 }))).toBe(true);
    expect((await claimed({ now: ms + 1 })).map(({ id, dueAt }) => [id, dueAt])).toEqual([['p1', ms + 1]]);
  });

  it('gives a post to one claim, and to another when its lease is over', async () => {
    await planPosts(db, [planned()]);
    expect(await claimed({ now: ms - 1 })).toEqual([]);
    const [first] = await claimed();
    expect(first).toMatchObject({ id: 'p1', state: 'sending', attempts: 1, firstSentAt: ms });
    expect(await claimed({ now: ms + 59_999, owner: 'you' })).toEqual([]);
    const [second] = await claimed({ now: ms + 60_000, owner: 'you' });
    expect(second).toMatchObject({ id: 'p1', state: 'uncertain', attempts: 2, firstSentAt: ms });
    expect(await settled({ state: 'failed' })).toEqual([]);
    expect((await findPost(db, 'p1'))?.state).toBe('uncertain');
  });

  it('finds what a claim got of which nobody knew whether it was kept', async () => {
    await planPosts(db, [planned()]);
    const got = await claimed();
    const held = (owner: string, at: number) =>
      claimedBy(db, { platform: 'discord', owner, leaseMs: 60_000, now: at, lease: at });
    expect(await held('you', ms)).toEqual([]);
    expect(await held('me', ms + 59_999)).toEqual(got);
    // That began the lease anew; once it is over somebody else may have it.
    expect(await held('me', ms + 119_999)).toEqual([]);
    expect(await claimed({ now: ms + 119_999, owner: 'you' })).toMatchObject([{ state: 'uncertain' }]);
  });

  it('keeps what is posted with the first claim', async () => {
    await planPosts(db, [planned()]);
    await claimed();
    await freezePicks(db, [{ id: 'p1', pick: '{"a":1}' }]);
    expect((await claimed({ now: ms + 60_000 }))[0]?.pick).toBe('{"a":1}');
  });

  it('settles a post once', async () => {
    await planPosts(db, [planned()]);
    await claimed();
    const sent = { state: 'sent', messageId: 'm', channel: 'c', url: 'https://example.org/m' } as const;
    expect(await settled(sent)).toEqual(['p1']);
    expect(await settled(sent)).toEqual([]);
    expect(await settled({ state: 'failed' })).toEqual([]);
    expect(await findPost(db, 'p1')).toMatchObject({ state: 'sent', url: 'https://example.org/m' });
    expect(await claimed({ now: ms + 24 * hour })).toEqual([]);
    expect(await countPosts(db, channel.id, 'sent', now)).toBe(1);
  });

  it('keeps that a post was sent, whoever has it by then', async () => {
    const sent = { state: 'sent', messageId: 'm', channel: 'c' } as const;
    await planPosts(db, [planned()]);
    await claimed();
    await claimed({ now: ms + 60_000, owner: 'you' });
    expect(await settled(sent)).toEqual(['p1']);
    const theirs = { id: 'p1', owner: 'you', state: 'unknown' } as const;
    expect(await store.write((tx) => settlePosts(tx, [theirs]))).toEqual([]);
    expect((await findPost(db, 'p1'))?.state).toBe('sent');
  });

  it('ends what nobody has sent in time', async () => {
    await planPosts(db, [planned(), planned({ id: 'p2', date: '2026-11-24', expiresAt: ms + 9 * hour })]);
    expect(await skipExpired(db, ms + 7 * hour, 10)).toBe(1);
    expect(await findPost(db, 'p1')).toMatchObject({ state: 'skipped', lastError: 'too late' });
  });

  it('takes a post that was not sent again when its time has come', async () => {
    await planPosts(db, [planned()]);
    await claimed();
    await settled({ state: 'pending', runAt: ms + 5_000, reason: '429' });
    expect(await claimed({ now: ms + 4_999 })).toEqual([]);
    expect(await claimed({ now: ms + 5_000 })).toMatchObject([{ state: 'sending', firstSentAt: ms + 5_000 }]);
    await settled({ state: 'uncertain', runAt: ms + 6_000, reason: 'time-out' });
    expect(await claimed({ now: ms + 6_000 })).toMatchObject([
      { state: 'uncertain', firstSentAt: ms + 5_000 },
    ]);
    expect((await findPost(db, 'p1'))?.lastError).toBe('time-out');
  });

  it('settles many posts in one go, also over the size of a statement', async () => {
    const many = Array.from({ length: 600 }, (_, index) => index);
    const day = (index: number) => Temporal.PlainDate.from('2026-11-25').add({ days: index }).toString();
    await planPosts(
      db,
      many.map((index) => planned({ id: `p${index}`, date: day(index) })),
    );
    expect(await claimed({ limit: 600 })).toHaveLength(600);
    const outcomes = many.map((index) => ({ id: `p${index}`, owner: 'me', state: 'skipped' as const }));
    expect(await store.write((tx) => settlePosts(tx, outcomes))).toHaveLength(600);
  });

  it('takes back at a start what the process before it held, where there is one process', async () => {
    await planPosts(db, [planned()]);
    await claimed();
    await recoverClaims(db, { now: ms + 10, laterMs: 30 });
    const shared = name === 'postgres';
    expect(isShared(db)).toBe(shared);
    expect(await claimed({ now: ms + 10, owner: 'you' })).toHaveLength(shared ? 0 : 1);
  });

  it('mends the time of a post that waits for an hour because the clock was set back', async () => {
    await planPosts(db, [planned({ dueAt: ms + 2 * hour }), planned({ id: 'p2', date: '2026-11-24' })]);
    await mendRunTimes(db, { now: ms, laterMs: 30 });
    expect((await claimed({ now: ms + 29 })).map(({ id }) => id)).toEqual(['p2']);
    expect((await claimed({ now: ms + 30 })).map(({ id }) => id)).toEqual(['p1']);
  });

  it('looks later at what was sent at a time that has not come yet', async () => {
    if (name === 'postgres') return;
    await planPosts(db, [planned()]);
    await claimed({ now: ms + hour });
    await recoverClaims(db, { now: ms, laterMs: 30 });
    expect(await claimed({ now: ms + 29, owner: 'you' })).toEqual([]);
    expect(await claimed({ now: ms + 30, owner: 'you' })).toMatchObject([{ firstSentAt: ms + hour }]);
  });

  it('lets settled posts go when they are old', async () => {
    await planPosts(db, [planned(), planned({ id: 'p2', date: '2026-11-24', state: 'skipped' })]);
    expect(await prunePosts(db, now.add({ hours: 1 }), 10)).toBe(1);
    expect(await findPost(db, 'p2')).toBeUndefined();
  });

  it('moves the place on the path, and says by that who switched it on', async () => {
    await moveCursors(db, [{ id: channel.id, cursor: readCursor('rubbish') }]);
    expect(await subscriptionFor(db, channel)).toMatchObject({ announced: true, cursor: start, version: 1 });
  });

  it('pauses what cannot be posted, and has its owner told until somebody has', async () => {
    const trouble = { code: 'not_in_channel', mend: 'Invite me.', at: now };
    await stopForTrouble(db, channel.id, trouble);
    const stopped = await subscriptionFor(db, channel);
    expect(stopped).toMatchObject({ state: 'paused', trouble, version: 2 });
    expect(stopped?.next).toBeUndefined();
    const ask = (at: number, platform = 'discord') =>
      store.write((tx) => claimNotices(tx, { platform, now: at, againMs: 60_000, limit: 5 }));
    expect(await ask(ms, 'slack')).toEqual([]);
    expect((await ask(ms)).map(({ subscription }) => subscription.id)).toEqual([channel.id]);
    expect(await ask(ms + 59_999)).toEqual([]);
    const [again] = await ask(ms + 60_000);
    if (again === undefined) throw new Error('nobody is to be told');
    // Refused once more in the meantime: that is news.
    await stopForTrouble(db, channel.id, { ...trouble, at: now.add({ minutes: 3 }) });
    await noticeTold(db, again);
    const [newer] = await ask(ms + hour);
    if (newer === undefined) throw new Error('nobody is to be told');
    await noticeTold(db, newer);
    expect(await ask(ms + 2 * hour)).toEqual([]);
  });

  it('hands out turns one after another, whatever a clock did before', async () => {
    const take = (lease: number, count = 1) =>
      store.write((tx) => takeTurns(tx, { key: 'discord', count, everyMs: 20, lease }));
    expect(await take(1_000, 5)).toBe(1_000);
    expect(await take(1_000, 5)).toBe(1_100);
    expect(await take(1_150)).toBe(1_200);
    expect(await take(9_000)).toBe(9_000);
    // As after a start on SQLite, whose clock begins anew.
    expect(await take(5)).toBe(9_020);
    await db
      .updateTable('rate')
      .set({ next_at: 10 ** 15 })
      .execute();
    expect(await take(50)).toBe(50);
  });

  it('counts each person once in what a channel marked', async () => {
    const bob = { platform: 'discord', id: '9' } as const;
    const place = { workspace: 'w', channel: 'c' };
    let made = 0;
    const mark = (person: typeof ann | typeof bob, kind: 'done' | 'later', where = place) => {
      made += 1;
      return addMark(db, { id: `m${made}`, person, place: where, item: 'step:a', kind, at: now });
    };
    await mark(ann, 'done');
    await mark(ann, 'done');
    await mark(ann, 'later');
    await mark(bob, 'done');
    await mark(bob, 'later', { workspace: 'w', channel: 'other' });
    const tallies = await talliesIn(db, [place, { workspace: 'w', channel: 'empty' }]);
    expect([...tallies.keys()]).toEqual([placeKey(place)]);
    const tally = { done: 2, later: 1, 'too-easy': 0, save: 0, people: 2 };
    expect(tallies.get(placeKey(place))?.get('step:a')).toEqual(tally);
    const own = await talliesBy(db, ['discord:9']);
    expect(own.get('discord:9')?.get('step:a')).toEqual({ ...tally, done: 1, people: 1 });
    expect(await talliesIn(db, [])).toEqual(new Map());
  });

  it('tells the time of those who share it', async () => {
    const time = await timeOf({ now: () => now, clock: () => 12.7 })(db);
    if (name === 'sqlite') expect(time).toEqual({ now: ms, lease: 12 });
    else expect(time.now).toBe(time.lease);
  });
});
