import { isDeepStrictEqual } from 'node:util';
import { type Action, decodeAction, encodeAction } from '../chat/action.ts';
import { sayDays } from '../daily/weekdays.ts';
import type { Subscription } from '../store/subscriptions.ts';
import type { For } from './daily-options.ts';
import { packSettings } from './daily-pack.ts';
import type { Settings } from './daily-settings.ts';

type More =
  /** `was` is what was there when it was shown. */
  { sure: true; mode: 'update'; was: string } | { form: true; mode: 'form' } | { mode: 'update' | 'reply' };

/** `daily on` with these settings whole; undefined when they do not fit into a button. */
export function settingsAction(settings: Settings, whose: For, more: More): Action | undefined {
  const { mode, was, ...args } = { was: undefined, ...more };
  const action: Action = {
    command: 'daily on',
    args: { set: packSettings(settings, whose, was), ...args },
    mode,
  };
  return fits(action) ? action : undefined;
}

/** Whether a button can carry it whole. */
export function fits(action: Action): boolean {
  return isDeepStrictEqual(decodeAction(encodeAction(action)), action);
}

/**
 * Four characters that change with whatever people change of a daily post, so that a Confirm is not made from something that
 * somebody has replaced by now. The post's own progress is no change.
 */
export function markOf(
  one: Pick<Subscription, 'state' | 'schedule' | 'options' | 'owner'> | undefined,
): string {
  if (one === undefined) return '0000';
  const { state, schedule, options, owner } = one;
  const { time, zone, weekdays } = schedule;
  const { mode, minutes, advance, ping, thread } = options;
  const topic = mode.type === 'topic' ? mode.topic : '';
  const pace = [advance.by, advance.marks, advance.days];
  const all = [state, owner, time, zone, weekdays, mode.type, topic, minutes, ...pace, ping, thread];
  return (hashOf(all.join(' ')) % 36 ** 4).toString(36).padStart(4, '0');
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/** What to type to the same end. */
export function settingsLine({ schedule, options }: Settings, whose: For): string {
  const { time, zone, weekdays } = schedule;
  const { mode, minutes, advance, ping, thread } = options;
  const days = sayDays(weekdays);
  const { by, marks, days: posts } = advance;
  return [
    'daily on',
    ...(whose === 'me' ? ['for:me'] : []),
    `time:${time}`,
    `zone:${zone}`,
    `days:${days.includes(' ') ? `"${days}"` : days}`,
    `mode:${mode.type === 'topic' ? `topic:${mode.topic}` : mode.type}`,
    `minutes:${minutes}`,
    `advance:${by}:${marks}/${posts}`,
    ...(ping === undefined ? [] : [`ping:${ping}`]),
    `thread:${thread ? 'yes' : 'no'}`,
    'sure:yes',
  ].join(' ');
}
