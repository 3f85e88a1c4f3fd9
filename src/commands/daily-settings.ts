import type { PostOptions, Schedule, Subscription } from '../store/subscriptions.ts';
import type { Advance } from '../study/options.ts';

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
