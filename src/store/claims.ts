import { type RawBuilder, sql } from 'kysely';
import type { Posted } from '../chat/poster.ts';
import { updateAll } from './bulk.ts';
import { isShared, type Moment } from './moment.ts';
import type { Db } from './tables.ts';

/** A post in the hands of one process until its lease is over. */
export interface Claimed {
  id: string;
  subscriptionId: string;
  /** Its local date. */
  date: string;
  dueAt: number;
  expiresAt: number;
  /** `uncertain` when an earlier attempt may have come through. */
  state: 'sending' | 'uncertain';
  /** JSON; absent at the first claim. */
  pick?: string;
  /** With this one. */
  attempts: number;
  /** Of the attempts that may have come through, this one included. */
  firstSentAt: number;
}

export interface ClaimOptions extends Moment {
  platform: 'discord' | 'slack';
  /** Of this claim alone. */
  owner: string;
  limit: number;
  leaseMs: number;
}

interface Row {
  id: string;
  subscription_id: string;
  local_date: string;
  due_at: number;
  expires_at: number;
  state: 'sending' | 'uncertain';
  pick: string | null;
  attempts: number;
  first_send_at: number;
}

/**
 * Takes posts that are to be looked at now, those that are due first. A lease that ran out, or that was counted by another clock,
 * leaves a post of which nobody knows whether it was sent. The states stand in the statement as they are: with parameters the index
 * would not be used.
 */
export async function claimPosts(db: Db, options: ClaimOptions): Promise<Claimed[]> {
  const { platform, owner, limit, now, lease, leaseMs } = options;
  const unlocked: RawBuilder<unknown> = isShared(db) ? sql`for update skip locked` : sql``;
  const { rows } = await sql<Row>`
    with c as materialized (
      select id from post
      where platform = ${platform} and state in ('pending', 'sending', 'uncertain') and run_at <= ${now}
        and (lease_until is null or lease_until <= ${lease} or lease_until > ${lease + 2 * leaseMs})
      order by run_at, id limit ${limit} ${unlocked}
    )
    update post set
      state = case when state = 'pending' then 'sending' else 'uncertain' end,
      first_send_at = coalesce(first_send_at, ${now}), attempts = attempts + 1,
      run_at = ${now + leaseMs}, lease_owner = ${owner}, lease_until = ${lease + leaseMs}
    where id in (select id from c)
    returning id, subscription_id, local_date, due_at, expires_at, state, pick, attempts, first_send_at`.execute(
    db,
  );
  return rows.map(claimedOf).sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1));
}

/** What a claim has got of which nobody knew whether it was kept, unless its lease is over by now; the lease begins anew. */
export async function claimedBy(db: Db, options: Omit<ClaimOptions, 'limit'>): Promise<Claimed[]> {
  const { platform, owner, now, lease, leaseMs } = options;
  const { rows } = await sql<Row>`
    update post set run_at = ${now + leaseMs}, lease_until = ${lease + leaseMs}
    where platform = ${platform} and state in ('pending', 'sending', 'uncertain')
      and lease_owner = ${owner} and lease_until > ${lease}
    returning id, subscription_id, local_date, due_at, expires_at, state, pick, attempts, first_send_at`.execute(
    db,
  );
  return rows.map(claimedOf);
}

function claimedOf({ pick, ...row }: Row): Claimed {
  return {
    id: row.id,
    subscriptionId: row.subscription_id,
    date: row.local_date,
    dueAt: row.due_at,
    expiresAt: row.expires_at,
    state: row.state,
    ...(pick === null ? {} : { pick }),
    attempts: row.attempts,
    firstSentAt: row.first_send_at,
  };
}

/** Settles for good what is posted; each attempt shows the same. */
export async function freezePicks(db: Db, picks: readonly { id: string; pick: string }[]): Promise<void> {
  await updateAll(db, 'post', picks);
}

