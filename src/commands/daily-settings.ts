import type { PostOptions, Schedule, Subscription } from '../store/subscriptions.ts';
import type { Advance, Mode } from '../study/options.ts';
import type { For } from './daily-options.ts';

/** When, and what. */
export interface Settings {
  schedule: Schedule;
  options: PostOptions;
}

export const minutesRange = { min: 10, max: 120 } as const;
export const marksRange = { min: 1, max: 100 } as const;
export const daysRange = { min: 1, max: 30 } as const;

export const usualAdvance: Advance = { by: 'days', marks: 1, days: 5 };

/** What one gets who says nothing but where. */
export function usualSettings(zone: string): Settings {
  return {
    schedule: { time: '09:00', zone, weekdays: 0b001_1111 },
    options: { mode: { type: 'path' }, minutes: 20, advance: usualAdvance, thread: false },
  };
}

export function settingsOf({ schedule, options }: Pick<Subscription, 'schedule' | 'options'>): Settings {
  return { schedule, options };
}

/**
 * All settings in one short text, so that a button can carry them: "c0900 31 Europe/Berlin 20 d1/5 p - -" is the channel's, at
 * 09:00, on weekdays, there, 20 minutes, moves on by days, the path, nobody called, no thread.
 */
export function packSettings({ schedule, options }: Settings, whose: For): string {
  const { time, zone, weekdays } = schedule;
  const { mode, minutes, advance, ping = '-', thread } = options;
  const pace = `${advance.by === 'marks' ? 'm' : 'd'}${advance.marks}/${advance.days}`;
  return [
    `${whose === 'me' ? 'm' : 'c'}${time.replace(':', '')}`,
    weekdays,
    zone,
    minutes,
    pace,
    letterOf(mode),
    ping,
    thread ? 't' : '-',
  ].join(' ');
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

const packed =
  /^([cm])([01]\d|2[0-3])([0-5]\d) (\d{1,3}) (\S+) (\d{1,3}) ([dm])(\d{1,3})\/(\d{1,2}) (p|r|i|t:[a-z0-9-]+) ([A-Za-z0-9]+|-) ([t-])$/;

/** What `packSettings` wrote; undefined for anything else. The zone is not looked up. */
export function unpackSettings(text: string): (Settings & { for: For }) | undefined {
  const [, whose, hour, minute, days, zone = '', minutes, pace, marks, posts, mode = '', ping, thread] =
    packed.exec(text) ?? [];
  const weekdays = Number(days);
  if (whose === undefined || weekdays < 1 || weekdays > 127) return undefined;
  return {
    for: whose === 'm' ? 'me' : 'channel',
    schedule: { time: `${hour}:${minute}`, zone, weekdays },
    options: {
      mode: modeOf(mode),
      minutes: within(Number(minutes), minutesRange),
      advance: {
        by: pace === 'm' ? 'marks' : 'days',
        marks: within(Number(marks), marksRange),
        days: within(Number(posts), daysRange),
      },
      ...(ping === undefined || ping === '-' ? {} : { ping }),
      thread: thread === 't',
    },
  };
}

function modeOf(letter: string): Mode {
  if (letter.startsWith('t:')) return { type: 'topic', topic: letter.slice(2) };
  return { type: letter === 'i' ? 'practice' : letter === 'r' ? 'random' : 'path' };
}

function within(value: number, { min, max }: { min: number; max: number }): number {
  return Math.min(Math.max(value, min), max);
}
