import { heading, type Message, message, quiet, strong, text } from '../chat/reply.ts';
import type { Content } from '../daily/content.ts';
import { markAction } from '../daily/post.ts';
import type { Finishable } from './done-item.ts';

/** What to ask oneself, or a question's hint and answer. */
type Asked = Pick<Content, 'item'> & ({ check: string } | { question: string; hint: string; answer: string });

/** What a post asks, or else its item in the catalog; undefined when there is nothing to ask. */
export function askedBy(
  content: Content | undefined,
  { item, one }: { item: string; one: Finishable | undefined },
): Asked | undefined {
  if (content !== undefined) {
    const { do: question, hint, answer, check } = content;
    if (hint !== undefined && answer !== undefined) return { item, question, hint, answer };
    return check === undefined ? undefined : { item, check };
  }
  if (one?.type === 'step') return { item, check: one.step.check };
  return one?.type === 'question' ? { item, ...one.question } : undefined;
}

/** For the eyes of the one who asks; nothing is marked. */
export function checkReply(asked: Asked, post: string | undefined): Message {
  const done = { label: 'Done', action: markAction(asked, 'done', post), style: 'primary' as const };
  const later = { label: 'Later', action: markAction(asked, 'later', post) };
  const controls = { type: 'actions', buttons: [done, later] } as const;
  if ('check' in asked) {
    return message(
      heading('Ask yourself'),
      text(asked.check),
      quiet('Answer it for yourself, then press Done.'),
      controls,
    );
  }
  return message(
    heading(asked.question),
    text(strong('Hint: '), asked.hint),
    text(strong('Answer: '), asked.answer),
    quiet('Would you have said so? Then press Done.'),
    controls,
  );
}
