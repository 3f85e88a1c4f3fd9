import { dayNames, monthNames } from './calendar-names.ts';

const farthest = 366;

/**
 * The day on which it goes on, as people type it: "2026-12-24", "24 Dec", "Thu 24 December 2026", "24.12.", "24/12",
 * "the 24th", "tomorrow", "monday", "next week", "2 weeks", "january". Without a year it is the next such date after today.
 * Undefined for today and the past, for more than 366 days ahead, for what may be two dates ("5/6") and for anything else.
 */
export function readUntil(text: string, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const typed = clean(text);
  const date = readWord(typed, today) ?? readSpan(typed, today) ?? readDate(typed, today);
  return date !== undefined && today.until(date).days <= farthest ? date : undefined;
}

function clean(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,]+/g, ' ')
    .trim()
    .replace(/^(?:until|till|til|to|on|for|in) /, '')
    .replace(/^the (?=\S)/, '');
}

/** This and readSpan and readDate only know days after today. */
function readWord(typed: string, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const monday = today.add({ days: 8 - today.dayOfWeek });
  switch (typed) {
    case 'tomorrow':
      return today.add({ days: 1 });
    case 'next week':
      return monday;
    case 'next month':
      return today.with({ day: 1 }).add({ months: 1 });
    case 'new year':
    case 'next year':
      return today.with({ month: 1, day: 1 }).add({ years: 1 });
    default: {
      const [, next, name = ''] = /^(next )?([a-z]+)$/.exec(typed) ?? [];
      const day = dayNumber(name);
      if (day === undefined) return undefined;
      // "Next Friday", said on a Wednesday, is not the day after tomorrow for most.
      return next === undefined
        ? today.add({ days: ((day - today.dayOfWeek + 6) % 7) + 1 })
        : monday.add({ days: day - 1 });
    }
  }
}

const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

function readSpan(typed: string, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const [, number = '', unit] = /^(\d{1,3}|[a-z]+) ?(d|w|day|week|fortnight|month|year)s?$/.exec(typed) ?? [];
  const counted = number === 'a' ? 1 : numbers.indexOf(number) + 1;
  const count = /^\d/.test(number) ? Number(number) : counted;
  if (unit === undefined || count === 0) return undefined;
  switch (unit) {
    case 'd':
    case 'day':
      return today.add({ days: count });
    case 'w':
    case 'week':
      return today.add({ weeks: count });
    case 'fortnight':
      return today.add({ weeks: 2 * count });
    case 'month':
      return today.add({ months: count });
    default:
      return today.add({ years: count });
  }
}

/** What a date says of itself. */
interface Parts {
  year?: number | undefined;
  month?: number | undefined;
  day: number;
}

function readDate(typed: string, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const [, name, rest = ''] = /^([a-z]+)\.? (.+)$/.exec(typed) ?? [];
  const weekday = name === undefined ? undefined : dayNumber(name);
  const parts = readParts(weekday === undefined ? typed : rest);
  const date = parts && nextSuch(parts, today);
  // A weekday that does not fit leaves two dates to choose from.
  return weekday === undefined || weekday === date?.dayOfWeek ? date : undefined;
}

function readParts(typed: string): Parts | undefined {
  return readIso(typed) ?? readDotted(typed) ?? readSlashed(typed) ?? readNamed(typed);
}

function readIso(typed: string): Parts | undefined {
  const [, year, , month, day] = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(typed) ?? [];
  return year === undefined ? undefined : { year: Number(year), month: Number(month), day: Number(day) };
}

/** Only the day comes first where dots are written. */
function readDotted(typed: string): Parts | undefined {
  const [, day, month, year] = /^(\d{1,2})\. ?(\d{1,2})(?:\.|\. ?(\d{4}|\d\d))?$/.exec(typed) ?? [];
  return day === undefined ? undefined : { year: fullYear(year), month: Number(month), day: Number(day) };
}

/** The day comes first in London and second in New York: one of the two must be no month, or both the same. */
function readSlashed(typed: string): Parts | undefined {
  const [, first, , second, year] = /^(\d{1,2})([-/])(\d{1,2})(?:\2(\d{4}|\d\d))?$/.exec(typed) ?? [];
  if (first === undefined) return undefined;
  const [a, b] = [Number(first), Number(second)];
  if (a <= 12 && b <= 12 && a !== b) return undefined;
  return { year: fullYear(year), month: a > 12 ? b : a, day: a > 12 ? a : b };
}

/** "24 dec 2026", "24th of december", "dec. 24th", "january", "24th". */
function readNamed(typed: string): Parts | undefined {
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th|\.)?(?: ?(?:of )?([a-z]+)\.?)?(?: (\d{4}))?$/.exec(typed);
  const monthFirst = /^([a-z]+)\.?(?: ?(\d{1,2})(?:st|nd|rd|th)?)?(?: (\d{4}))?$/.exec(typed);
  if (dayFirst === null && monthFirst === null) return undefined;
  const name = dayFirst?.[2] ?? monthFirst?.[1];
  const month = name === undefined ? undefined : monthNumber(name);
  const year = fullYear(dayFirst?.[3] ?? monthFirst?.[3]);
  if (name === undefined)
    return year === undefined && /[a-z]$/.test(typed) ? { day: Number(dayFirst?.[1]) } : undefined;
  return month === undefined
    ? undefined
    : { year, month, day: Number(dayFirst?.[1] ?? monthFirst?.[2] ?? 1) };
}

function fullYear(year: string | undefined): number | undefined {
  if (year === undefined) return undefined;
  return year.length === 2 ? 2000 + Number(year) : Number(year);
}

/** The first date after today that fits, in this month or the next 13: from 30 April, 366 days can lead to 1 May. */
function nextSuch({ year, month, day }: Parts, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  for (let months = 0; months <= 13; months++) {
    const first = today.with({ day: 1 }).add({ months });
    if ((month ?? first.month) !== first.month || (year ?? first.year) !== first.year) continue;
    if (day < 1 || day > first.daysInMonth) continue;
    const date = first.with({ day });
    if (Temporal.PlainDate.compare(date, today) > 0) return date;
  }
  return undefined;
}

function dayNumber(name: string): number | undefined {
  return placeIn(dayNames, name);
}

function monthNumber(name: string): number | undefined {
  return placeIn(monthNames, name);
}

/** From 1, by at least the first three letters: "tue", "tues", "sept". */
function placeIn(names: readonly string[], typed: string): number | undefined {
  const found = typed.length < 3 ? -1 : names.findIndex((name) => name.toLowerCase().startsWith(typed));
  return found === -1 ? undefined : found + 1;
}
