import { setTimeout as wait } from 'node:timers/promises';
import type { Connection } from '../../src/store/connection.ts';
import { newId } from '../../src/store/ids.ts';
import { addSubscription, type Subscription } from '../../src/store/subscriptions.ts';
import { subscriptionOf } from '../daily/world.ts';
import type { Fleet } from './fleet.ts';
import type { Place } from './platforms.ts';

/** What came of a number of posts that were all due at once. */
export interface Tally {
  posts: number;
  duplicates: number;
  lost: number;
  kills: number;
  /** Whatever else went wrong, in words. */
  wrong: string[];
}

export interface RoundOptions {
  fleet: () => Fleet;
  connection: Connection;
  /** Where one process writes at a time: lets go of the connection for another one that only reads. */
  handOver?: () => Promise<Connection>;
  /** How many channels of each. */
  places: readonly { place: Place; channels: number }[];
  /** A number in [0, 1). */
  random: () => number;
  /** Something happens in the middle: a process is frozen, a database is started anew. */
  meanwhile: (fleet: Fleet) => Promise<void>;
  deadlineMs: number;
}

/** One of so many requests to post meets trouble. */
const oneIn = 40;
const glanceMs = 250;

/** Makes a post due in each of many channels, lets a fleet deliver them, and counts what arrived in each. */
export async function playRound(options: RoundOptions): Promise<Tally> {
  const { places, random, deadlineMs, meanwhile } = options;
  const subscriptions: { place: Place; one: Subscription }[] = [];
  for (const { place, channels } of places) {
    for (let index = 0; index < channels; index++) {
      const target = await place.open(`chaos-${index}`);
      subscriptions.push({ place, one: dueIn(place, target, random) });
    }
  }
  await options.connection.db.transaction().execute(async (db) => {
    for (const { one } of subscriptions) await addSubscription(db, one);
  });
  const connection = (await options.handOver?.()) ?? options.connection;
  const fleet = options.fleet();
  const until = performance.now() + deadlineMs;
  const troubled = troubleAll(
    places.map(({ place }) => place),
    random,
  );
  const [left] = await Promise.all([
    settled(connection, subscriptions.length, fleet, until),
    meanwhile(fleet),
  ]);
  troubled.stop();
  await fleet.end();
  const wrong = [...left, ...fleet.errors, ...(await unsent(connection))];
  if (connection !== options.connection) await connection.close();
  return { ...count(subscriptions), kills: fleet.kills(), wrong };
}

/** Due at this moment. */
function dueIn(place: Place, target: Subscription['target'], random: () => number): Subscription {
  const now = Temporal.Now.instant();
  const today = now.toZonedDateTimeISO('UTC');
  const time = today.toPlainTime().toString({ smallestUnit: 'minute' });
  return subscriptionOf({ time, zone: 'UTC', weekdays: 127 }, now, {
    id: newId(now, random),
    platform: place.platform,
    target,
    next: { date: today.toPlainDate().toString(), at: now },
  });
}

/** Spoils about one request in `oneIn`. */
function troubleAll(places: readonly Place[], random: () => number): { stop(): void } {
  const spoilt = new Map(places.map((place) => [place, 0]));
  const timer = setInterval(() => {
    for (const place of places) {
      const due = Math.floor(place.attempts() / oneIn);
      for (let made = spoilt.get(place) ?? 0; made < due; made++) place.trouble(random);
      spoilt.set(place, Math.max(due, spoilt.get(place) ?? 0));
    }
  }, 50);
  return { stop: () => clearInterval(timer) };
}

/** Waits until every post has come to an end; says what is left at the deadline. */
async function settled(
  connection: Connection,
  posts: number,
  fleet: Fleet,
  until: number,
): Promise<string[]> {
  for (;;) {
    const ended = await countEnded(connection);
    // The last ones are to be finished by whoever is left.
    if (ended >= posts * 0.97) fleet.spare();
    if (ended >= posts) return [];
    if (performance.now() > until) return [`${posts - ended} of ${posts} posts had no end in time`];
    await wait(glanceMs);
  }
}

async function countEnded({ db }: Connection): Promise<number> {
  try {
    const row = await db
      .selectFrom('post')
      .select(({ fn }) => fn.countAll<number>().as('ended'))
      .where('state', 'in', ['sent', 'failed', 'skipped', 'unknown'])
      .executeTakeFirst();
    return row?.ended ?? 0;
  } catch {
    // The database is being started anew.
    return 0;
  }
}

async function unsent({ db }: Connection): Promise<string[]> {
  const rows = await db
    .selectFrom('post')
    .select(({ fn }) => ['state', 'last_error', fn.countAll<number>().as('posts')])
    .where('state', '<>', 'sent')
    .groupBy(['state', 'last_error'])
    .execute();
  return rows.map(({ state, last_error, posts }) => `${posts} posts are ${state} (${last_error})`);
}

function count(
  subscriptions: readonly { place: Place; one: Subscription }[],
): Pick<Tally, 'posts' | 'duplicates' | 'lost'> {
  const arrived = subscriptions.map(({ place, one }) => place.arrived(one.target));
  return {
    posts: arrived.reduce((sum, times) => sum + times, 0),
    duplicates: arrived.reduce((sum, times) => sum + Math.max(0, times - 1), 0),
    lost: arrived.filter((times) => times === 0).length,
  };
}