/** What a process says of a post that it has claimed. */
export type Outcome = { id: string; owner: string; reason?: string } & (
  | ({ state: 'sent' } & Posted)
  /** To be looked at again, from `runAt` on. */
  | { state: 'pending' | 'uncertain'; runAt: number }
  | { state: 'failed' | 'skipped' | 'unknown' }
);

/**
 * Writes down what became of posts. Whoever has lost a post to another process in the meantime changes nothing.
 *
 * @returns the ids of those that were still their claim's
 */
export async function settlePosts(db: Db, outcomes: readonly Outcome[]): Promise<string[]> {
  const rows = outcomes.map((one) => {
    const sent = one.state === 'sent' ? one : undefined;
    return {
      id: one.id,
      state: one.state,
      lease_owner: one.owner,
      message_id: sent?.messageId ?? null,
      message_channel: sent?.channel ?? null,
      message_url: sent?.url ?? null,
      last_error: one.reason?.slice(0, 500) ?? null,
    };
  });
  const settled = await updateAll(db, 'post', rows, { set: 'lease_until = null', where: stillClaimed });
  const again = outcomes.filter((one) => 'runAt' in one && settled.includes(one.id));
  await updateAll(
    db,
    'post',
    again.flatMap((one) => ('runAt' in one ? [{ id: one.id, run_at: one.runAt }] : [])),
  );
  const unsent = again.filter(({ state }) => state === 'pending').map(({ id }) => id);
  // It has certainly not been sent yet.
  if (unsent.length > 0) {
    await db.updateTable('post').set({ first_send_at: null }).where('id', 'in', unsent).execute();
  }
  return settled;
}

/**
 * `v` has the new values, and here the claim in whose name they are written. That a post was sent is a fact, whoever has it by now: a
 * store that was away for longer than a lease must not make it unknown.
 */
const stillClaimed = `(
  post.lease_owner = v.lease_owner and post.state in ('sending', 'uncertain') and post.lease_until is not null
  or v.state = 'sent' and post.state in ('pending', 'sending', 'uncertain', 'unknown'))`;

/** When a post is looked at whose times cannot be right, since the clock was set back: `laterMs` after `now`. */
interface Late {
  now: number;
  laterMs: number;
}

/**
 * Takes back what a process before this one left on SQLite, where there is one at a time: its leases were counted from its own
 * start, and so were the rates.
 */
export async function recoverClaims(db: Db, { now, laterMs }: Late): Promise<void> {
  if (isShared(db)) return;
  await sql`update post set state = 'uncertain', lease_until = null,
      run_at = case when first_send_at > ${now} then ${now + laterMs} else ${now} end
    where platform in ('discord', 'slack') and state in ('pending', 'sending', 'uncertain')
      and lease_until is not null`.execute(db);
  await db.deleteFrom('rate').execute();
}

/** No post waits for longer than this. */
export const longestWaitMs = 30 * 60_000;

/** Mends the times of posts that would wait for an hour because the clock was set back by one. */
export async function mendRunTimes(db: Db, { now, laterMs }: Late): Promise<void> {
  await db
    .updateTable('post')
    .set({ run_at: now + laterMs, lease_until: null })
    .where('platform', 'in', ['discord', 'slack'])
    .where(sql<boolean>`state in ('pending', 'sending', 'uncertain')`)
    .where('run_at', '>', now + 1.5 * longestWaitMs)
    .execute();
}

/**
 * Ends posts that nobody has sent in time, so many at a time: those of a platform that is not set up, for example. All three states
 * are named for the sake of the index.
 */
export async function skipExpired(db: Db, now: number, limit: number): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update post set state = 'skipped', last_error = 'too late' where state = 'pending' and id in (
      select id from post where platform in ('discord', 'slack') and state in ('pending', 'sending', 'uncertain')
        and state = 'pending' and run_at <= ${now} and expires_at < ${now} limit ${limit})
    returning id`.execute(db);
  return rows.length;
}
