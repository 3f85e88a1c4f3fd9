import type { Cursor } from './cursor.ts';
import type { Place } from './place.ts';
import { follows, goesOnInTopic, isNew, isTheTopic, nextIs, standsFor, wasLeftOpen } from './reason.ts';
import type { Route, Stop } from './route.ts';

/** A step that was never posted, and those that come behind it. */
interface Next {
  stop: Stop;
  rest: readonly Stop[];
  /** False when the channel was further already and comes back for it. */
  isAhead: boolean;
}

/** Why a step comes now, in parts. */
export function whyNow(
  { scope, stops }: Route,
  { walk, last }: Place,
  { stop, rest, isAhead }: Next,
  { seen }: Cursor,
): string[] {
  const { topic, others } = stop;
  const other = rest.findIndex((one) => one.topic.id !== topic.id);
  const ahead = { more: other < 0 ? rest.length : other, next: rest[other]?.topic };
  if (walk !== undefined && walk.round > 0) return [isNew(topic)];
  if (!isAhead) return [wasLeftOpen(topic)];
  if (walk === undefined && scope !== 'path') return [isTheTopic(topic, ahead)];
  if ((last?.topic.id ?? walk?.topic) === topic.id) return [goesOnInTopic(topic, ahead)];
  const from = last ?? stops.findLast(({ topicIndex }) => topicIndex < stop.topicIndex);
  const isFirst = !topic.steps.some(({ id }) => seen.includes(id));
  if (others.length > 0 && isFirst) return [follows(from?.topic), standsFor(topic, others)];
  return [follows(from?.topic), nextIs(ahead)];
}
