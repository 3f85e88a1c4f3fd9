import { kinds, levels, type Resource } from '../../src/catalog/model.ts';
import { generateResources, seeded, type World } from './generate.ts';
import { shapes } from './shapes.ts';
import { pick, topicAliases } from './words.ts';

const seed = 41;
/** Every size has these entries, so that a query that is meant to find something does so at every size. */
const drawnFrom = 1300;
const shortWords = 'ml ai ci db r c go gpu ab rl cv io tf k8 ui qa'.split(' ');
const littleWords = 'the and for with from how you your are can that what this'.split(' ');
const consonants = 'bcdfghjklmnpqrstvwxz';

/**
 * `rounds` lists of 100 queries, one for each shape. No two are the same but for case and punctuation, so that a
 * cache of answers helps nobody: what is measured is a search that was never made before.
 */
export function queryRounds(world: World, rounds: number): string[][] {
  const random = seeded(seed);
  const entries = generateResources(world, drawnFrom);
  const used = new Set<string>();
  const fresh = (shape: string): string => {
    for (let tries = 0; tries < 500; tries++) {
      const query = shape.replace(/\{(\w+)\}/g, (_, slot: string) => fill(slot, { world, entries, random }));
      const key = query
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, ' ')
        .trim();
      if (used.has(key)) continue;
      used.add(key);
      return query;
    }
    throw new Error(`the shape ${shape} has not enough different queries`);
  };
  return Array.from({ length: rounds }, () => shapes.map(fresh));
}

interface Source {
  world: World;
  entries: readonly Resource[];
  random: () => number;
}

const slots: Readonly<Record<string, (source: Source) => string>> = {
  word: (source) => wordOf(source, 3),
  Word: (source) => capital(wordOf(source, 3)),
  WORD: (source) => wordOf(source, 3).toUpperCase(),
  rare: rareWord,
  // The first ranks are little words such as "the" and "of".
  common: ({ world, random }) => pick(world.words.slice(30, 230), random),
  short: ({ random }) => pick(shortWords, random),
  start: (source) => beginning(wordOf(source, 6), 4),
  start3: (source) => beginning(wordOf(source, 5), 3),
  typo: (source) => slip(wordOf(source, 5), source.random),
  Typo: (source) => capital(slip(wordOf(source, 5), source.random)),
  twoTypos: (source) => slip(slip(wordOf(source, 8), source.random), source.random),
  joined: (source) => wordOf(source, 3) + wordOf(source, 3),
  topic: ({ world, random }) => pick(world.topics, random).replaceAll('-', ' '),
  alias: ({ random }) => pick(Object.keys(topicAliases), random),
  kind: ({ random }) => pick(kinds, random),
  level: ({ random }) => pick(levels, random),
  person: authorOf,
  surname: (source) => authorOf(source).split(' ')[1] ?? '',
  publisher: publisherOf,
  section: ({ entries, random }) => pick(entries, random).section ?? '',
  host: ({ entries, random }) => new URL(pick(entries, random).url).host,
  title: ({ entries, random }) => pick(entries, random).title,
  phrase: phraseOf,
  nonsense: ({ random }) => noise(random, 8),
  letters: ({ random }) => noise(random, 40),
};

function fill(slot: string, source: Source): string {
  const draw = slots[slot];
  if (draw === undefined) throw new Error(`{${slot}} is not known`);
  return draw(source);
}

/** A word of a title, as often as it stands in titles. */
function wordOf({ entries, random }: Source, least: number): string {
  return until(
    () => pick(pick(entries, random).title.toLowerCase().split(' '), random),
    (word) => word.length >= least && !littleWords.includes(word),
  );
}

function authorOf({ entries, random }: Source): string {
  return pick(
    until(
      () => pick(entries, random).authors,
      ({ length }) => length > 0,
    ),
    random,
  );
}

function publisherOf({ entries, random }: Source): string {
  return until(
    () => pick(entries, random).publisher ?? '',
    (name) => name !== '',
  );
}

function rareWord(source: Source): string {
  const rare = new Set(source.world.words.slice(400));
  return until(
    () => wordOf(source, 4),
    (word) => rare.has(word),
  );
}

function phraseOf({ entries, random }: Source): string {
  const words = until(
    () => pick(entries, random).title.toLowerCase().split(' '),
    ({ length }) => length >= 4,
  );
  return words.slice(0, 3 + Math.floor(random() * 2)).join(' ');
}

function beginning(word: string, most: number): string {
  return word.slice(0, Math.min(most, word.length - 1));
}

/** One edit: a letter doubled, left out, replaced or swapped with the next. */
function slip(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 2));
  const [before, letter, next, after] = [
    word.slice(0, at),
    word.charAt(at),
    word.charAt(at + 1),
    word.slice(at + 2),
  ];
  const edits = [
    before + letter + letter + next + after,
    before + next + after,
    before + pick([...consonants], random) + next + after,
    before + next + letter + after,
  ];
  return pick(edits, random);
}

function noise(random: () => number, length: number): string {
  return Array.from({ length }, () => pick([...consonants], random)).join('');
}

function until<T>(draw: () => T, fits: (value: T) => boolean): T {
  for (let tries = 0; tries < 10_000; tries++) {
    const value = draw();
    if (fits(value)) return value;
  }
  throw new Error('nothing fits');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
