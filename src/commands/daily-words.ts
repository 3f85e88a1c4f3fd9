import { readTime } from '../daily/clock-time.ts';
import { readDays } from '../daily/weekdays.ts';
import { readZone } from '../daily/zones.ts';

/** What is said of each setting, in a person's own words. */
export interface Said {
  time?: string;
  zone?: string;
  days?: string;
  mode?: string;
  minutes?: number;
}

/** Words that say nothing here: "every day at 9 in Berlin". */
const fillers = new Set(
  'a and at by each every for from in it o’clock of on please post the time with'.split(' '),
);
/** "Mon, Wed and Fri", "New York". */
const longest = 5;
/** Nobody needs more to say it, and each is looked up as several things. */
const mostWords = 20;

/**
 * Bare words, each or some of them together a time, zone, days or else: "9am Berlin weekdays". A setting with a name may go on in
 * them, as in "zone:New York", where a typed line has it end at the space.
 *
 * @param isTopic whether that is the name of a topic
 * @returns all that is said, and the words that mean nothing
 */
export function readWords(
  text: string,
  named: Said,
  isTopic: (text: string) => boolean,
): { said: Said; unknown: string[] } {
  const all = text.split(/\s+/).filter((word) => word !== '');
  const reading: Reading = { said: { ...named }, unknown: all.slice(mostWords), isTopic };
  let words = all.slice(0, mostWords);
  for (let more = goOn(words, reading); more > 0; more = goOn(words, reading)) words = words.slice(more);
  while (words.length > 0) words = words.slice(readFirst(words, reading));
  return { said: reading.said, unknown: reading.unknown };
}

interface Reading {
  said: Said;
  unknown: string[];
  isTopic(text: string): boolean;
}

const names = ['days', 'time', 'zone', 'mode'] as const;

function means(name: (typeof names)[number], text: string, { isTopic }: Reading): boolean {
  switch (name) {
    case 'days':
      return readDays(text) !== undefined;
    case 'time':
      return readTime(text) !== undefined;
    case 'zone':
      return 'zone' in readZone(text);
    case 'mode':
      return /^(?:path|practice|random)$/i.test(text) || isTopic(text.replace(/^topic[: ]\s*/i, ''));
    default:
      return name satisfies never;
  }
}

/** Gives the first words to a setting with a name that makes sense with them. Gives how many they are. */
function goOn(words: readonly string[], reading: Reading): number {
  const { said } = reading;
  for (const name of names) {
    const value = said[name];
    if (value === undefined) continue;
    for (let count = Math.min(longest, words.length); count > 0; count--) {
      const longer = [value, ...words.slice(0, count)].join(' ');
      if (!means(name, longer, reading)) continue;
      said[name] = longer;
      return count;
    }
  }
  return 0;
}

/** Takes what the first words mean, the longest reading first. Gives how many they are. */
function readFirst(words: readonly string[], reading: Reading): number {
  const { said } = reading;
  for (let count = Math.min(longest, words.length); count > 0; count--) {
    const phrase = words.slice(0, count).join(' ');
    const minutes = /^(?:minutes:)?(\d{1,4}) ?min(?:utes?|s)?\.?$/i.exec(phrase)?.[1];
    if (said.minutes === undefined && minutes !== undefined) {
      said.minutes = Number(minutes);
      return count;
    }
    const name = names.find((one) => said[one] === undefined && means(one, phrase, reading));
    if (name !== undefined) {
      said[name] = phrase;
      return count;
    }
  }
  return readOdd(words, reading);
}

/** What is meant, though it cannot be used as it is, gets an answer of its own. */
function readOdd(words: readonly string[], { said, unknown }: Reading): number {
  const [word = ''] = words;
  if (fillers.has(word.toLowerCase())) return 1;
  for (let count = Math.min(3, words.length); count > 0 && said.zone === undefined; count--) {
    const phrase = words.slice(0, count).join(' ');
    if (!('which' in readZone(phrase))) continue;
    said.zone = phrase;
    return count;
  }
  if (said.time === undefined && /^\d{1,2}(?:[:.h]\d{0,2})?(?:am|pm)?$/i.test(word)) said.time = word;
  else unknown.push(word);
  return 1;
}
