import { distance } from '../catalog/distance.ts';

/** Words by their letters: found by how they begin, and by slips of the finger. */
export interface Spellings {
  beginningWith(prefix: string): string[];
  /** The words that are fewest slips away, and how many; none further than `most`. */
  nearTo(word: string, most: number): { words: string[]; slips: number };
}

/** So many words that begin alike are looked at. */
const alike = 2000;

export function createSpellings(all: Iterable<string>): Spellings {
  const words = [...all].sort();
  const letters = Int32Array.from(words, lettersOf);
  return {
    beginningWith(prefix) {
      const start = placeOf(prefix, words);
      let end = start;
      while (end < words.length && end - start < alike && words[end]?.startsWith(prefix)) end++;
      return words.slice(start, end);
    },
    nearTo(word, most) {
      const own = lettersOf(word);
      let slips = most;
      let near: string[] = [];
      if (most === 0) return { words: near, slips };
      for (let at = 0; at < words.length; at++) {
        // One slip changes which letters there are by two at most; comparing bits leaves few words to look at.
        if (bitsOf((letters[at] ?? 0) ^ own) > 2 * slips) continue;
        const other = words[at] ?? '';
        if (Math.abs(other.length - word.length) > slips || !startsAlike(word, other)) continue;
        const far = distance(word, other, slips);
        if (far > slips) continue;
        if (far < slips) near = [];
        slips = far;
        near.push(other);
      }
      return { words: near, slips };
    },
  };
}

/** People seldom miss the first letter, and short words with another one are other words. */
function startsAlike(typed: string, word: string): boolean {
  return typed[0] === word[0] || (typed[0] === word[1] && typed[1] === word[0]) || typed.length >= 8;
}

/** The place of the first word that is not before the text. */
function placeOf(text: string, words: readonly string[]): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((words[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A bit for each letter that a word has; other signs share the bits. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) & 31);
  return bits;
}

/** How many bits are set (the usual parallel count). */
function bitsOf(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
