import type { Step, Topic } from '../catalog/model.ts';

export const markKinds = ['done', 'later', 'too-easy', 'save'] as const;
/** What one can say of something to learn. */
export type MarkKind = (typeof markKinds)[number];

/** How many people said what of one item; `people` counts each of them once. */
export type Tally = Readonly<Record<MarkKind, number>> & { readonly people: number };

/** By item: "step:docker-first-image". What nobody marked is absent. */
export type Tallies = ReadonlyMap<string, Tally>;

const nobody: Tally = { done: 0, later: 0, 'too-easy': 0, save: 0, people: 0 };

export function tallyOf(step: Step, marks: Tallies): Tally {
  return marks.get(`step:${step.id}`) ?? nobody;
}

/** Done of a topic and of its steps; one person may count several times. */
export function doneIn(topic: Topic, marks: Tallies): number {
  const whole = marks.get(`topic:${topic.id}`)?.done ?? 0;
  return topic.steps.reduce((sum, step) => sum + tallyOf(step, marks).done, whole);
}

/** More than half of those who marked the step found it too easy. */
export function isTooEasy(step: Step, marks: Tallies): boolean {
  const { people, 'too-easy': tooEasy } = tallyOf(step, marks);
  return tooEasy * 2 > people;
}
