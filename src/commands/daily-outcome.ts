import type { Access } from '../chat/command.ts';
import { type Block, link, plain, quiet, strong, text } from '../chat/reply.ts';
import { sayDate } from '../daily/say.ts';
import type { Post } from '../store/posts.ts';
import type { PostOptions } from '../store/subscriptions.ts';

/** The newest that has come or was to come by now; the newest first. What was left out ahead is no outcome yet. */
export function lastOutcome(posts: readonly Post[], now: Temporal.Instant): Post | undefined {
  return posts.find(
    ({ state, dueAt }) => state !== 'skipped' || dueAt.epochMilliseconds <= now.epochMilliseconds,
  );
}

/** So many of the newest posts are looked at for that. */
export const mostLeftOut = 20;

/** What became of a post, in words, with the way to it. */
export function outcomeBlock(post: Post, today: Temporal.PlainDate): Block {
  const day = sayDate(Temporal.PlainDate.from(post.date), today);
  const named = post.url === undefined ? strong(day) : link(day, post.url);
  return text(strong('Last: '), named, plain(` – ${outcomeWords(post)}`));
}

/** "sent", "not sent: …". */
export function outcomeWords({ state, lastError }: Pick<Post, 'state' | 'lastError'>): string {
  const why = lastError === undefined ? '' : ` (${lastError})`;
  switch (state) {
    case 'sent':
      return 'sent';
    case 'failed':
      return `not sent: it was refused${why}`;
    case 'skipped':
      return `left out${why}`;
    case 'unknown':
      return 'nobody knows whether it came: the answer was lost, and I cannot look. It is not sent again';
    case 'pending':
    case 'sending':
    case 'uncertain':
      return 'on its way';
    default:
      return state satisfies never;
  }
}

/** What the bot lacks there, as far as the post needs it. */
export function lackBlocks({ lacks, noThread, noPing }: Access, { thread, ping }: PostOptions): Block[] {
  return [
    ...lacks.map((lack) => quiet(`I lack ${lack}`)),
    ...(thread && noThread !== undefined ? [quiet(noThread)] : []),
    ...(ping !== undefined && noPing !== undefined ? [quiet(noPing)] : []),
  ];
}

/** What went wrong more than once; nothing when all is well. `since` is the day from which those are counted that were left out. */
export function countBlocks({
  unknown,
  missed,
  since,
}: {
  unknown: number;
  missed: number;
  since: string;
}): Block[] {
  const posts = (count: number) => (count === 1 ? '1 post' : `${count} posts`);
  return [
    ...(unknown === 0
      ? []
      : [quiet(`Of the last 30 days, nobody knows of ${posts(unknown)} whether it came.`)]),
    ...(missed === 0 ? [] : [quiet(`Since ${since}, ${posts(missed)} could not be sent in time.`)]),
  ];
}
