import type { Topic } from '../catalog/model.ts';
import type { Sitting } from './sitting.ts';

const longest = 160;
const longestName = 40;

/** The parts as one line, without those that make it too long; the first must be short enough by itself. */
export function reasonOf(parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .reduce((line, part) => (line.length + part.length + 2 > longest ? line : `${line}; ${part}`));
}

/** A title as it stands in a reason: in one line, short, and without the full stop that a reason must not end with. */
function nameOf({ id, title }: Topic): string {
  return inShort(title) || id;
}

function inShort(text: string): string {
  const line = text.toWellFormed().replace(/\s+/g, ' ').trim();
  const cut = line.length > longestName ? `${line.slice(0, longestName - 1).replace(/\p{Cs}$/u, '')}…` : line;
  return cut.replace(/[\s.]+$/, '');
}

/** What is ahead on a route behind a step. */
export interface Ahead {
  /** Steps of the same topic. */
  more: number;
  /** The next topic. */
  next: Topic | undefined;
}

export function follows(from: Topic | undefined): string {
  return from === undefined ? 'the path begins here' : `follows ${nameOf(from)}`;
}

export function nextIs({ next }: Ahead): string {
  return next === undefined ? 'then comes a review' : `next is ${nameOf(next)}`;
}

export function goesOnInTopic(topic: Topic, { more, next }: Ahead): string {
  const what = next === undefined ? 'a review' : nameOf(next);
  if (more > 0) return `goes on in ${nameOf(topic)}: ${steps(more, 'more ')}, then ${what}`;
  return `the last step of ${nameOf(topic)}; next is ${what}`;
}

export function isTheTopic(topic: Topic, { more }: Ahead): string {
  return `the chosen topic is ${nameOf(topic)}: ${steps(more + 1)}, then a review`;
}

/** One topic of a group is walked; the mode is how a channel gets another. */
export function standsFor(topic: Topic, others: readonly Topic[]): string {
  const choice = `${nameOf(topic)} stands for a choice of ${others.length + 1} here`;
  const modes = `mode ${others.map(({ id }) => `topic:${id}`).join(' or ')} takes another`;
  return choice.length + modes.length > 100 ? choice : `${choice}: ${modes}`;
}

export function isNew(topic: Topic): string {
  return `new in ${nameOf(topic)} since the review began`;
}

export function wasLeftOpen(topic: Topic): string {
  return `left open in ${nameOf(topic)} when the channel passed there`;
}

export function passesOver(topic: Topic, count: number): string {
  return `passes over ${steps(count, 'beginner ')} of ${nameOf(topic)} as too easy`;
}

export function goesOnInStep({ number, of }: Sitting): string {
  return `goes on with the same step, sitting ${number} of ${of}`;
}

/** The day is that of the step, from 1: each has one post. */
export function waitsForDone({
  done,
  needed,
  day,
  days,
}: Record<'done' | 'needed' | 'day' | 'days', number>): string {
  const who = done === 0 ? 'nobody has marked it Done yet' : `marked Done by ${done} of ${needed} so far`;
  return `${who}; post ${day} of ${days}`;
}

export function comesUpAgain(later: number, round: number, isFirst: boolean): string {
  const why = later > 0 ? `marked Later by ${later}` : 'one of the hardest';
  return `${isFirst ? 'begins review' : 'review'} round ${round}: ${why}`;
}

export function drawnByLot(number: number, of: number, isPractice: boolean): string {
  return `${isPractice ? 'practice ' : ''}drawn by lot: ${number} of ${of} in this round, none comes twice`;
}

export function isAStart(minutes: number): string {
  return `${minutes} minutes are a start, all of it takes longer`;
}

export function topicIsGone(topic: string): string {
  return `the topic “${inShort(topic)}” has no steps in the catalog now, so the path goes on`;
}

function steps(count: number, what = ''): string {
  return `${count} ${what}${count === 1 ? 'step' : 'steps'}`;
}
