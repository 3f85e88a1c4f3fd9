import { type Block, type Message, message, text } from '../chat/reply.ts';
import { nextRun, type Run, runAfterDate } from '../daily/schedule.ts';
import { isZone } from '../daily/zones.ts';
import { newId } from '../store/ids.ts';
import { type Planned, planPosts } from '../store/planning.ts';
import { type Post, postsOf } from '../store/posts.ts';
import {
  type Change,
  changeSubscription,
  type Schedule,
  type Subscription,
  subscriptionFor,
} from '../store/subscriptions.ts';
import type { Db } from '../store/tables.ts';
import { type Found, nothingHere } from './daily-here.ts';
import { troubleBlocks } from './daily-say.ts';
import { forArgs, type Whose } from './daily-whose.ts';
import type { Deps } from './deps.ts';

/** What is there, its newest post, and what is to become of it. */
export interface Decision {
  /** Absent when it stays as it is. */
  to?: Change;
  /** A day that gets no post, and who wished so: it counts as one that has its post, whatever is changed later. */
  leftOut?: { run: Run; reason: string };
  says: Message;
}

interface Changing {
  found: Found;
  now: Temporal.Instant;
  decide: Decide;
  /** Also where this machine does not know the zone, as no other change can be made then. */
  anyZone?: boolean;
}

type Decide = (one: Subscription, last: Post | undefined) => Decision;

/**
 * Changes what is there, from what is there at that moment; whoever is slower than somebody else looks once more. What keeps posts
 * away is said first.
 *
 * @throws {StoreError}
 */
export async function changeDaily(
  { found, now, decide, anyZone = false }: Changing,
  deps: Deps,
): Promise<Message> {
  const { whose } = found;
  const id = newId(now, deps.random);
  for (let attempt = 1; attempt <= 2; attempt++) {
    const says = await deps.store.write(async (db) => {
      const { one, last } = await lookAt(db, whose);
      if (one === undefined) return nothingHere(db, found, deps);
      if (!anyZone && !isZone(one.schedule.zone))
        return message(...troubleBlocks(one, deps), ...noZone(one, whose));
      const { to, leftOut, says } = decide(one, last);
      if (to !== undefined && !(await changeSubscription(db, one, to))) return undefined;
      if (leftOut !== undefined) await planPosts(db, [noPost(one, leftOut, id)]);
      // Whoever lets it go on has mended it.
      return message(...(to?.state === 'on' ? [] : troubleBlocks(one, deps)), ...says.blocks);
    });
    if (says !== undefined) return says;
  }
  return lost;
}

function noPost(
  { id: subscriptionId, platform }: Subscription,
  { run, reason }: { run: Run; reason: string },
  id: string,
): Planned {
  const at = run.at.epochMilliseconds;
  return {
    ...{ id, subscriptionId, platform, date: run.date.toString() },
    ...{ dueAt: at, expiresAt: at, state: 'skipped', reason },
  };
}

/** The rules of zones come with the machine, and it may have been replaced. */
export function noZone({ schedule: { zone } }: Pick<Subscription, 'schedule'>, whose: Whose): Block[] {
  const action = { command: 'daily on', args: { ...forArgs(whose), form: true }, mode: 'form' } as const;
  return [
    text(`This machine knows no time zone ${zone}. Choose another, and it goes on.`),
    { type: 'actions', buttons: [{ label: 'Change', action, style: 'primary' }] },
  ];
}

export const lost: Message = message(
  text('Somebody else changed the daily post at the same moment, so this was not done.'),
  {
    type: 'actions',
    buttons: [{ label: 'Status', action: { command: 'daily status', args: {}, mode: 'reply' } }],
  },
);

/** What is there, and its newest post. */
export async function lookAt(db: Db, whose: Whose): Promise<{ one?: Subscription; last?: Post }> {
  const one = await subscriptionFor(db, whose);
  if (one === undefined) return {};
  const [last] = await postsOf(db, one.id, 1);
  return { one, ...(last === undefined ? {} : { last }) };
}

/** All that people change of one, as it is. */
export function asIs(one: Subscription): Change {
  const {
    id: _,
    platform: __,
    target: ___,
    cursor: ____,
    missed: _____,
    createdAt,
    version,
    ...change
  } = one;
  return change;
}

/** The first run from now on, of a day that has no post yet. */
export function runFrom(
  schedule: Schedule,
  now: Temporal.Instant,
  last: Pick<Post, 'date'> | undefined,
): Run | undefined {
  const run = nextRun(schedule, now);
  if (run === undefined || last === undefined || run.date.toString() > last.date) return run;
  return runAfterDate(schedule, Temporal.PlainDate.from(last.date));
}

/** As the store keeps it. */
export function nextOf(run: Run | undefined): Pick<Change, 'next'> {
  return run === undefined ? {} : { next: { date: run.date.toString(), at: run.at } };
}
