import { type CatalogParts, createCatalog } from '../../src/catalog/create.ts';
import {
  accesses,
  type Catalog,
  kinds,
  levels,
  type Resource,
  subkinds,
  type Topic,
} from '../../src/catalog/model.ts';
import { madeUpWord, pick, synonymLists, topicAliases, topicTitles, vocabulary } from './words.ts';

/**
 * Entries as a list of links has them. The lengths were set after 1 293 links of public lists: titles of 6 words,
 * descriptions of 15 that half of the entries have, sections of 4, and of 23 000 words every sixth a new one.
 */
const vocabularySize = 40_000;
const seed = 20_260_101;

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function seeded(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A world of words, names and sections that entries and queries are drawn from; the same for every size. */
export interface World {
  words: readonly string[];
  people: readonly string[];
  publishers: readonly string[];
  sections: readonly string[];
  topics: readonly string[];
}

export function createWorld(): World {
  const random = seeded(seed);
  const words = vocabulary(vocabularySize, random);
  const draw = zipf(words, random);
  const people = Array.from(
    { length: 6000 },
    () => `${capital(madeUpWord(random))} ${capital(madeUpWord(random))}`,
  );
  return {
    words,
    people,
    publishers: Array.from({ length: 800 }, () => capital(madeUpWord(random))),
    sections: Array.from(
      { length: 110 },
      () => `${capital(draw())} ${draw()} > ${capital(draw())} ${draw()}`,
    ),
    topics: Object.keys(topicTitles),
  };
}

/** Picks the first of a list most often: Zipf–Mandelbrot with the shape that the links above have. */
export function zipf<T>(from: readonly T[], random: () => number): () => T {
  let total = 0;
  const upTo = from.map((_, rank) => {
    total += (rank + 4.5) ** -1.18;
    return total;
  });
  return () => {
    const wanted = random() * total;
    let low = 0;
    let high = upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((upTo[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    const chosen = from[low];
    if (chosen === undefined) throw new Error('there is nothing to draw from');
    return chosen;
  };
}

/** `count` valid entries with different ids and addresses; the first of a longer list are those of a shorter one. */
export function generateResources(world: World, count: number): Resource[] {
  const random = seeded(seed + 1);
  const draw = {
    word: zipf(world.words, random),
    person: zipf(world.people, random),
    publisher: zipf(world.publishers, random),
    section: zipf(world.sections, random),
    topic: zipf(world.topics, random),
    kind: zipf(kinds, random),
  };
  const words = (least: number, most: number) => {
    const length = least + Math.floor(random() ** 2 * (most - least + 1));
    return Array.from({ length }, draw.word);
  };
  const entry = (_: unknown, index: number): Resource => {
    const title = words(1, 16);
    const kind = draw.kind();
    const publisher = draw.publisher();
    const slug = title.slice(0, 5).join('-').slice(0, 50).replace(/-$/, '');
    return {
      id: `${slug}-${index.toString(36)}`,
      formerly: [],
      title: capital(title.join(' ')),
      url: `https://${publisher.toLowerCase()}.example/${slug}/${index.toString(36)}`,
      authors: random() < 0.6 ? Array.from({ length: 1 + Math.floor(random() * 2) }, draw.person) : [],
      kind,
      topics: [...new Set(Array.from({ length: 1 + Math.floor(random() * 3) }, draw.topic))],
      level: pick(levels, random),
      minutes: 5 * (1 + Math.floor(random() * 120)),
      minutes_basis: 'estimate',
      access: pick(accesses, random),
      language: 'en',
      description: random() < 0.55 ? capital(`${words(3, 40).join(' ')}.`) : '',
      section: draw.section(),
      words: random() < 0.1 ? [draw.word()] : [],
      ...(random() < 0.3 ? { publisher } : {}),
      ...(random() < 0.1 ? { seed_title: capital(words(1, 6).join(' ')) } : {}),
      ...(kind === 'practice' ? { subkind: pick(subkinds, random) } : {}),
    };
  };
  return Array.from({ length: count }, entry);
}

/** The entries as a whole catalog, with topics, aliases and synonyms as ours has them. */
export function catalogOf(resources: readonly Resource[]): Catalog {
  return createCatalog({ resources, ...besides() });
}

function besides(): CatalogParts {
  const topics: Topic[] = Object.entries(topicTitles).map(([id, title]) => ({
    id,
    title,
    covers: `what ${title} is and how to use it`,
    goal: `you can use ${title}`,
    prerequisites: [],
    hours: 10,
    aliases: [],
    steps: [],
  }));
  return {
    topics,
    path: { stages: [{ id: 'all', title: 'All', topics: topics.map(({ id }) => id) }] },
    aliases: Object.entries(topicAliases).map(([alias, topic]) => ({ alias, topic, also: [] })),
    synonyms: synonymLists.map((words) => [...words]),
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
