import type { Db, PostState, Tables } from './tables.ts';

/** A post as people are told of it. */
export interface Post {
  id: string;
  subscriptionId: string;
  /** Its local date. */
  date: string;
  dueAt: Temporal.Instant;
  state: PostState;
  /** JSON; absent until somebody set about to send it. */
  pick?: string;
  url?: string;
  lastError?: string;
}

export async function findPost(db: Db, id: string): Promise<Post | undefined> {
  const row = await db.selectFrom('post').selectAll().where('id', '=', id).executeTakeFirst();
  return row && postOf(row);
}

/** The newest first. */
export async function postsOf(db: Db, subscriptionId: string, limit: number): Promise<Post[]> {
  const rows = await db
    .selectFrom('post')
    .selectAll()
    .where('subscription_id', '=', subscriptionId)
    .orderBy('local_date', 'desc')
    .limit(limit)
    .execute();
  return rows.map(postOf);
}

/** How the last posts ended that somebody tried to send, the newest first; what was left out says nothing of the channel. */
export async function lastEndings(db: Db, subscriptionId: string, limit: number): Promise<PostState[]> {
  const rows = await db
    .selectFrom('post')
    .select('state')
    .where('subscription_id', '=', subscriptionId)
    .where('state', 'in', ['sent', 'failed', 'unknown'])
    .orderBy('local_date', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ state }) => state);
}

/** How many posts of a subscription ended so since a moment. */
export async function countPosts(
  db: Db,
  subscriptionId: string,
  state: PostState,
  since: Temporal.Instant,
): Promise<number> {
  const { count } = await db
    .selectFrom('post')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('subscription_id', '=', subscriptionId)
    .where('state', '=', state)
    .where('due_at', '>=', since.epochMilliseconds)
    .executeTakeFirstOrThrow();
  return count;
}

/** Lets go of posts that nobody works on any more and that were due before then; so many at a time. Gives how many went. */
export async function prunePosts(db: Db, before: Temporal.Instant, limit: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('post')
    .where('id', 'in', (query) =>
      query
        .selectFrom('post')
        .select('id')
        .where('due_at', '<', before.epochMilliseconds)
        .where('state', 'in', ['sent', 'failed', 'skipped', 'unknown'])
        .orderBy('due_at')
        .limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

function postOf(row: Tables['post']): Post {
  return {
    id: row.id,
    subscriptionId: row.subscription_id,
    date: row.local_date,
    dueAt: Temporal.Instant.fromEpochMilliseconds(row.due_at),
    state: row.state,
    ...(row.pick === null ? {} : { pick: row.pick }),
    ...(row.message_url === null ? {} : { url: row.message_url }),
    ...(row.last_error === null ? {} : { lastError: row.last_error }),
  };
}
