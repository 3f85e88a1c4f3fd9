import type { Begun, Cursor, Walk } from './cursor.ts';
import type { Route, Stop } from './route.ts';

/** How a walk stands on its route, as the catalog is now. */
export interface Place {
  walk: Walk | undefined;
  /** The stop that was posted last, if the route still has it. */
  last: Stop | undefined;
  begun: Begun | undefined;
  /** Where the stops begin that come next. */
  from: number;
}

export function placeOn(route: Route, cursor: Cursor): Place {
  const walk = walkOf(route, cursor);
  const at = route.stops.findIndex(({ step }) => step.id === walk?.step);
  return {
    walk,
    last: route.stops[at],
    begun: at < 0 ? undefined : cursor.begun.find(({ step }) => step === walk?.step),
    from: walk === undefined ? 0 : nextFrom(route.stops, walk, at),
  };
}

/** A topic that the path stands in just now goes on from there. */
function walkOf({ scope, stops }: Route, { walks }: Cursor): Walk | undefined {
  const own = walks.find((walk) => walk.scope === scope);
  if (own !== undefined) return own;
  const path = walks.find((walk) => walk.scope === 'path');
  const inside = path !== undefined && stops.some(({ step }) => step.id === path.step);
  return inside ? { ...path, scope, round: 0, shown: [] } : undefined;
}

/**
 * Behind the last step. If that is gone, or was moved to another topic, the channel goes on in the old topic with
 * what stands there in its place; if the topic is gone too, with the topic in its place.
 */
function nextFrom(stops: readonly Stop[], walk: Walk, at: number): number {
  const sameTopic = stops.findIndex(({ topic }) => topic.id === walk.topic);
  if (at >= 0 && (sameTopic < 0 || stops[at]?.topic.id === walk.topic)) return at + 1;
  const topicIndex = stops[sameTopic]?.topicIndex;
  const next = stops.findIndex((stop) =>
    topicIndex === undefined
      ? stop.topicIndex >= walk.topicIndex
      : stop.topicIndex > topicIndex || (stop.topicIndex === topicIndex && stop.index >= walk.index),
  );
  return next < 0 ? stops.length : next;
}
