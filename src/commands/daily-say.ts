import { type Block, type Inline, plain, quiet, strong, text } from '../chat/reply.ts';
import { sayRun, sayRuns } from '../daily/say.ts';
import { type Run, runAfterDate, runsAfter } from '../daily/schedule.ts';
import { sayDays } from '../daily/weekdays.ts';
import type { Post } from '../store/posts.ts';
import type { Schedule, Subscription } from '../store/subscriptions.ts';
import type { Settings } from './daily-settings.ts';
import type { Deps } from './deps.ts';
import { typed } from './typed-line.ts';

/** Each setting in one line. `zoneFrom` says who chose the zone. */
export function settingLines({ schedule, options }: Settings, deps: Deps, zoneFrom = ''): Inline[][] {
  const { time, zone, weekdays } = schedule;
  const { ping, thread } = options;
  return [
    [strong(`${sayDays(weekdays)} at ${time}`), plain(`, ${zone}${zoneFrom === '' ? '' : ` (${zoneFrom})`}`)],
    [plain(`${sayMode(options, deps)}, at most ${options.minutes} minutes a day`)],
    ...(hasSteps(options) ? [[plain(sayAdvance(options))]] : []),
    ...(ping === undefined ? [] : [[plain(sayPing(ping))]]),
    ...(thread ? [[plain('opens a thread under each post')]] : []),
  ];
}

/** A user group of Slack's has an id that begins with S, a role of Discord's is a number. */
function sayPing(ping: string): string {
  if (ping === 'here') return 'calls everybody who is here';
  return ping.startsWith('S') ? 'calls a user group' : 'calls a role';
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

/** "Thu 27 Nov, 09:00 (Europe/Berlin)"; with the year where that is another one than at `now`. */
export function sayNext(run: Run, { schedule }: Pick<Settings, 'schedule'>, now?: Temporal.Instant): string {
  return `${sayRun(run, schedule, now)} (${schedule.zone})`;
}

/** The next three from the run that comes first, which may be later than the schedule alone says. */
export function nextLines(schedule: Schedule, first: Run | undefined, now: Temporal.Instant): string[] {
  if (first === undefined) return [];
  const before = first.at.subtract({ milliseconds: 1 });
  const [planned] = runsAfter(schedule, now, 1);
  // The line of the first run tells of a change of the clocks since `now`.
  return sayRuns(schedule, planned?.date.equals(first.date) === true ? now : before, 3, now);
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
export function troubleBlocks({ trouble }: Pick<Subscription, 'trouble'>, deps: Deps): Block[] {
  if (trouble === undefined) return [];
  return [
    text(strong('The daily post has stopped. '), trouble.mend),
    quiet(
      `The platform says ${trouble.code}. When it is mended, switch it on again: `,
      typed(deps, 'daily resume'),
      '.',
    ),
  ];
}

/** The local date in the zone of a subscription. */
export function todayIn({ schedule: { zone } }: Pick<Settings, 'schedule'>, now: Temporal.Instant) {
  return now.toZonedDateTimeISO(zone).toPlainDate();
}
