import type { Why } from './search.ts';
import { stemOf, type Vocabulary } from './vocabulary.ts';

/** A word of a query and the stems of the index that it may be met by. */
export interface Slot {
  /** As typed, folded. */
  word: string;
  /** What it counts among the words of its query: rare words say more. */
  mass: number;
  terms: readonly Term[];
  /** Whether it is a name that the catalog gives to a thing it has several entries about. */
  named: boolean;
}

interface Term {
  stem: string;
  /** In (0, 1]. */
  weight: number;
  by: Why['by'];
}

/** How much a word says that stands so often in so many entries. */
function information(count: number, total: number): number {
  return Math.log(1 + total / (count + 0.5));
}

/** What to weigh a word by that stands for another one, so that it does not count for more because it is rarer. */
export function evened(count: number, otherCount: number, total: number): number {
  return Math.min(1, information(otherCount, total) / information(count, total));
}

/** Words rarer than one in so many entries count alike, so that one unknown word does not outweigh all others. */
const rarest = 200;
const rareCount = 5;
const namedMass = 1.5;

/** A word that stands so often is no accident. */
export const severalCount = 5;

const prefixes = 24;

/** A word that no entry has is met by words that begin so, else by those that it may be a slip of. */
export function slotOf(
  word: string,
  vocabulary: Vocabulary,
  total: number,
  { last, name }: { last: boolean; name: boolean },
): Slot {
  const stem = stemOf(word);
  const count = vocabulary.count(stem);
  const named = name && count >= severalCount;
  const mass = (named ? namedMass : 1) * Math.min(information(count, total), Math.log(1 + rarest));
  if (count > 0) {
    const longer = last && count < rareCount && word.length > 2 ? begun(word, vocabulary, total, 0.35) : [];
    const others = longer.filter((term) => term.stem !== stem);
    return { word, mass, named, terms: [{ stem, weight: 1, by: 'exact' }, ...others] };
  }
  const begins = word.length > 2 || (last && word.length > 1) ? begun(word, vocabulary, total, 0.9) : [];
  if (begins.length > 0) return { word, mass, named, terms: begins };
  return { word, mass, named, terms: meant(word, vocabulary) };
}

/** In words of this length a second slip is forgiven when it leads to a word that stands in several entries. */
const twoSlips = { shortest: 6, most: 2 };

function meant(word: string, vocabulary: Vocabulary): Term[] {
  const near = vocabulary.nearTo(word);
  const further =
    near.length === 0 && word.length >= twoSlips.shortest
      ? vocabulary.nearTo(word, twoSlips.most).filter(({ stem }) => vocabulary.count(stem) >= severalCount)
      : [];
  return [...near, ...further].map(({ stem, weight }) => ({ stem, weight, by: 'typo' }));
}

function begun(word: string, vocabulary: Vocabulary, total: number, weight: number): Term[] {
  const found = vocabulary.beginningWith(word, prefixes);
  const most = Math.max(0, ...found.map(({ stem }) => vocabulary.count(stem)));
  return found.map((one) => ({
    stem: one.stem,
    weight: one.weight * weight * evened(vocabulary.count(one.stem), most, total),
    by: 'prefix',
  }));
}
