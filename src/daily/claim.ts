import type { Log } from '../chat/log.ts';
import type { Poster } from '../chat/poster.ts';
import { type Claimed, claimedBy, claimPosts, freezePicks } from '../store/claims.ts';
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
  /** When that was, in milliseconds since 1970 as the store has it. */
  claimedAt: number;
  subscription: Subscription;
  /** Undefined when there is nothing to post. */
  written: Written | undefined;
  /** Milliseconds until its turn under a limit that all processes share. */
  waitMs: number;
}

export interface ClaimOptions {
  store: Store;
  time: TellTime;
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
  const { store, time, writing, poster, leaseMs } = options;
  const { owner, limit } = attempt;
  let { again } = attempt;
  const work = async (db: Db): Promise<Assignment[]> => {
    const moment = await time(db);
    const kept = again ? await claimedBy(db, owner) : [];
    again = true;
    const wanted = { ...moment, platform: poster.platform, owner, limit, leaseMs };
    const posts = kept.length > 0 ? kept : await claimPosts(db, wanted);
    if (posts.length === 0) return [];
    const subscriptions = await subscriptionsById(db, [...new Set(posts.map((one) => one.subscriptionId))]);
    const byId = new Map(subscriptions.map((one) => [one.id, one]));
    const owned = posts.flatMap((post) => {
      const subscription = byId.get(post.subscriptionId);
      return subscription === undefined ? [] : [{ post, subscription }];
    });
    const frozen = await freeze(db, owned, options);
    const turns = await turnsOf(db, poster, posts.length, moment);
    return owned.map(({ post, subscription }, index) => {
      const pick = post.pick ?? frozen.get(post.id);
      const written = pick === undefined ? undefined : writing.read(pick, subscription, post.id);
      return { post, owner, claimedAt: moment.now, subscription, written, waitMs: turns(index) };
    });
  };
  return store.write(work, { repeatable: true });
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

/** What is wrong with one channel must not keep the posts of the others. */
function writtenFor(
  subscription: Subscription,
  marks: Tallies,
  { writing, log }: ClaimOptions,
): string | undefined {
  try {
    return writing.write(subscription, marks);
  } catch (err) {
    log.error({ err, subscription: subscription.id }, 'a post could not be written');
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

async function turnsOf(
  db: Db,
  { platform, perSecond }: ClaimOptions['poster'],
  count: number,
  { lease }: Moment,
): Promise<(index: number) => number> {
  if (!Number.isFinite(perSecond)) return () => 0;
  const everyMs = 1_000 / perSecond;
  const first = await takeTurns(db, { key: platform, count, everyMs, lease });
  return (index) => Math.max(0, first - lease + index * everyMs);
}
