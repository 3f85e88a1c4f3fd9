import { type Access, accesses, type Kind, kinds, type Level, levels } from '../catalog/model.ts';
import { accessWords, kindWords, levelWords } from './asking.ts';
import { chunksOf, fold } from './fold.ts';
import type { Filters, Query, QueryProblem } from './query.ts';

const longestText = 200;

/** What a filter's value may be in the catalog at hand. */
export interface Known {
  /** The id of a topic by any of its names. */
  topic(name: string): string | undefined;
  topicIds(): readonly string[];
  /** Whether some author's or publisher's name has the words. */
  author(name: string): boolean;
}

/** One filter read: its part of `Filters`, or what it would have understood. */
type Reading = { filter: Filters } | { expected: readonly string[] };

const filterNames = ['kind', 'level', 'topic', 'by', 'access', 'max'] as const;
type FilterName = (typeof filterNames)[number];

/** Understands any text; nothing that a person can type is an error. */
export function parseQuery(line: string, known: Known): Query {
  const clean = line
    .slice(0, 20 * longestText)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/<https?:[^|<>\s]*\|([^<>]*)>/g, ' $1 ')
    .replace(/<[@#!][^<>\s]*>/g, ' ')
    .replace(/(^|\s)@(here|channel|everyone)\b/gi, '$1');
  const filters: Filters = {};
  const problems: QueryProblem[] = [];
  const take = (all: string, before: string, name: string, quoted?: string, bare?: string): string => {
    const filter = name.toLowerCase();
    if (!isFilterName(filter)) return all;
    const value = unquote(quoted ?? bare ?? '');
    const reading = value === '' ? { expected: expectedOf(filter, known) } : readFilter(filter, value, known);
    if ('filter' in reading) Object.assign(filters, reading.filter);
    else problems.push({ filter, value, expected: reading.expected });
    return `${before} `;
  };
  const text = cut(clean.replace(filterPattern, take).replace(/\s+/g, ' ').trim());
  const phrases = [...text.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]/gu)]
    .map(([, phrase = '']) => phrase.trim())
    .filter((phrase) => chunksOf(phrase).length > 0);
  return { text, words: wordsIn(text), phrases, filters, problems };
}

const filterPattern = new RegExp(
  String.raw`(^|[\s(,;])(${filterNames.join('|')})[:=](?:\s*(["“”„«»][^"“”„«»]*["“”„«»]?)|([^\s"“”„«»]+))?`,
  'giu',
);

function isFilterName(name: string): name is FilterName {
  return filterNames.some((one) => one === name);
}

function wordsIn(text: string): string[] {
  return chunksOf(text).map(({ joined }) => joined);
}

function unquote(text: string): string {
  return text
    .replace(/["“”„«»]/gu, '')
    .replace(/[,;)]+$/, '')
    .trim()
    .slice(0, longestText);
}

function cut(text: string): string {
  if (text.length <= longestText) return text;
  const end = text.lastIndexOf(' ', longestText);
  return text
    .slice(0, end > 0 ? end : longestText)
    .toWellFormed()
    .trim();
}

function readFilter(name: FilterName, value: string, known: Known): Reading {
  const expected = expectedOf(name, known);
  const folded = fold(value);
  switch (name) {
    case 'kind': {
      const kind = oneOf<Kind>(kinds, folded) ?? kindWords.get(folded)?.kind;
      return kind === undefined ? { expected } : { filter: { kind } };
    }
    case 'level': {
      const level = oneOf<Level>(levels, folded) ?? levelWords.get(folded);
      return level === undefined ? { expected } : { filter: { level } };
    }
    case 'access': {
      const access = oneOf<Access>(accesses, folded) ?? accessWords.get(folded);
      return access === undefined ? { expected } : { filter: { access } };
    }
    case 'topic': {
      const topic = known.topic(value);
      return topic === undefined ? { expected } : { filter: { topic } };
    }
    case 'by':
      return known.author(value) ? { filter: { by: value } } : { expected };
    case 'max': {
      const max = minutesOf(folded);
      return max === undefined ? { expected } : { filter: { max } };
    }
    default:
      return name satisfies never;
  }
}

function expectedOf(name: FilterName, known: Known): readonly string[] {
  switch (name) {
    case 'kind':
      return kinds;
    case 'level':
      return levels;
    case 'access':
      return accesses;
    case 'topic':
      return known.topicIds();
    case 'by':
      return ['a part of an author’s or publisher’s name, such as by:huyen'];
    case 'max':
      return ['a number of minutes, such as max:30 (or max:2h)'];
    default:
      return name satisfies never;
  }
}

function oneOf<T extends string>(values: readonly T[], value: string): T | undefined {
  return values.find((one) => one === value);
}

/** "30", "30m", "30min", "2h", "1.5 hours"; from one minute to a year of days. */
function minutesOf(value: string): number | undefined {
  const [, amount, unit = ''] =
    /^(\d{1,6}(?:\.\d{1,2})?)\s*(m|min|mins|minutes?|h|hours?)?$/.exec(value) ?? [];
  if (amount === undefined) return undefined;
  const minutes = Math.round(Number(amount) * (unit.startsWith('h') ? 60 : 1));
  return minutes >= 1 && minutes <= 525_600 ? minutes : undefined;
}
