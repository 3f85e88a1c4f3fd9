import { functionWords } from './asking.ts';
import type { Chunk } from './fold.ts';
import { longestName, type Names } from './names.ts';
import { evened, type Slot, severalCount, slotOf } from './slots.ts';
import { stemOf, type Vocabulary } from './vocabulary.ts';

/** Slots that stand together: one word, or the words of one name. */
export interface Span {
  /** Places in the list of slots. */
  slots: readonly number[];
  /** Other ways to say all of it. */
  others: readonly Other[];
}

export interface Other {
  /** All of them have to stand in an entry. */
  stems: readonly string[];
  /** In (0, 1]. */
  weight: number;
  by: 'exact' | 'alias' | 'topic';
  /** As typed, folded. */
  word: string;
}

export interface Ground {
  names: Names;
  vocabulary: Vocabulary;
  /** How many entries there are. */
  total: number;
}

const synonymWeight = 0.5;
const meaningWeight = 0.5;

/** Takes content words apart into the longest names that they hold, and into single words. */
export function spansOf(content: readonly Chunk[], ground: Ground): { slots: Slot[]; spans: Span[] } {
  const slots: Slot[] = [];
  const spans: Span[] = [];
  for (let at = 0; at < content.length; ) {
    const length = lengthOfName(content, at, ground);
    const chunks = content.slice(at, at + length);
    const last = at + length === content.length;
    const others = othersOf(chunks, ground);
    const words = wordsOfSpan(chunks, ground.vocabulary);
    const first = slots.length;
    for (const [index, word] of words.entries()) {
      const slot = slotOf(word, ground.vocabulary, ground.total, {
        last: last && index === words.length - 1,
        name: isName(word, ground.names) || isName(keyOf(chunks), ground.names),
      });
      slots.push(others.length > 0 ? known(slot) : slot);
    }
    if (words.length > 0) spans.push({ slots: words.map((_, index) => first + index), others });
    at += length;
  }
  return {
    slots: slots.length < 2 || slots.some(isMet) ? slots : slots.map((slot) => surely(slot, ground)),
    spans,
  };
}

/** Whether an entry has the word, or begins a word so. */
function isMet({ terms }: Slot): boolean {
  return terms.some(({ by }) => by !== 'typo');
}

/** Where every word would have to be a slip, only frequent words were meant: others make sense of nonsense. */
function surely(slot: Slot, { vocabulary }: Ground): Slot {
  return { ...slot, terms: slot.terms.filter(({ stem }) => vocabulary.count(stem) >= severalCount) };
}

function isName(word: string, names: Names): boolean {
  return names.topic(word) !== undefined || names.meaning(word) !== undefined;
}

/** A word with another name is not a slip. */
function known(slot: Slot): Slot {
  return { ...slot, terms: slot.terms.filter(({ by }) => by === 'exact') };
}

function lengthOfName(content: readonly Chunk[], at: number, ground: Ground): number {
  for (let length = Math.min(longestName, content.length - at); length > 1; length--) {
    const key = keyOf(content.slice(at, at + length));
    if (ground.names.synonyms(key).length > 0 || (length === 2 && ground.vocabulary.has(stemOf(key))))
      return length;
  }
  return 1;
}

function keyOf(chunks: readonly Chunk[]): string {
  return chunks.map(({ joined }) => joined).join('');
}

function wordsOfSpan(chunks: readonly Chunk[], vocabulary: Vocabulary): string[] {
  return chunks.flatMap(({ parts, joined }) => {
    // "a/b" and "w&b" are names; their letters are none.
    const letters = parts.some((part) => part.length === 1) && vocabulary.has(joined);
    return parts.length === 1 || letters ? [joined] : parts.filter((part) => !functionWords.has(part));
  });
}

function othersOf(chunks: readonly Chunk[], ground: Ground): Other[] {
  const { names, vocabulary } = ground;
  const key = keyOf(chunks);
  const own = stemOf(key);
  const several = chunks.length > 1 || (chunks[0]?.parts.length ?? 1) > 1;
  const indexed = vocabulary.has(own);
  const word = chunks.map(({ joined }) => joined).join(' ');
  const synonyms = names.synonyms(key).filter(({ stems }) => stems.length > 1 || stems[0] !== own);
  const others: Other[] = synonyms.map(({ stems }) => ({
    stems,
    weight: synonymWeight * evenedOver(stems, countOf(chunks, vocabulary), ground),
    by: 'alias',
    word,
  }));
  const add = (stems: readonly string[] | undefined, weight: number, by: Other['by']): void => {
    if (stems !== undefined) others.unshift({ stems, weight, by, word });
  };
  if (several && indexed) add([own], 1, 'exact');
  if (!several) add(names.spelled(key) ?? (indexed ? undefined : halvesOf(key, vocabulary)), 0.9, 'exact');
  if (others.length === 0 && !indexed && !several) add(names.meaning(key)?.stems, meaningWeight, 'topic');
  return others.filter(({ stems }) => stems.length > 0 && stems.every((stem) => vocabulary.has(stem)));
}

/** How often a name stands in the entries, at most. */
function countOf(chunks: readonly Chunk[], vocabulary: Vocabulary): number {
  const words = chunks.flatMap(({ parts }) => parts).filter((word) => !functionWords.has(word));
  const own = vocabulary.count(stemOf(keyOf(chunks)));
  return Math.max(own, Math.min(...words.map((word) => vocabulary.count(stemOf(word)))));
}

function evenedOver(stems: readonly string[], count: number, { vocabulary, total }: Ground): number {
  const rarest = Math.min(...stems.map((stem) => vocabulary.count(stem)));
  return count === 0 ? 1 : evened(rarest, count, total);
}

const shortestHalf = 3;

/** "featurestore" where entries write "feature store"; the split whose rarer half is the most frequent. */
function halvesOf(word: string, vocabulary: Vocabulary): string[] | undefined {
  let best: string[] | undefined;
  let most = 0;
  for (let at = shortestHalf; at <= word.length - shortestHalf; at++) {
    const halves = [word.slice(0, at), word.slice(at)].map(stemOf);
    const count = Math.min(...halves.map((half) => vocabulary.count(half)));
    if (count > most) [best, most] = [halves, count];
  }
  return best;
}
