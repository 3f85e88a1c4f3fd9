import { dayNames, shortName } from './calendar-names.ts';

const everyDay = 0b111_1111;
const workdays = 0b001_1111;
const weekend = 0b110_0000;

const sets: ReadonlyMap<string, number> = new Map([
  ['daily', everyDay],
  ['all', everyDay],
  ['everyday', everyDay],
  ['weekday', workdays],
  ['workday', workdays],
  ['workweek', workdays],
  ['weekend', weekend],
]);

/** What else people call the days, from Monday on. */
const shortForms: readonly (readonly string[])[] = [
  ['mo', 'mon'],
  ['tu', 'tue', 'tues'],
  ['we', 'wed', 'weds'],
  ['th', 'thu', 'thur', 'thurs'],
  ['fr', 'fri'],
  ['sa', 'sat'],
  ['su', 'sun'],
];

/** "mwf", "tth", "mtwtf": a lone t is a Tuesday unless one came before it or Wednesday did. */
const letters = /^(m)?(tu?)?(w)?(th?|r)?(f)?$/;

/**
 * Days of the week as people type them, as the sum that Schedule.weekdays is: "weekdays", "daily", "mon, wed and fri",
 * "Mon-Fri", "sun to tue", "mwf", "every day except Sunday". Undefined when a word is unknown or no day is left.
 */
export function readDays(text: string): number | undefined {
  const typed = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\b(?:every|each|all) days?\b/g, 'daily')
    .replace(/\b(?:work|working|business) days?\b/g, 'weekday')
    .replace(/\b(?:all|whole) week\b/g, 'daily');
  const [chosen = '', except, ...more] = typed.split(/\b(?:except(?: for| on)?|but not|without)\b/);
  if (more.length > 0) return undefined;
  const days = readList(chosen);
  const left = except === undefined ? 0 : readList(except);
  if (days === undefined || left === undefined) return undefined;
  return days & ~left || undefined;
}

/** Reads back with readDays: "weekdays", "Mon to Thu", "Mon, Wed and Fri", "every day except Wed"; "no day" for 0. */
export function sayDays(weekdays: number): string {
  const days = weekdays & everyDay;
  if (days === everyDay) return 'every day';
  if (days === workdays) return 'weekdays';
  if (days === weekend) return 'weekends';
  const names = namesOf(days);
  const first = dayNames.findIndex((_, index) => days & (1 << index));
  if (names.length > 2 && days >> first === 2 ** names.length - 1) return `${names[0]} to ${names.at(-1)}`;
  if (names.length === 6) return `every day except ${namesOf(everyDay & ~days)[0]}`;
  const last = names.pop() ?? 'no day';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}

function namesOf(days: number): string[] {
  return dayNames.filter((_, index) => days & (1 << index)).map(shortName);
}

function readList(text: string): number | undefined {
  const items = text
    .replace(/\./g, ' ')
    .replace(/\s*(?:[-–—]|\b(?:to|through|thru|till|until)\b)\s*/g, '-')
    .split(/[\s,;&+/]+/)
    .filter((word) => !['', 'and', 'on', 'every', 'each', 'only', 'from'].includes(word));
  let days = 0;
  for (const item of items) {
    const read = readItem(item);
    if (read === undefined) return undefined;
    days |= read;
  }
  return days || undefined;
}

function readItem(item: string): number | undefined {
  const [from = '', to, ...more] = item.split('-');
  if (to !== undefined) return more.length === 0 ? readRange(from, to) : undefined;
  const day = readDay(item);
  if (day !== undefined) return 1 << day;
  return sets.get(item.replace(/s$/, '')) ?? readLetters(item);
}

/** Both ends belong to it; it may go past Sunday. */
function readRange(from: string, to: string): number | undefined {
  const first = readDay(from) ?? readInitial(from);
  const last = readDay(to) ?? readInitial(to);
  if (first === undefined || last === undefined) return undefined;
  let days = 1 << last;
  for (let day = first; day !== last; day = (day + 1) % 7) days |= 1 << day;
  return days;
}

function readDay(word: string): number | undefined {
  const found = dayNames.findIndex((name, index) => {
    const full = name.toLowerCase();
    return word === full || word === `${full}s` || shortForms[index]?.includes(word);
  });
  return found === -1 ? undefined : found;
}

/** "m-f"; t and s may be two days each. */
function readInitial(word: string): number | undefined {
  const found = ['m', 'w', 'f'].indexOf(word);
  return found === -1 ? undefined : found * 2;
}

/** At least three letters, since "mf" may be two days or five. */
function readLetters(word: string): number | undefined {
  const found = word.length < 3 ? null : letters.exec(word);
  if (found === null) return undefined;
  return [1, 2, 3, 4, 5].reduce((days, group) => (found[group] ? days | (1 << (group - 1)) : days), 0);
}
