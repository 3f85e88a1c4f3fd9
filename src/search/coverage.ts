import type { Plan } from './plan.ts';
import type { Slot } from './slots.ts';

/** A word that has other names belongs to the field: of "explaining predictions", the first says what is wanted. */
const otherNamed = 1.3;

/** How much of what a query's words say is among the terms, from 0 to 1. */
export function coverage({ slots, spans }: Plan, terms: readonly string[]): number {
  let all = 0;
  let covered = 0;
  for (const span of spans) {
    const own = span.slots.flatMap((at) => slots[at] ?? []);
    const worth = span.others.length > 0 && own.every(({ named }) => !named) ? otherNamed : 1;
    const mass = worth * own.reduce((sum, slot) => sum + slot.mass, 0);
    const other = span.others.some(({ stems }) => stems.every((stem) => terms.includes(stem)));
    all += mass;
    covered += other ? mass : worth * own.reduce((sum, slot) => sum + massOf(slot, terms), 0);
  }
  return all === 0 ? 0 : covered / all;
}

/** With fewer words than these, or less of what they say, a question is about what the catalog does not have. */
const leastKnown = { words: 2, of: 3, share: 0.5 };

/**
 * The query without the words that no entry has, where it still says most of what it did: "how to schedule nightly
 * retraining" without "nightly". Undefined where it does not.
 */
export function knownPart(plan: Plan): Plan | undefined {
  const isKnown = ({ slots, others }: Plan['spans'][number]) =>
    others.length > 0 || slots.some((at) => plan.slots[at]?.terms.some(({ by }) => by === 'exact') === true);
  const spans = plan.spans.filter(isKnown);
  const massOfAll = (some: Plan['spans']) =>
    some.flatMap(({ slots }) => slots).reduce((sum, at) => sum + (plan.slots[at]?.mass ?? 0), 0);
  const words = spans.reduce((sum, { slots }) => sum + slots.length, 0);
  if (words < leastKnown.words || plan.slots.length < leastKnown.of || words === plan.slots.length)
    return undefined;
  return massOfAll(spans) < leastKnown.share * massOfAll(plan.spans) ? undefined : { ...plan, spans };
}

/** Whether some word of the query can be met by nothing, or only by words that it may be a slip of. */
export function hasUnknown({ slots, spans }: Plan): boolean {
  const guessed = (slot: Slot | undefined) => slot?.terms.every(({ by }) => by === 'typo') !== false;
  return spans.some((span) => span.others.length === 0 && span.slots.some((at) => guessed(slots[at])));
}

/** Whether one of the terms is the name of something that the catalog is about. */
export function namesSome({ slots }: Plan, terms: readonly string[]): boolean {
  return slots.some(
    (slot) => slot.named && slot.terms.some(({ stem, by }) => by === 'exact' && terms.includes(stem)),
  );
}

/** A word that may only be a slip of the one meant counts less. */
function massOf(slot: Slot, terms: readonly string[]): number {
  const term = slot.terms.find(({ stem }) => terms.includes(stem));
  return term === undefined ? 0 : slot.mass * (term.by === 'typo' ? term.weight : 1);
}
