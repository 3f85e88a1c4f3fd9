import { type Block, type Message, message, text } from '../chat/reply.ts';
import { nextRun, type Run, runAfterDate } from '../daily/schedule.ts';
import { isZone } from '../daily/zones.ts';
import { type Post, postsOf } from '../store/posts.ts';
import type { Store } from '../store/store.ts';
import {
  type Change,
  changeSubscription,
  type Schedule,
  type Subscription,
  subscriptionFor,
} from '../store/subscriptions.ts';
import type { Db } from '../store/tables.ts';
import { troubleBlocks } from './daily-say.ts';
import { forArgs, type Whose } from './daily-whose.ts';

/** What is there, its newest post, and what is to become of it. */
export interface Decision {
  /** Absent when it stays as it is. */
  to?: Change;
  says: Message;
}

type Decide = (one: Subscription, last: Post | undefined) => Decision;

/**
 * Changes what is there, from what is there at that moment; whoever is slower than somebody else looks once more. What keeps posts
 * away is said first.
 *
 * @param anyZone also where this machine does not know the zone, as no other change can be made then
 * @throws {StoreError}
 */
export async function changeDaily(
  store: Store,
  whose: Whose,
  { decide, absent, anyZone = false }: { decide: Decide; absent: () => Message; anyZone?: boolean },
): Promise<Message> {
  for (let attempt = 1; attempt <= 2; attempt++) {
    const says = await store.write(async (db) => {
      const { one, last } = await lookAt(db, whose);
      if (one === undefined) return absent();
      if (!anyZone && !isZone(one.schedule.zone))
        return message(...troubleBlocks(one), ...noZone(one, whose));
      const { to, says } = decide(one, last);
      if (to !== undefined && !(await changeSubscription(db, one, to))) return undefined;
      // Whoever lets it go on has mended it.
      return message(...(to?.state === 'on' ? [] : troubleBlocks(one)), ...says.blocks);
    });
    if (says !== undefined) return says;
  }
  return lost;
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
