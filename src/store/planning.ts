import { insertAll, updateAll } from './bulk.ts';
import { isShared } from './moment.ts';
import type { Schedule } from './subscriptions.ts';
import type { Db, Tables } from './tables.ts';

/** A subscription whose next run has come. */
export interface Due {
  id: string;
  platform: 'discord' | 'slack';
  schedule: Schedule;
  /** The local date of that run. */
  date: string;
  missed: number;
}

/** The first ones that are due. On PostgreSQL those that another process plans right now are left to it. */
export async function dueSubscriptions(db: Db, now: number, limit: number): Promise<Due[]> {
  const rows = await db
    .selectFrom('subscription')
    .select(['id', 'platform', 'local_time', 'time_zone', 'weekdays', 'next_local_date', 'missed'])
    .where('next_due_at', '<=', now)
    .orderBy('next_due_at')
    .limit(limit)
    .$if(isShared(db), (query) => query.forUpdate().skipLocked())
    .execute();
  return rows.map(dueOf);
}

/** A post to be made. One that its subscription has for that day already stays as it is. */
export interface Planned {
  id: string;
  subscriptionId: string;
  platform: 'discord' | 'slack';
  date: string;
  dueAt: number;
  expiresAt: number;
  /** `skipped` when it is too late by now. */
  state: 'pending' | 'skipped';
  reason?: string;
}

export async function planPosts(db: Db, posts: readonly Planned[]): Promise<void> {
  await insertAll(db, 'post', posts.map(rowOf));
}

/** Whatever a clock says. */
const atOnce = 0;

/**
 * Makes the post of a day now. One that was left out or refused before is made once more; any other stays as it is.
 *
 * @returns whether it is to be sent
 */
export async function planNow(db: Db, post: Planned): Promise<boolean> {
  const { dueAt, expiresAt } = post;
  const planned = await db
    .insertInto('post')
    .values({ ...rowOf(post), run_at: atOnce })
    .onConflict((conflict) =>
      conflict
        .columns(['subscription_id', 'local_date'])
        .doUpdateSet({
          ...{ state: 'pending', due_at: dueAt, expires_at: expiresAt, run_at: atOnce },
          // What it shows is settled anew: the settings may have changed since.
          ...{ pick: null, first_send_at: null, attempts: 0, last_error: null },
        })
        .where('post.state', 'in', ['skipped', 'failed']),
    )
    .returning('id')
    .execute();
  return planned.length > 0;
}

/** The next run of a subscription; one that was paused goes on with it. */
export interface Advanced {
  id: string;
  next: { date: string; at: number };
  missed: number;
}

export async function advanceSubscriptions(db: Db, all: readonly Advanced[]): Promise<void> {
  const rows = all.map(({ id, next, missed }) => ({
    id,
    next_due_at: next.at,
    next_local_date: next.date,
    missed,
  }));
  // Whoever changes it at this moment must see that the run is over.
  const set = "state = 'on', paused_until = null, version = subscription.version + 1";
  await updateAll(db, 'subscription', rows, { set });
}

/** Runs that are still to come, a page at a time in the order of ids. */
export async function scheduledAfter(db: Db, id: string, limit: number): Promise<Due[]> {
  const rows = await db
    .selectFrom('subscription')
    .select(['id', 'platform', 'local_time', 'time_zone', 'weekdays', 'next_local_date', 'missed'])
    .where('id', '>', id)
    .where('next_due_at', 'is not', null)
    .orderBy('id')
    .limit(limit)
    .$if(isShared(db), (query) => query.forUpdate())
    .execute();
  return rows.map(dueOf);
}

/** Those that are on and have no run before then, which no schedule explains: the clock was far ahead when it was worked out. */
export async function scheduledFarAhead(db: Db, then: number, limit: number): Promise<Due[]> {
  const rows = await db
    .selectFrom('subscription')
    .select(['id', 'platform', 'local_time', 'time_zone', 'weekdays', 'next_local_date', 'missed'])
    .where('next_due_at', '>', then)
    .where('state', '=', 'on')
    .limit(limit)
    .execute();
  return rows.map(dueOf);
}

/** Puts other runs in the place of the next ones. */
export async function moveRuns(
  db: Db,
  runs: readonly { id: string; at: number; date: string }[],
): Promise<void> {
  await updateAll(
    db,
    'subscription',
    runs.map(({ id, at, date }) => ({ id, next_due_at: at, next_local_date: date })),
    { where: 'subscription.next_due_at is not null' },
  );
}

type DueRow = Pick<
  Tables['subscription'],
  'id' | 'platform' | 'local_time' | 'time_zone' | 'weekdays' | 'next_local_date' | 'missed'
>;

function dueOf({ local_time, time_zone, weekdays, next_local_date, ...row }: DueRow): Due {
  return { ...row, schedule: { time: local_time, zone: time_zone, weekdays }, date: next_local_date ?? '' };
}

function rowOf({
  id,
  subscriptionId,
  platform,
  date,
  dueAt,
  expiresAt,
  state,
  reason,
}: Planned): Tables['post'] {
  return {
    id,
    subscription_id: subscriptionId,
    platform,
    local_date: date,
    due_at: dueAt,
    expires_at: expiresAt,
    run_at: dueAt,
    state,
    pick: null,
    lease_owner: null,
    lease_until: null,
    attempts: 0,
    first_send_at: null,
    message_id: null,
    message_channel: null,
    message_url: null,
    last_error: reason ?? null,
  };
}
