import { stemmer } from 'stemmer';
import { functionWords } from './asking.ts';
import { slipsAllowed } from './slips.ts';
import { createSpellings, type Spellings } from './spellings.ts';

/** A stem that the index has, met by way of one of its words. */
interface Near {
  /** The word as it stands in some entry, folded. */
  word: string;
  stem: string;
  /** In (0, 1]: how much it says about the word that was typed. */
  weight: number;
}

/** The words of a catalog, counted while they are indexed. */
export interface Vocabulary {
  /** Counts a word of an entry and gives what to index; null for words that are in every text. */
  take(word: string): string | null;
  /** What the index has for a word; null for words that are in every text. */
  stem(word: string): string | null;
  /** Whether some entry has the word itself, or another form of it. */
  has(stem: string): boolean;
  /** How often the stem occurs, in all fields together. */
  count(stem: string): number;
  /** Stems of words that begin so, the most frequent first. */
  beginningWith(prefix: string, limit: number): Near[];
  /** Stems of the words that the typed one most likely means: as few slips away as possible. */
  nearTo(word: string, slips?: number): Near[];
}

interface Counted {
  stem: string;
  count: number;
}

const nearWords = 4;

/** Porter's stem. Short words and those with digits are names more often than inflected. */
export function stemOf(word: string): string {
  return word.length < 4 || !/^[a-z]+$/.test(word) ? word : stemmer(word);
}

export function createVocabulary(): Vocabulary {
  const byWord = new Map<string, Counted | null>();
  const byStem = new Map<string, Counted>();
  let spellings: Spellings | undefined;

  /** Only words that no entry has need it, so that a start does not wait for it. */
  const spelled = (): Spellings => {
    spellings ??= createSpellings(byWord.keys().filter((word) => byWord.get(word) !== null));
    return spellings;
  };

  const learn = (word: string): Counted | null => {
    const stem = functionWords.has(word) ? null : stemOf(word);
    const counted = stem === null ? null : (byStem.get(stem) ?? { stem, count: 0 });
    if (counted !== null) byStem.set(counted.stem, counted);
    byWord.set(word, counted);
    return counted;
  };

  /** The first of each stem, those with the most to say first. */
  const best = (words: readonly { word: string; weight: number }[], limit: number): Near[] => {
    const found = words.flatMap(({ word, weight }) => {
      const counted = byWord.get(word);
      return counted ? [{ word, weight, stem: counted.stem, says: counted.count * weight }] : [];
    });
    found.sort((a, b) => b.says - a.says);
    const stems = new Map<string, Near>();
    for (const { word, stem, weight } of found) {
      if (stems.size >= limit) break;
      if (!stems.has(stem)) stems.set(stem, { word, stem, weight });
    }
    return [...stems.values()];
  };

  return {
    take(word) {
      const known = byWord.get(word);
      const counted = known === undefined ? learn(word) : known;
      if (counted === null) return null;
      counted.count++;
      return counted.stem;
    },
    stem(word) {
      const known = byWord.get(word);
      if (known !== undefined) return known?.stem ?? null;
      return functionWords.has(word) ? null : stemOf(word);
    },
    has: (stem) => byStem.has(stem),
    count: (stem) => byStem.get(stem)?.count ?? 0,
    beginningWith(prefix, limit) {
      const words = spelled().beginningWith(prefix);
      const weighed = words.map((word) => ({
        word,
        weight: word.length / (word.length + 0.3 * (word.length - prefix.length)),
      }));
      return best(weighed, limit);
    },
    nearTo(word, slips = slipsAllowed(word)) {
      const { words, slips: made } = spelled().nearTo(word, slips);
      const weight = 1 - (1.2 * made) / word.length;
      return best(
        words.map((one) => ({ word: one, weight })),
        nearWords,
      );
    },
  };
}
