import type { Log } from '../chat/log.ts';
import type { Poster } from '../chat/poster.ts';
import { type Claimed, claimedBy, claimPosts, freezePicks, settlePosts } from '../store/claims.ts';
import { placeKey, talliesBy, talliesIn } from '../store/marks.ts';
import type { Moment, TellTime } from '../store/moment.ts';
import { takeTurns } from '../store/rates.ts';
import type { Store } from '../store/store.ts';
import { type Subscription, subscriptionsById } from '../store/subscriptions.ts';
import type { Db } from '../store/tables.ts';
import type { Tallies } from '../study/marks.ts';
import type { Writing, Written } from './writing.ts';

/** A post that is this process's to send, until its lease is over. */
export interface Assignment {
  post: Claimed;
  /** In whose name it was claimed. */
  owner: string;
  /** When that was, in milliseconds since 1970 as the store has it, and by this process's own clock. */
  claimedAt: { time: number; clock: number };
  subscription: Subscription;
  /** Undefined when there is nothing to post. */
  written: Written | undefined;
  /** Milliseconds until its turn under a limit that all processes share. */
  waitMs: number;
}

export interface ClaimOptions {
  store: Store;
  time: TellTime;
  /** Monotonic, in milliseconds. */
  clock: () => number;
  writing: Writing;
  poster: Pick<Poster, 'platform' | 'perSecond'>;
  leaseMs: number;
  log: Log;
}

/** One attempt to claim. When nobody knows whether it was kept it is made again under the same name. */
export interface Attempt {
  /** Of this claim alone. */
  owner: string;
  limit: number;
  /** Whether it was tried before. */
  again: boolean;
}

/**
 * Takes up to `limit` posts that are due. What each of them shows is settled with the first claim, in the same transaction.
 *
 * @throws {StoreError}
 */
export async function claim(options: ClaimOptions, attempt: Attempt): Promise<Assignment[]> {
  const { store, time, clock, poster, leaseMs } = options;
  const { owner, limit } = attempt;
  let { again } = attempt;
  const work = async (db: Db): Promise<Assignment[]> => {
    const moment = await time(db);
    const claimedAt = { time: moment.now, clock: clock() };
    const wanted = { ...moment, platform: poster.platform, owner, limit, leaseMs };
    const kept = again ? await claimedBy(db, wanted) : [];
    again = true;
    const posts = kept.length > 0 ? kept : await claimPosts(db, wanted);
    if (posts.length === 0) return [];
    const subscriptions = await subscriptionsById(db, [...new Set(posts.map((one) => one.subscriptionId))]);
    const byId = new Map(subscriptions.map((one) => [one.id, one]));
    const owned = posts.flatMap((post) => {
      const subscription = byId.get(post.subscriptionId);
      return subscription === undefined ? [] : [{ post, subscription }];
    });
    await leaveOut(
      db,
      owner,
      posts.filter((post) => !byId.has(post.subscriptionId)),
    );
    const frozen = await freeze(db, owned, options);
    const written = owned.map((one) => writtenOf(one, frozen, options));
    const turns = await turnsOf(db, poster, written.map(turnsFor), moment);
    return owned.map((one, index) => ({
      ...one,
      owner,
      claimedAt,
      written: written[index],
      waitMs: turns[index] ?? 0,
    }));
  };
  return store.write(work, { repeatable: true });
}

/** What a newer version wrote is none of this one's business. */
async function leaveOut(db: Db, owner: string, posts: readonly Claimed[]): Promise<void> {
  const reason = 'its subscription was written by another version';
  await settlePosts(
    db,
    posts.map(({ id }) => ({ id, owner, state: 'skipped', reason })),
  );
}

type Owned = Pick<Assignment, 'post' | 'subscription'>;

/** Settles what is shown by those posts that have not been settled yet. */
async function freeze(db: Db, owned: readonly Owned[], options: ClaimOptions): Promise<Map<string, string>> {
  const fresh = owned.filter(({ post }) => post.pick === undefined);
  const marks = await marksFor(db, fresh);
  const picks = fresh.flatMap(({ post, subscription }) => {
    const pick = writtenFor(subscription, marks(subscription), options);
    return pick === undefined ? [] : [{ id: post.id, pick }];
  });
  await freezePicks(db, picks);
  return new Map(picks.map(({ id, pick }) => [id, pick]));
}

function writtenFor(subscription: Subscription, marks: Tallies, options: ClaimOptions): string | undefined {
  return unlessBroken(subscription, options, () => options.writing.write(subscription, marks));
}

function writtenOf(
  { post, subscription }: Owned,
  frozen: ReadonlyMap<string, string>,
  options: ClaimOptions,
): Written | undefined {
  const pick = post.pick ?? frozen.get(post.id);
  if (pick === undefined) return undefined;
  return unlessBroken(subscription, options, () => options.writing.read(pick, subscription, post.id));
}

/** What is wrong with one channel must not keep the posts of the others. */
function unlessBroken<T>({ id }: Subscription, { log }: ClaimOptions, run: () => T): T | undefined {
  try {
    return run();
  } catch (err) {
    log.error({ err, subscription: id }, 'a post could not be written');
    return undefined;
  }
}

/** What the members of a channel marked there, or a person anywhere. */
async function marksFor(db: Db, owned: readonly Owned[]): Promise<(one: Subscription) => Tallies> {
  const targets = owned.map(({ subscription }) => subscription);
  const places = targets.flatMap(({ target }) => (target.type === 'channel' ? [target] : []));
  const people = targets.flatMap(({ target, owner }) => (target.type === 'person' ? (owner ?? []) : []));
  const [inPlaces, byPeople] = [await talliesIn(db, places), await talliesBy(db, people)];
  return ({ target, owner = '' }) =>
    (target.type === 'channel' ? inPlaces.get(placeKey(target)) : byPeople.get(owner)) ?? new Map();
}

/**
 * Takes another turn for a post that has missed its own: those that come late together would be too many at once.
 *
 * @returns milliseconds until it
 * @throws {StoreError}
 */
export async function anotherTurn({ store, time, poster }: ClaimOptions, one: Assignment): Promise<number> {
  const [waitMs = 0] = await store.write(async (db) =>
    turnsOf(db, poster, [turnsFor(one.written)], await time(db)),
  );
  return waitMs;
}

/** A thread below a message is a request of its own. */
function turnsFor(written: Written | undefined): number {
  return written?.posting.thread === undefined ? 1 : 2;
}

/** Takes so many turns for each, and gives in how many milliseconds they begin. */
async function turnsOf(
  db: Db,
  { platform, perSecond }: ClaimOptions['poster'],
  counts: readonly number[],
  { lease }: Moment,
): Promise<number[]> {
  if (!Number.isFinite(perSecond) || counts.length === 0) return counts.map(() => 0);
  const everyMs = 1_000 / perSecond;
  const count = counts.reduce((sum, one) => sum + one, 0);
  let at = (await takeTurns(db, { key: platform, count, everyMs, lease })) - lease;
  return counts.map((one) => {
    const waitMs = Math.max(0, at);
    at += one * everyMs;
    return waitMs;
  });
}
