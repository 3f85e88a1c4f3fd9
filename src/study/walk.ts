import type { Catalog } from '../catalog/model.ts';
import type { Begun, Cursor } from './cursor.ts';
import { isTooEasy, type Tallies, tallyOf } from './marks.ts';
import type { PickOptions } from './options.ts';
import { type Place, placeOn } from './place.ts';
import { comesUpAgain, goesOnInStep, passesOver, waitsForDone } from './reason.ts';
import { nextReview } from './review.ts';
import type { Route, Stop } from './route.ts';
import { firstSitting, goOn, type Sitting } from './sitting.ts';
import { whyNow } from './why-now.ts';

/** What a pick is made of. */
export interface Asked {
  catalog: Catalog;
  cursor: Cursor;
  marks: Tallies;
  options: PickOptions;
}

/** What is posted next on a route, and what the cursor must remember of it. */
export interface Turn {
  stop: Stop;
  sitting: Sitting;
  /** The step's state until now. */
  begun: Begun;
  review: { round: number; shown: readonly string[] };
  passed: readonly string[];
  why: readonly string[];
}

/**
 * The step of the last post as long as it is not finished, then the first step behind it that was never posted, then
 * those left open further ahead, then a review. Undefined on a route without steps.
 */
export function nextOnRoute(route: Route, asked: Asked): Turn | undefined {
  const place = placeOn(route, asked.cursor);
  const same = sameStep(place, asked);
  if (same !== undefined) return same;
  const easy = tooEasy(route, place, asked);
  const passed = [...asked.cursor.passed, ...easy.map(({ step }) => step.id)];
  const over = place.last !== undefined && easy.length > 0 ? [passesOver(place.last.topic, easy.length)] : [];
  const turn = newStep(route, place, passed, asked) ?? reviewStep(route, place, passed, asked);
  return turn && { ...turn, why: [...over, ...turn.why] };
}

function sameStep({ last, begun, walk }: Place, { cursor, marks, options }: Asked): Turn | undefined {
  if (last === undefined || begun === undefined || walk === undefined) return undefined;
  const sitting = goOn(last.step, begun, marks, options);
  if (sitting === undefined) return undefined;
  const { marks: needed, days } = options.advance;
  const { done } = tallyOf(last.step, marks);
  const why = sitting.again
    ? waitsForDone({ done, needed, day: begun.posts + 1, days })
    : goesOnInStep(sitting);
  return { stop: last, sitting, begun, review: walk, passed: cursor.passed, why: [why] };
}

/** What need not come any more when the last step was too easy: the beginner steps of its topic. */
function tooEasy({ stops }: Route, { last, begun }: Place, { catalog, cursor, marks }: Asked): Stop[] {
  const inReview = begun?.before !== undefined;
  if (last === undefined || inReview || !isTooEasy(last.step, marks)) return [];
  const known = new Set([...cursor.seen, ...cursor.passed]);
  return stops.filter(
    ({ topic, step }) =>
      topic.id === last.topic.id &&
      !known.has(step.id) &&
      catalog.resource(step.resource)?.level === 'beginner',
  );
}

function newStep(route: Route, place: Place, passed: readonly string[], asked: Asked): Turn | undefined {
  const known = new Set([...asked.cursor.seen, ...passed]);
  const open = (stops: readonly Stop[]) => stops.filter(({ step }) => !known.has(step.id));
  const ahead = open(route.stops.slice(place.from));
  const [stop, ...rest] = [...ahead, ...open(route.stops.slice(0, place.from))];
  if (stop === undefined) return undefined;
  return {
    stop,
    sitting: firstSitting(stop.step, asked.options.minutes),
    begun: { step: stop.step.id, sittings: 0, spent: 0, posts: 0 },
    review: place.walk ?? { round: 0, shown: [] },
    passed,
    why: whyNow(route, place, { stop, rest, isAhead: ahead.length > 0 }, asked.cursor),
  };
}

function reviewStep(route: Route, place: Place, passed: readonly string[], asked: Asked): Turn | undefined {
  const review = nextReview(route.stops, place.walk, new Set(passed), asked);
  if (review === undefined) return undefined;
  const { stop, round, shown } = review;
  const { done, later } = tallyOf(stop.step, asked.marks);
  return {
    stop,
    sitting: firstSitting(stop.step, asked.options.minutes),
    begun: { step: stop.step.id, sittings: 0, spent: 0, posts: 0, before: done },
    review,
    passed,
    why: [comesUpAgain(later, round, shown.length === 1)],
  };
}
