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

/** Takes those whose owners are to be told; they come again after `againMs` unless somebody says that they are told. */
export async function claimNotices(
  db: Db,
  { platform, now, againMs, limit }: { platform: string; now: number; againMs: number; limit: number },
): Promise<Subscription[]> {
  const { rows } = await sql<Tables['subscription']>`
    with c as materialized (
      select id from subscription where tell_at <= ${now} and platform = ${platform}
      order by tell_at limit ${limit} ${isShared(db) ? sql`for update skip locked` : sql``}
    )
    update subscription set tell_at = ${now + againMs} where id in (select id from c) returning *`.execute(
    db,
  );
  return rows.map(subscriptionOf);
}

export async function noticeTold(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.updateTable('subscription').set({ tell_at: null }).where('id', 'in', ids).execute();
}
