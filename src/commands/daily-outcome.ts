import { type Block, link, plain, quiet, strong, text } from '../chat/reply.ts';
import { sayDate } from '../daily/say.ts';
import type { Post } from '../store/posts.ts';

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

/** What went wrong more than once; nothing when all is well. */
export function countBlocks(unknown: number, missed: number): Block[] {
  const posts = (count: number) => (count === 1 ? '1 post' : `${count} posts`);
  return [
    ...(unknown === 0
      ? []
      : [quiet(`Of the last 30 days, nobody knows of ${posts(unknown)} whether it came.`)]),
    ...(missed === 0 ? [] : [quiet(`Left out since nobody could send in time: ${posts(missed)}.`)]),
  ];
}
