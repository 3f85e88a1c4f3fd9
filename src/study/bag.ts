import { hash } from 'node:crypto';
import type { Catalog, Question, Resource } from '../catalog/model.ts';
import type { Bag, Cursor } from './cursor.ts';

/** Something that can be drawn by lot. */
type Lot = { type: 'resource'; resource: Resource } | { type: 'question'; question: Question };

export interface Draw {
  lot: Lot;
  bag: Bag;
  /** So many of those in the catalog came in this round, with this one. */
  number: number;
  of: number;
}

/**
 * Draws what has not come yet, in an order that `seed` and the round decide; when all have come, a new round begins.
 * An entry that is new in the catalog comes in the same round, one with a new id counts as the old one. Undefined
 * when there is nothing to draw.
 */
export function draw(
  mode: Bag['mode'],
  seed: string,
  { catalog, cursor }: { catalog: Catalog; cursor: Cursor },
): Draw | undefined {
  const lots = lotsOf(mode, catalog);
  const bag = cursor.bags.find((one) => one.mode === mode) ?? { mode, round: 1, drawn: [] };
  const drawn = new Set(bag.drawn);
  const left = lots.filter(({ marks }) => !marks.some((mark) => drawn.has(mark)));
  if (left.length > 0) {
    return drawFrom(left, { bag, seed, number: lots.length - left.length + 1, of: lots.length });
  }
  const last = bag.drawn.at(-1) ?? '';
  const others = lots.filter(({ marks }) => !marks.includes(last));
  const fresh = { mode, round: bag.round + 1, drawn: [] };
  const from = others.length > 0 ? others : lots;
  return drawFrom(from, { bag: fresh, seed, number: 1, of: lots.length });
}

interface Ticket {
  lot: Lot;
  name: string;
  /** How a bag knows it: by its id, and by those that it had formerly. */
  marks: readonly [string, ...string[]];
}

function drawFrom(
  tickets: readonly Ticket[],
  { bag, seed, number, of }: { bag: Bag; seed: string; number: number; of: number },
): Draw | undefined {
  let first: { ticket: Ticket; order: string } | undefined;
  for (const ticket of tickets) {
    const order = hash('sha256', JSON.stringify([seed, bag.round, ticket.name]), 'hex');
    if (first === undefined || order < first.order) first = { ticket, order };
  }
  if (first === undefined) return undefined;
  const { lot, marks } = first.ticket;
  return { lot, bag: { ...bag, drawn: [...bag.drawn, marks[0]] }, number, of };
}

function lotsOf(mode: Bag['mode'], { resources, questions }: Catalog): Ticket[] {
  const ofResources = resources
    .filter(({ kind }) => mode === 'random' || kind === 'practice')
    .map((resource): Ticket => {
      const name = `resource:${resource.id}`;
      const former = resource.formerly.map((id) => markOf(`resource:${id}`));
      return { lot: { type: 'resource', resource }, name, marks: [markOf(name), ...former] };
    });
  if (mode === 'random') return ofResources;
  const ofQuestions = questions.map((question): Ticket => {
    const name = `question:${question.id}`;
    return { lot: { type: 'question', question }, name, marks: [markOf(name)] };
  });
  return [...ofResources, ...ofQuestions];
}

/** 60 bits of SHA-256: short, and two of a thousand entries are never the same. */
function markOf(name: string): string {
  return hash('sha256', name, 'base64url').slice(0, 10);
}
