import type { Target } from '../chat/poster.ts';
import { type Cursor, writeCursor } from '../study/cursor.ts';
import type { PickOptions } from '../study/options.ts';
import { updateAll } from './bulk.ts';
import { type Person, personId } from './people.ts';
import { rowOf, scheduleColumns, subscriptionOf, targetColumns, troubleText } from './subscription-rows.ts';
import type { Db } from './tables.ts';

/** When a channel is written to, by the clock on its wall. */
export interface Schedule {
  /** "09:00". */
  time: string;
  /** IANA name. */
  zone: string;
  /** Monday is 1, Tuesday 2, Wednesday 4 and so on to Sunday, 64; their sum. */
  weekdays: number;
}

/** What a channel wants of its posts. */
export interface PostOptions extends Omit<PickOptions, 'seed'> {
  /** Who is called besides: a role's id, or "here". */
  ping?: string;
  thread: boolean;
}

/** One daily post of one channel or person. */
export interface Subscription {
  id: string;
  platform: 'discord' | 'slack';
  target: Target;
  /** What the channel is called: "#general". */
  name?: string;
  /** Who switched it on: "slack:T1/U2". */
  owner?: string;
  ownerName?: string;
  schedule: Schedule;
  options: PostOptions;
  state: 'on' | 'paused' | 'off';
  /** The local date on which a paused one goes on by itself. */
  pausedUntil?: string;
  /** The next run, while it is on. */
  next?: { date: string; at: Temporal.Instant };
  cursor: Cursor;
  /** Whether a post has said who switched it on. */
  announced: boolean;
  /** Why it was paused by the bot itself. */
  trouble?: Trouble;
  /** Runs that were left out because nobody could make them in time. */
  missed: number;
  createdAt: Temporal.Instant;
  /** Grows with each change; a change that was made from an older one is refused. */
  version: number;
}

/** What keeps posts from a channel. */
export interface Trouble {
  /** The platform's own word: "not_in_channel". */
  code: string;
  mend: string;
  at: Temporal.Instant;
}

/** Whose daily post it is: one each. */
type Whose = Pick<Subscription, 'platform' | 'target'>;

export async function subscriptionFor(
  db: Db,
  { platform, target }: Whose,
): Promise<Subscription | undefined> {
  const { workspace, kind, target: id } = targetColumns(target);
  const row = await db
    .selectFrom('subscription')
    .selectAll()
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('kind', '=', kind)
    .where('target', '=', id)
    .executeTakeFirst();
  return row && subscriptionOf(row);
}

/** Without those that this version cannot read, which a newer one has written. */
export async function subscriptionsById(db: Db, ids: readonly string[]): Promise<Subscription[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('subscription').selectAll().where('id', 'in', ids).execute();
  return rows.flatMap((row) => {
    try {
      return [subscriptionOf(row)];
    } catch {
      return [];
    }
  });
}

/** Those that a person switched on, the oldest first. */
export async function subscriptionsOf(db: Db, person: Person): Promise<Subscription[]> {
  const rows = await db
    .selectFrom('subscription')
    .selectAll()
    .where('owner', '=', personId(person))
    .where('state', '<>', 'off')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(subscriptionOf);
}

/** Adds one, unless its target has one by now; whoever is its owner must be known. Says whether it was added. */
export async function addSubscription(db: Db, one: Subscription): Promise<boolean> {
  const added = await db
    .insertInto('subscription')
    .values(rowOf(one))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  return added.length > 0;
}

/** What people change of one. Its place on the path moves with posts alone. */
export type Change = Pick<Subscription, 'schedule' | 'options' | 'state' | 'announced'> &
  Partial<Pick<Subscription, 'owner' | 'ownerName' | 'name' | 'pausedUntil' | 'next' | 'trouble'>>;

/** Puts the new values in the place of all the old ones, unless it has changed since `version`. Says whether it did. */
export async function changeSubscription(
  db: Db,
  { id, version }: Pick<Subscription, 'id' | 'version'>,
  to: Change,
): Promise<boolean> {
  const changed = await db
    .updateTable('subscription')
    .set({
      ...scheduleColumns(to.schedule),
      options: JSON.stringify(to.options),
      state: to.state,
      owner: to.owner ?? null,
      owner_name: to.ownerName ?? null,
      name: to.name ?? null,
      announced: to.announced ? 1 : 0,
      paused_until: to.pausedUntil ?? null,
      next_due_at: to.next?.at.epochMilliseconds ?? null,
      next_local_date: to.next?.date ?? null,
      trouble: to.trouble === undefined ? null : troubleText(to.trouble),
      tell_at: null,
      version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .execute();
  return changed.length > 0;
}

/** Moves places on the path, after a post that said who switched it on. */
export async function moveCursors(db: Db, moves: readonly { id: string; cursor: Cursor }[]): Promise<void> {
  const rows = moves.map(({ id, cursor }) => ({ id, cursor: writeCursor(cursor) }));
  await updateAll(db, 'subscription', rows, { set: 'announced = 1' });
}
