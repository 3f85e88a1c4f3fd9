import { type Block, type Button, type Inline, quiet, strong, text } from '../chat/reply.ts';
import type { MarkKind } from '../study/marks.ts';
import { type Asking, dayOf } from './done-day.ts';

/** What somebody has just said of something, and whether they had said so before. */
export interface Saying {
  kind: MarkKind;
  title: string;
  /** When they had said so in this place. */
  before: Temporal.Instant | undefined;
  /** When they had marked it as done elsewhere. */
  elsewhere?: Temporal.Instant;
  isStep: boolean;
  /** Of the topic that it belongs to. */
  topic?: string;
}

/** What a mark means, in two lines. */
export function saidBlocks(saying: Saying, asking: Asking): Block[] {
  const meaning = meaningOf(saying);
  return [text(...markedLine(saying, asking)), ...(meaning === undefined ? [] : [quiet(meaning)])];
}

function markedLine({ kind, title, before, elsewhere }: Saying, asking: Asking): (string | Inline)[] {
  const name = strong(title);
  if (kind === 'done') {
    if (before !== undefined) return ['You marked ', name, ` as done on ${dayOf(before, asking)}.`];
    if (elsewhere === undefined) return ['Marked ', name, ' as done.'];
    return ['You marked ', name, ` as done on ${dayOf(elsewhere, asking)}; now it counts here too.`];
  }
  const already = before === undefined ? '' : `You had marked it already, on ${dayOf(before, asking)}: `;
  const words = { later: ' is kept for later.', 'too-easy': ' was too easy.', save: ' is saved.' }[kind];
  return [already, name, words];
}

function meaningOf({ kind, isStep, topic }: Saying): string | undefined {
  switch (kind) {
    case 'done':
      return undefined;
    case 'later':
      return isStep
        ? 'It comes back in the review round, when the path is through; those marked Later by most come first.'
        : 'It stays on your list, where you find it when you have time.';
    case 'too-easy':
      return isStep
        ? `When more than half of those who mark it say so, the rest of ${topic === undefined ? 'the topic' : topic}’s beginner steps are passed over.`
        : 'Thank you for saying so.';
    case 'save':
      return 'It is on your list, which nobody sees but you.';
    default:
      return kind satisfies never;
  }
}

/** What somebody said of things, and how its list is called. */
export type Shown = 'done' | 'later' | 'save';

const listLabels: Readonly<Record<Shown, string>> = {
  done: 'All you have done',
  later: 'All you kept for later',
  save: 'All you saved',
};

export function listButton(shown: Shown): Button {
  const args = shown === 'done' ? {} : { show: shown };
  return { label: listLabels[shown], action: { command: 'done', args, mode: 'reply' } };
}

export function shownOf(kind: MarkKind): Shown {
  return kind === 'too-easy' ? 'done' : kind;
}
