import { shorten } from '../chat/legible.ts';
import type { Advance, Mode } from '../study/options.ts';
import type { Settings } from './daily-settings.ts';

/** What cannot be used, and what may be meant by it. */
export interface Problem {
  says: string;
  choices: readonly { label: string; change: SettingsChange }[];
  /** Which setting was said so, for a form where it can be mended. */
  field?: { name: FieldName; value: string };
}

/** What is put in the place of what was there; what is undefined stays. */
interface SettingsChange {
  time?: string | undefined;
  zone?: string | undefined;
  weekdays?: number | undefined;
  mode?: Mode | undefined;
  minutes?: number | undefined;
  advance?: Advance | undefined;
  /** Without an id nobody is called. */
  ping?: { id?: string | undefined } | undefined;
  thread?: boolean | undefined;
}

/** A setting that people write down in words. */
export type FieldName = 'time' | 'zone' | 'days' | 'mode';

export type Reading<T> = { value: T } | { problem: Problem };

/** Settings with others in the place of some. */
export function changedSettings({ schedule, options }: Settings, change: SettingsChange): Settings {
  const { ping: before, ...rest } = options;
  const ping = change.ping === undefined ? before : change.ping.id;
  return {
    schedule: {
      time: change.time ?? schedule.time,
      zone: change.zone ?? schedule.zone,
      weekdays: change.weekdays ?? schedule.weekdays,
    },
    options: {
      ...rest,
      mode: change.mode ?? options.mode,
      minutes: change.minutes ?? options.minutes,
      advance: change.advance ?? options.advance,
      thread: change.thread ?? options.thread,
      ...(ping === undefined ? {} : { ping }),
    },
  };
}

export function quoted(text: string): string {
  return `“${shorten(text, 60).toWellFormed()}”`;
}
