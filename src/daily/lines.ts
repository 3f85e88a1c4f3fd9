import type { Access, Step, Topic } from '../catalog/model.ts';
import type { MarkKind } from '../study/marks.ts';

/** How a step is called wherever it is shown: "Step 2 of 5 in Docker". */
export function stepLabel(topic: Topic, step: Step): string {
  return `Step ${topic.steps.indexOf(step) + 1} of ${topic.steps.length} in ${topic.title}`;
}

export const accessWords: Readonly<Record<Access, string>> = {
  free: 'free',
  freemium: 'partly paid',
  paid: 'paid',
};

export function minutesWords(minutes: number): string {
  return `about ${minutes} minutes`;
}

const countWords: readonly (readonly [MarkKind, string])[] = [
  ['done', 'done'],
  ['later', 'later'],
  ['too-easy', 'too easy'],
  ['save', 'saved'],
];

/** "3 done · 1 later"; empty while nobody has marked it. */
export function countLine(tally: Readonly<Record<MarkKind, number>>): string {
  return countWords
    .filter(([kind]) => tally[kind] > 0)
    .map(([kind, word]) => `${tally[kind]} ${word}`)
    .join(' · ');
}
