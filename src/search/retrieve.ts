import type { Query as MiniQuery, QueryCombination, SearchResult } from 'minisearch';
import { fieldWeights, type Index } from './build.ts';
import { coverage, hasUnknown, knownPart, namesSome } from './coverage.ts';
import type { Plan } from './plan.ts';
import type { Slot } from './slots.ts';
import type { Other, Span } from './spans.ts';

/** An entry that matched. */
export interface Match {
  place: number;
  score: number;
  /** The share of the query's words that it has, by what they say; 1 for all of them. */
  covered: number;
}

/** With so many entries that have all words, those that have only some are left out. */
const enough = 10;
/** With fewer than so many, those that have just the name of a thing are better than none. */
const few = 3;
/**
 * What an entry has to have, and more, of what the words say: of several words, of two (so that one of two that say the
 * same is not enough), beside a word that no entry has, when it has the
 * name of a thing, and of the words that entries have when nothing else is found.
 */
const least = { several: 0.45, two: 0.5, besideUnknown: 0.67, named: 0.15, known: 0.5 };

/** Entries with all words, and where these are few, those with most of what the words say. */
export function retrieve(
  plan: Plan,
  index: Index,
  allowed: ((place: number) => boolean) | undefined,
): Match[] {
  const search = (query: MiniQuery): SearchResult[] =>
    index.entries.search(query, {
      tokenize: splitAtSpace,
      processTerm: asIs,
      boost: fieldWeights,
      ...(allowed === undefined ? {} : { filter: ({ id }) => allowed(id) }),
    });
  const all = search({ combineWith: 'AND', queries: plan.spans.map((span) => spanQuery(span, plan.slots)) });
  const matches = all.map((result) => matchOf(result, 1));
  if (all.length >= enough || plan.slots.length < 2) return matches;
  const seen = new Set(all.map(({ id }) => id));
  const needed = neededOf(plan);
  const known = knownPart(plan);
  const named: Match[] = [];
  const partly: Match[] = [];
  for (const result of search({
    combineWith: 'OR',
    queries: plan.spans.flatMap((span) => looseQueries(span, plan.slots)),
  })) {
    if (seen.has(result.id)) continue;
    const covered = coverage(plan, result.queryTerms);
    if (covered > needed) matches.push(matchOf(result, covered));
    else if (covered > least.named && namesSome(plan, result.queryTerms))
      named.push(matchOf(result, covered));
    else if (known !== undefined && coverage(known, result.queryTerms) > least.known) {
      partly.push(matchOf(result, covered));
    }
  }
  if (matches.length >= few) return matches;
  const found = [...matches, ...named];
  return found.length > 0 ? found : partly;
}

function neededOf(plan: Plan): number {
  if (hasUnknown(plan)) return least.besideUnknown;
  return plan.slots.length === 2 ? least.two : least.several;
}

const splitAtSpace = (text: string): string[] => text.split(' ');
const asIs = (term: string): string => term;

/** MiniSearch multiplies by the number of words matched, which here are other forms of the same word too. */
function matchOf({ id, score, queryTerms }: SearchResult, covered: number): Match {
  return { place: id, score: score / Math.max(1, queryTerms.length), covered };
}

function spanQuery({ slots, others }: Span, all: readonly Slot[]): MiniQuery {
  const own = slots.flatMap((at) => slotQuery(all[at]));
  const together: QueryCombination = {
    combineWith: 'AND',
    queries: own.length === slots.length ? own : [''],
  };
  return others.length === 0
    ? together
    : { combineWith: 'OR', queries: [together, ...others.map(otherQuery)] };
}

function looseQueries({ slots, others }: Span, all: readonly Slot[]): MiniQuery[] {
  return [...slots.flatMap((at) => slotQuery(all[at])), ...others.map(otherQuery)];
}

function slotQuery(slot: Slot | undefined): QueryCombination[] {
  if (slot === undefined || slot.terms.length === 0) return [];
  const weights = new Map(slot.terms.map(({ stem, weight }) => [stem, weight]));
  const boostTerm = (stem: string) => weights.get(stem) ?? 1;
  return [{ combineWith: 'OR', queries: [[...weights.keys()].join(' ')], boostTerm }];
}

/** The words of one other name together count what a single word does. */
function otherQuery({ stems, weight }: Other): QueryCombination {
  const each = weight / stems.length;
  return { combineWith: 'AND', queries: [stems.join(' ')], boostTerm: () => each };
}
