import { distance } from '../catalog/distance.ts';
import type { Catalog, Topic } from '../catalog/model.ts';
import { functionWords } from './asking.ts';
import { chunksOf, nameKey } from './fold.ts';
import { stemOf } from './vocabulary.ts';

export interface NamedTopic {
  topic: Topic;
  also: readonly Topic[];
}

/** What a name may also be called: stems that have to stand in an entry together. */
interface OtherName {
  stems: readonly string[];
  /** As it is written, folded. */
  name: string;
}

/** The names that a catalog's topics, aliases and synonyms give to things; looked up by `nameKey`. */
export interface Names {
  topic(key: string): NamedTopic | undefined;
  /** Other words for the same thing, by the name itself or another form of it. */
  synonyms(key: string): readonly OtherName[];
  /** The stems of a name of several words that is typed as one. */
  spelled(key: string): readonly string[] | undefined;
  /** What an alias is about, for catalogs that may lack both the alias and the topic. */
  meaning(key: string): OtherName | undefined;
  /** The names of topics, besides their titles, as they are written. */
  aliases(): readonly { name: string; topic: Topic }[];
  /** The topic whose name is fewest slips from a key, within so many. */
  topicNear(key: string, slips: number): Topic | undefined;
}

/** How many words a name has at most. */
export const longestName = 4;

export function createNames(catalog: Catalog): Names {
  const topics = new Map<string, NamedTopic>();
  const aliases: { name: string; topic: Topic }[] = [];
  const meanings = new Map<string, OtherName>();
  const name = (text: string, topic: Topic, also: readonly Topic[]): void => {
    const key = nameKey(text);
    if (key === '' || topics.has(key)) return;
    topics.set(key, { topic, also });
    if (text !== topic.id && text !== topic.title) aliases.push({ name: text, topic });
  };
  for (const topic of catalog.topics) for (const own of [topic.id, topic.title]) name(own, topic, []);
  for (const topic of catalog.topics) for (const own of topic.aliases) name(own, topic, []);
  for (const { alias, topic: id, also } of catalog.aliases) {
    const topic = catalog.topic(id);
    if (topic !== undefined)
      name(
        alias,
        topic,
        also.flatMap((other) => catalog.topic(other) ?? []),
      );
    meanings.set(nameKey(alias), otherName(id));
    if (!meanings.has(nameKey(id))) meanings.set(nameKey(id), otherName(id));
  }
  const synonyms = readSynonyms(catalog.synonyms);
  const byStem = new Map([...synonyms].reverse().map(([key, called]) => [stemOf(key), called]));
  return {
    topic: (key) => topics.get(key),
    synonyms: (key) => (synonyms.get(key) ?? byStem.get(stemOf(key)))?.others ?? [],
    spelled: (key) => synonyms.get(key)?.spelled,
    meaning: (key) => meanings.get(key),
    aliases: () => aliases,
    topicNear: (key, slips) => nearestOf(topics, key, slips),
  };
}

function nearestOf(topics: ReadonlyMap<string, NamedTopic>, key: string, slips: number): Topic | undefined {
  let best: Topic | undefined;
  let least = slips + 1;
  for (const [name, { topic }] of topics) {
    const far = distance(key, name, Math.floor(least));
    // Letters that were swapped are more likely than one that is missing or too many.
    const cost = far + (name.length === key.length ? 0 : 0.5);
    if (far <= slips && cost < least) [best, least] = [topic, cost];
  }
  return best;
}

interface Called {
  others: OtherName[];
  spelled?: readonly string[];
}

function readSynonyms(lists: Catalog['synonyms']): Map<string, Called> {
  const synonyms = new Map<string, Called>();
  for (const list of lists) {
    const named = list.map((text) => ({ key: nameKey(text), other: otherName(text) }));
    for (const { key, other } of named) {
      const entry = synonyms.get(key) ?? { others: [] };
      const known = new Set([key, ...entry.others.map(({ name }) => nameKey(name))]);
      entry.others.push(...named.filter((one) => !known.has(one.key)).map((one) => one.other));
      if (other.stems.length > 1) entry.spelled = other.stems;
      synonyms.set(key, entry);
    }
  }
  return synonyms;
}

function otherName(text: string): OtherName {
  const parts = chunksOf(text).flatMap((chunk) => (chunk.joined.length <= 4 ? [chunk.joined] : chunk.parts));
  const stems = parts.filter((part) => !functionWords.has(part)).map(stemOf);
  return { stems: [...new Set(stems)], name: text };
}
