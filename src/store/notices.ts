import { sql } from 'kysely';
import { isShared } from './moment.ts';
import { subscriptionOf, troubleText } from './subscription-rows.ts';
import type { Subscription, Trouble } from './subscriptions.ts';
import type { Db, Tables } from './tables.ts';

/** Pauses a subscription that nothing can be posted for, and has its owner told. */
export async function stopForTrouble(db: Db, id: string, trouble: Trouble): Promise<void> {
  await db
    .updateTable('subscription')
    .set(({ eb }) => ({
      state: 'paused',
      paused_until: null,
      next_due_at: null,
      next_local_date: null,
      trouble: troubleText(trouble),
      tell_at: trouble.at.epochMilliseconds,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('state', '<>', 'off')
    .execute();
}

/** Somebody to be told. */
export interface Notice {
  subscription: Subscription;
  /** What tells this notice from another one of the same. */
  claimed: number;
}

/** Takes those whose owners are to be told; they come again after `againMs` unless somebody says that they are told. */
export async function claimNotices(
  db: Db,
  { platform, now, againMs, limit }: { platform: string; now: number; againMs: number; limit: number },
): Promise<Notice[]> {
  const { rows } = await sql<Tables['subscription']>`
    with c as materialized (
      select id from subscription where tell_at <= ${now} and platform = ${platform}
      order by tell_at limit ${limit} ${isShared(db) ? sql`for update skip locked` : sql``}
    )
    update subscription set tell_at = ${now + againMs} where id in (select id from c) returning *`.execute(
    db,
  );
  return rows.flatMap((row) => noticeOf(row, now + againMs));
}

/** What is wrong with one must not keep the others from being told. */
function noticeOf(row: Tables['subscription'], claimed: number): Notice[] {
  try {
    return [{ subscription: subscriptionOf(row), claimed }];
  } catch {
    return [];
  }
}

/** Somebody was told, or cannot be. A newer notice of the same stays. */
export async function noticeTold(db: Db, { subscription, claimed }: Notice): Promise<void> {
  await db
    .updateTable('subscription')
    .set({ tell_at: null })
    .where('id', '=', subscription.id)
    .where('tell_at', '=', claimed)
    .execute();
}

/** Has those told whose time cannot be right, since the clock was set back. */
export async function mendNotices(db: Db, now: number): Promise<void> {
  await db
    .updateTable('subscription')
    .set({ tell_at: now })
    .where('platform', 'in', ['discord', 'slack'])
    .where('tell_at', '>', now + 10 * 60_000)
    .execute();
}
