import { isDeepStrictEqual } from 'node:util';
import { type Action, decodeAction, encodeAction } from '../chat/action.ts';
import { sayDays } from '../daily/weekdays.ts';
import type { For } from './daily-options.ts';
import { packSettings, type Settings } from './daily-settings.ts';

/** `daily on` with these settings whole; undefined when they do not fit into a button. */
export function settingsAction(
  settings: Settings,
  whose: For,
  more: { sure: true; mode: 'update' } | { form: true; mode: 'form' } | { mode: 'update' | 'reply' },
): Action | undefined {
  const { mode, ...args } = more;
  const action: Action = { command: 'daily on', args: { set: packSettings(settings, whose), ...args }, mode };
  return fits(action) ? action : undefined;
}

/** Whether a button can carry it whole. */
export function fits(action: Action): boolean {
  return isDeepStrictEqual(decodeAction(encodeAction(action)), action);
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
