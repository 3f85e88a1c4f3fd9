import type { Catalog, Kind, Resource, Topic } from '../catalog/model.ts';
import { functionWords } from './asking.ts';
import { createFinder } from './find.ts';
import { chunksOf, nameKey, wordsOf } from './fold.ts';
import type { Query } from './query.ts';
import { createSuggest } from './suggest.ts';

/** Finding things in one catalog, held in memory; every call is synchronous and free of side effects. */
export interface Search {
  /** Resources in order of relevance. `offset` and `limit` (5 by default) choose the page. */
  find(query: string | Query, page?: { offset?: number; limit?: number }): Found;
  /** What to offer while somebody types: exact > prefix > word start > typo; useful on empty input. */
  suggest(prefix: string, limit?: number): readonly Suggested[];
  /** The topic whose id, title or alias the whole text is, after folding. */
  topicNamed(text: string): { topic: Topic; also: readonly Topic[] } | undefined;
  /** The topics nearest to a text, best first: by name, with typos, then by what its results are about. */
  nearestTopics(text: string, limit?: number): readonly Topic[];
  /** Whether the text is a topic, an alias, or consists of words that stand in titles just so. */
  knows(text: string): boolean;
  /** The query in fewer words that ask for the same, with its filters; for where little room is. */
  gist(query: string): string;
}

export interface Found {
  /** The query as it was understood. */
  query: Query;
  hits: readonly Hit[];
  /** How many resources match in all. */
  total: number;
  /** The topic that the words name, for a card before the hits. */
  topic?: Topic;
  /** Other topics that the words may mean. */
  alsoTopics: readonly Topic[];
  /** The kind that plain words ask for, when no result is of it. */
  missingKind?: Kind;
  /** When nothing was found: a query of known words that is close to this one and has results. */
  didYouMean?: string;
  /** When nothing was found: topics to go on with, the nearest first. */
  nearest: readonly Topic[];
}

export interface Hit {
  resource: Resource;
  score: number;
  /** Says why it matched, strongest first. */
  why: () => readonly Why[];
}

export interface Why {
  /** The word as typed (folded), and the word of the index that it met. */
  word: string;
  matched: string;
  by: 'exact' | 'alias' | 'stem' | 'prefix' | 'typo' | 'topic';
  /** Field names: title, topics, authors, … */
  fields: readonly string[];
}

export interface Suggested {
  /** What to show. */
  label: string;
  /** What to search for when it is chosen. */
  value: string;
  type: 'topic' | 'alias' | 'resource';
  /** Topic or resource id. */
  id: string;
}

export function createSearch(catalog: Catalog): Search {
  const finder = createFinder(catalog);
  const { names, index } = finder;
  const topicNamed = (text: string) => names.topic(nameKey(text));
  let titleWords: ReadonlySet<string> | undefined;
  return {
    find: finder.find,
    suggest: createSuggest(catalog, names, index.vocabulary),
    topicNamed,
    nearestTopics: (text, limit = 3) => finder.nearestTopics(text, limit),
    gist: finder.gist,
    knows(text) {
      if (topicNamed(text) !== undefined) return true;
      titleWords ??= new Set(catalog.resources.flatMap(({ title }) => wordsOf(title)));
      const words = chunksOf(text).flatMap(({ parts }) => parts);
      const known = (word: string) => titleWords?.has(word) === true;
      return words.every(known) && words.some((word) => !functionWords.has(word));
    },
  };
}
