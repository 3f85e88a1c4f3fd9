import { type Catalog, levels, type Step } from '../catalog/model.ts';
import type { Walk } from './cursor.ts';
import { type Tallies, tallyOf } from './marks.ts';
import type { Stop } from './route.ts';

/** What comes up again at a route's end. */
export interface Review {
  stop: Stop;
  round: number;
  /** With this one. */
  shown: readonly string[];
}

const longestRound = 30;

/**
 * What people marked Later, most of them first, then the hardest: advanced before the rest, long before short. The
 * round is chosen anew each time, so that a mark of today counts, but nothing comes twice in it.
 */
export function nextReview(
  stops: readonly Stop[],
  walk: Walk | undefined,
  passed: ReadonlySet<string>,
  { catalog, marks }: { catalog: Catalog; marks: Tallies },
): Review | undefined {
  const pool = poolOf(stops, passed, catalog, marks);
  const { round = 0, shown = [] } = walk ?? {};
  const left = pool.filter(({ step }) => !shown.includes(step.id));
  const isOver = round === 0 || left.length === 0 || shown.length >= longestRound;
  const from = isOver ? pool : left;
  // Not what was posted just now, be it the end of the last round or new on the route.
  const stop = from.find(({ step }) => step.id !== walk?.step) ?? from[0];
  if (stop === undefined) return undefined;
  const { id } = stop.step;
  return isOver ? { stop, round: round + 1, shown: [id] } : { stop, round, shown: [...shown, id] };
}

function poolOf(
  stops: readonly Stop[],
  passed: ReadonlySet<string>,
  catalog: Catalog,
  marks: Tallies,
): Stop[] {
  const laterOf = ({ step }: Stop) => tallyOf(step, marks).later;
  const later = stops.filter((stop) => laterOf(stop) > 0).toSorted((a, b) => laterOf(b) - laterOf(a));
  const rest = stops.filter((stop) => laterOf(stop) === 0);
  const kept = rest.filter(({ step }) => !passed.has(step.id));
  const hardest = (later.length + kept.length === 0 ? rest : kept).toSorted(
    (a, b) => hardness(b.step, catalog) - hardness(a.step, catalog) || b.step.minutes - a.step.minutes,
  );
  return [...later, ...hardest];
}

function hardness({ resource }: Step, catalog: Catalog): number {
  const level = catalog.resource(resource)?.level;
  return level === undefined ? -1 : levels.indexOf(level);
}
