import { type Block, type Inline, plain, quiet, strong, text } from '../chat/reply.ts';
import { sayRun } from '../daily/say.ts';
import { type Run, runAfterDate } from '../daily/schedule.ts';
import { sayDays } from '../daily/weekdays.ts';
import type { Post } from '../store/posts.ts';
import type { Subscription } from '../store/subscriptions.ts';
import type { Settings } from './daily-settings.ts';
import type { Deps } from './deps.ts';

/** Each setting in one line. `zoneFrom` says who chose the zone. */
export function settingLines({ schedule, options }: Settings, deps: Deps, zoneFrom = ''): Inline[][] {
  const { time, zone, weekdays } = schedule;
  const { ping, thread } = options;
  return [
    [strong(`${sayDays(weekdays)} at ${time}`), plain(`, ${zone}${zoneFrom === '' ? '' : ` (${zoneFrom})`}`)],
    [plain(`${sayMode(options, deps)}, at most ${options.minutes} minutes a day`)],
    ...(hasSteps(options) ? [[plain(sayAdvance(options))]] : []),
    ...(ping === undefined
      ? []
      : [[plain(ping === 'here' ? 'calls everybody who is here' : 'calls a role')]]),
    ...(thread ? [[plain('opens a thread under each post')]] : []),
  ];
}

/** "weekdays at 09:00, Europe/Berlin". */
export function sayWhen({ schedule: { weekdays, time, zone } }: Pick<Settings, 'schedule'>): string {
  return `${sayDays(weekdays)} at ${time}, ${zone}`;
}

function hasSteps({ mode }: Settings['options']): boolean {
  return mode.type === 'path' || mode.type === 'topic';
}

function sayMode({ mode }: Settings['options'], { catalog }: Deps): string {
  switch (mode.type) {
    case 'path':
      return 'the steps of the path, one after the other';
    case 'topic':
      return `the steps of ${catalog.topic(mode.topic)?.title ?? mode.topic}`;
    case 'practice':
      return 'practice for interviews';
    case 'random':
      return 'something of the catalog, drawn by lot';
    default:
      return mode satisfies never;
  }
}

function sayAdvance({ advance }: Settings['options']): string {
  const { by, marks, days } = advance;
  if (by === 'days') return 'moves on with each post';
  return `moves on once ${marks === 1 ? 'one has' : `${marks} have`} marked a step Done, or after ${days} ${days === 1 ? 'post' : 'posts'}`;
}

/** "Thu 27 Nov, 09:00 (Europe/Berlin)". */
export function sayNext(run: Run, { schedule }: Pick<Settings, 'schedule'>): string {
  return `${sayRun(run, schedule)} (${schedule.zone})`;
}

/** The run that comes next: of a day that has its post already, none comes. */
export function comingRun(
  { schedule, next }: Pick<Subscription, 'schedule' | 'next'>,
  last: Pick<Post, 'date'> | undefined,
): Run | undefined {
  if (next === undefined) return undefined;
  if (last !== undefined && last.date >= next.date) {
    return runAfterDate(schedule, Temporal.PlainDate.from(last.date));
  }
  return { date: Temporal.PlainDate.from(next.date), at: next.at };
}

/** What keeps posts away, with what to do; said first by every command that is about them. */
export function troubleBlocks({ trouble }: Pick<Subscription, 'trouble'>): Block[] {
  if (trouble === undefined) return [];
  return [
    text(strong('The daily post has stopped. '), trouble.mend),
    quiet(`The platform says ${trouble.code}. When it is mended, switch it on again: daily resume.`),
  ];
}

/** The local date in the zone of a subscription. */
export function todayIn({ schedule: { zone } }: Pick<Settings, 'schedule'>, now: Temporal.Instant) {
  return now.toZonedDateTimeISO(zone).toPlainDate();
}
