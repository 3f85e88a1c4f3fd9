import { type Access, type Kind, type Level, levels } from '../catalog/model.ts';
import { accessWords, fillers, functionWords, kindWords, levelWords } from './asking.ts';
import { type Chunk, chunksOf } from './fold.ts';
import { longestName, type NamedTopic, type Names } from './names.ts';
import type { Query } from './query.ts';
import { slipsAllowed } from './slips.ts';
import type { Slot } from './slots.ts';
import { type Ground, type Span, spansOf } from './spans.ts';
import { stemOf } from './vocabulary.ts';

/** What a query's words ask for, against the words that a catalog has. */
export interface Plan {
  /** The words that say what it is about, each with the stems that it may be met by. */
  slots: readonly Slot[];
  /** The slots in order, those together that are one name. */
  spans: readonly Span[];
  /** Stems that need not match. */
  besides: readonly string[];
  /** The stems of quoted phrases, in order. */
  phrases: readonly (readonly string[])[];
  wishes: Wishes;
  topic: NamedTopic | undefined;
  /** The content words as one key, to compare with titles; and all words. */
  key: string;
  wholeKey: string;
}

/** Kinds and the like in plain words: liked, not required, since titles have such words too. */
export interface Wishes {
  kinds: readonly { kind: Kind; narrow: boolean; stem: string }[];
  level: Level | undefined;
  access: Access | undefined;
}

type Role = 'content' | 'kind' | 'level' | 'access' | 'filler' | 'function';

export function planQuery(query: Query, ground: Ground): Plan {
  const chunks = chunksOf(query.text);
  const quoted = new Set(query.phrases.flatMap((phrase) => chunksOf(phrase).map(({ joined }) => joined)));
  const roles = rolesOf(chunks, quoted, ground.names);
  const content = chunks.filter((_, at) => roles[at] === 'content');
  const ofRole = (...wanted: Role[]) =>
    chunks.flatMap(({ joined }, at) => (wanted.some((role) => role === roles[at]) ? [joined] : []));
  return {
    ...spansOf(content, ground),
    besides: ofRole('kind', 'level', 'filler').map(stemOf),
    phrases: query.phrases.map((phrase) => stemsOf(chunksOf(phrase))),
    wishes: wishesOf(ofRole('kind'), ofRole('level'), ofRole('access')),
    topic: topicOf(chunks, content, ground),
    key: keyOf(content),
    wholeKey: keyOf(chunks),
  };
}

function stemsOf(chunks: readonly Chunk[]): string[] {
  return chunks.flatMap(({ parts }) => parts.filter((part) => !functionWords.has(part)).map(stemOf));
}

function rolesOf(chunks: readonly Chunk[], quoted: ReadonlySet<string>, names: Names): Role[] {
  const roles = chunks.map(({ joined }) =>
    quoted.has(joined) && !functionWords.has(joined) ? 'content' : roleOf(joined),
  );
  for (let at = 0; at < chunks.length; ) {
    const length = nameAt(chunks, at, names);
    for (let inside = at; inside < at + length; inside++) {
      if (length > 1 && roles[inside] !== 'function') roles[inside] = 'content';
    }
    at += Math.max(1, length);
  }
  if (roles.includes('content') || wishesOnly(chunks, roles, names)) return roles;
  // A question without a subject: what is left of it is the subject.
  return roles.map((role) => (role === 'function' || role === 'access' ? role : 'content'));
}

/** Whether the words only say what kind of thing is wanted, so that all of these are listed. */
function wishesOnly(chunks: readonly Chunk[], roles: readonly Role[], names: Names): boolean {
  if (names.topic(keyOf(chunks)) !== undefined) return false;
  return chunks.some(
    ({ joined }, at) => roles[at] === 'kind' || roles[at] === 'access' || isLevel(joined.replace(/s$/, '')),
  );
}

function isLevel(word: string): boolean {
  return levels.some((level) => level === word);
}

function keyOf(chunks: readonly Chunk[]): string {
  return chunks.map(({ joined }) => joined).join('');
}

function roleOf(word: string): Role {
  if (functionWords.has(word)) return 'function';
  if (kindWords.has(word)) return 'kind';
  if (levelWords.has(word)) return 'level';
  if (accessWords.has(word)) return 'access';
  return fillers.has(word) ? 'filler' : 'content';
}

/** How many words from here are one name of several words; 0 when they are none. */
function nameAt(chunks: readonly Chunk[], at: number, names: Names): number {
  for (let length = Math.min(longestName, chunks.length - at); length > 1; length--) {
    const key = chunks
      .slice(at, at + length)
      .map(({ joined }) => joined)
      .join('');
    if (names.topic(key) !== undefined || names.synonyms(key).length > 0) return length;
  }
  return 0;
}

function wishesOf(
  kinds: readonly string[],
  levelsAsked: readonly string[],
  accesses: readonly string[],
): Wishes {
  return {
    kinds: kinds.flatMap((word) => {
      const wish = kindWords.get(word);
      return wish === undefined ? [] : [{ ...wish, stem: stemOf(word) }];
    }),
    level: levelsAsked.map((word) => levelWords.get(word)).find((level) => level !== undefined),
    access: accesses.map((word) => accessWords.get(word)).find((access) => access !== undefined),
  };
}

/** The topic that the whole text names, or all of its words that say something; also with a slip of the finger. */
function topicOf(chunks: readonly Chunk[], content: readonly Chunk[], { names, vocabulary }: Ground) {
  const key = keyOf(content);
  const named = names.topic(keyOf(chunks)) ?? names.topic(key);
  if (named !== undefined || content.length !== 1 || vocabulary.has(stemOf(key))) return named;
  const topic = names.topicNear(key, slipsAllowed(key));
  return topic === undefined ? undefined : { topic, also: [] };
}
