import type { Mode } from '../study/options.ts';
import type { For } from './daily-options.ts';
import { packZone, unpackZone } from './daily-pack-zone.ts';
import { daysRange, marksRange, minutesRange, type Settings } from './daily-settings.ts';

/** What a button carries. */
export interface Carried extends Settings {
  for: For;
  /** The mark of what was there when it was shown: `markOf`. */
  was?: string;
}

/** So many values each number of the settings has, in the order in which they are packed. */
const sizes = [
  2,
  24 * 60,
  128,
  minutesRange.max - minutesRange.min + 1,
  2,
  marksRange.max - marksRange.min + 1,
  daysRange.max - daysRange.min + 1,
  2,
];
/** Of base 36; all the sizes multiplied are less than 36 to this power. */
const digits = 8;

/**
 * All settings in one short text, since a button carries 100 characters: numbers, zone, mode, who is called, and the mark of
 * what was there. "05y2n7k5 e:Berlin p - 0000".
 */
export function packSettings({ schedule, options }: Settings, whose: For, was?: string): string {
  const { time, zone, weekdays } = schedule;
  const { mode, minutes, advance, ping, thread } = options;
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const numbers = packNumbers([
    whose === 'me' ? 1 : 0,
    hour * 60 + minute,
    weekdays,
    within(minutes, minutesRange) - minutesRange.min,
    advance.by === 'marks' ? 1 : 0,
    within(advance.marks, marksRange) - marksRange.min,
    within(advance.days, daysRange) - daysRange.min,
    thread ? 1 : 0,
  ]);
  return [numbers, packZone(zone), letterOf(mode), packPing(ping), ...(was === undefined ? [] : [was])].join(
    ' ',
  );
}

const packed =
  /^([0-9a-z]{8}) (\S+) (p|r|i|t:[a-z0-9-]+) (-|h|r[0-9a-z]{1,20}|S[A-Z0-9]{1,40})(?: ([0-9a-z]{4}))?$/;

/** What `packSettings` wrote; undefined for anything else. The zone is not looked up. */
export function unpackSettings(text: string): Carried | undefined {
  const [, numbers = '', zone = '', mode = '', called = '', was] = packed.exec(text) ?? [];
  const [own, at = 0, weekdays = 0, minutes = 0, byMarks, marks = 0, days = 0, thread] =
    unpackNumbers(numbers);
  if (own === undefined || weekdays < 1) return undefined;
  const ping = unpackPing(called);
  return {
    for: own === 1 ? 'me' : 'channel',
    schedule: {
      time: `${twoDigits(Math.floor(at / 60))}:${twoDigits(at % 60)}`,
      zone: unpackZone(zone),
      weekdays,
    },
    options: {
      mode: modeOf(mode),
      minutes: minutes + minutesRange.min,
      advance: {
        by: byMarks === 1 ? 'marks' : 'days',
        marks: marks + marksRange.min,
        days: days + daysRange.min,
      },
      ...(ping === undefined ? {} : { ping }),
      thread: thread === 1,
    },
    ...(was === undefined ? {} : { was }),
  };
}

function packNumbers(numbers: readonly number[]): string {
  const sum = sizes.reduce((all, size, index) => all * size + (numbers[index] ?? 0), 0);
  return sum.toString(36).padStart(digits, '0');
}

/** Empty for what is too large. */
function unpackNumbers(text: string): number[] {
  let left = text === '' ? Number.NaN : Number.parseInt(text, 36);
  const numbers = sizes.toReversed().map((size) => {
    const number = left % size;
    left = Math.floor(left / size);
    return number;
  });
  return left === 0 ? numbers.toReversed() : [];
}

/** Practice is what one does for interviews; p is taken. */
function letterOf(mode: Mode): string {
  switch (mode.type) {
    case 'path':
      return 'p';
    case 'practice':
      return 'i';
    case 'random':
      return 'r';
    case 'topic':
      return `t:${mode.topic}`;
    default:
      return mode satisfies never;
  }
}

function modeOf(letter: string): Mode {
  if (letter.startsWith('t:')) return { type: 'topic', topic: letter.slice(2) };
  return { type: letter === 'i' ? 'practice' : letter === 'r' ? 'random' : 'path' };
}

/** A role of Discord's has up to 20 digits. */
function packPing(ping: string | undefined): string {
  if (ping === undefined) return '-';
  if (ping === 'here') return 'h';
  return /^[1-9]\d*$/.test(ping) ? `r${BigInt(ping).toString(36)}` : ping;
}

function unpackPing(text: string): string | undefined {
  if (text === '-') return undefined;
  if (text === 'h') return 'here';
  if (!text.startsWith('r')) return text;
  return String(
    [...text.slice(1)].reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n),
  );
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

function within(value: number, { min, max }: { min: number; max: number }): number {
  return Math.min(Math.max(value, min), max);
}
