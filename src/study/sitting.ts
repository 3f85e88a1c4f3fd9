import type { Step } from '../catalog/model.ts';
import type { Begun } from './cursor.ts';
import { isTooEasy, type Tallies, tallyOf } from './marks.ts';
import type { PickOptions } from './options.ts';

/** One post's part of a step. */
export interface Sitting {
  /** From 1. */
  number: number;
  of: number;
  minutes: number;
  /** The same as the post before, for it is not done yet. */
  again: boolean;
}

/** The first part of a step, which is as long as the others and not longer than `limit` minutes. */
export function firstSitting(step: Step, limit: number): Sitting {
  return cut(step, { sittings: 0, spent: 0 }, limit);
}

/**
 * How a channel goes on with the step that it had last; undefined when it is done with it. All sittings of a step
 * come before its last one is repeated, even where they are more than `advance.days`. In a review nothing is
 * repeated: who marked a step Done the first time cannot do so again.
 */
export function goOn(
  step: Step,
  begun: Begun,
  marks: Tallies,
  { minutes, advance }: PickOptions,
): Sitting | undefined {
  const { before, sittings, spent, posts } = begun;
  const inReview = before !== undefined;
  if (tallyOf(step, marks).done - (before ?? 0) >= Math.max(1, advance.marks)) return undefined;
  if (!inReview && isTooEasy(step, marks)) return undefined;
  if (spent < step.minutes) return cut(step, begun, minutes);
  if (inReview || advance.by === 'days' || posts >= advance.days) return undefined;
  const length = Math.min(wholeMinutes(minutes), Math.ceil(step.minutes / sittings));
  return { number: sittings, of: sittings, minutes: length, again: true };
}

/** The step's state after a sitting was posted. */
export function afterSitting(begun: Begun, sitting: Sitting): Begun {
  return {
    ...begun,
    sittings: sitting.number,
    spent: begun.spent + sitting.minutes,
    posts: begun.posts + 1,
  };
}

/** When the limit changed in the middle of a step, what is left is cut anew. */
function cut(step: Step, { sittings, spent }: Pick<Begun, 'sittings' | 'spent'>, limit: number): Sitting {
  const most = wholeMinutes(limit);
  const left = step.minutes - spent;
  const more = Math.ceil(left / most);
  const of = sittings + more;
  // The first term is the plan of the first day; the second makes the rest fit after a change.
  const even = Math.max(Math.ceil(step.minutes / of), Math.ceil(left / more));
  return { number: sittings + 1, of, minutes: Math.min(most, even), again: false };
}

function wholeMinutes(limit: number): number {
  return Math.max(1, Math.floor(limit));
}
