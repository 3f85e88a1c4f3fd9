import type { Resource } from '../catalog/model.ts';
import { fold, nameKey, wordsOf } from './fold.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A title as a ranking looks at it. */
export interface Title {
  /** All of it as one key, and what stands before a colon, a bracket, a dash or the author. */
  key: string;
  mainKey: string;
  words: readonly string[];
  /** The stems of its words that say something, in order. */
  stems: readonly string[];
  folded: string;
}

/** What a ranking reads of the entries, kept once it was read. */
export interface Texts {
  title(place: number): Title;
  /** The stems of the description, in order. */
  body(place: number): readonly string[];
}

export function createTexts(resources: readonly Resource[], vocabulary: Vocabulary): Texts {
  return {
    title: keep((place) => titleOf(resources[place]?.title ?? '', vocabulary)),
    body: keep((place) => stemsOf(wordsOf(resources[place]?.description ?? ''), vocabulary)),
  };
}

function keep<T>(read: (place: number) => T): (place: number) => T {
  const kept: T[] = [];
  return (place) => {
    kept[place] ??= read(place);
    return kept[place];
  };
}

function stemsOf(words: readonly string[], vocabulary: Vocabulary): string[] {
  return words.map((word) => vocabulary.stem(word)).filter((stem) => stem !== null);
}

function titleOf(title: string, vocabulary: Vocabulary): Title {
  const words = wordsOf(title);
  const main = /^["“]?(.+?)(?:["”]|[:|(?!]| [-–—] |[.] |,? by )/i.exec(title)?.[1] ?? title;
  return {
    key: nameKey(title),
    mainKey: nameKey(main),
    words,
    stems: stemsOf(words, vocabulary),
    folded: fold(title),
  };
}
