import type { Schedule } from '../store/subscriptions.ts';
import { dayNames, monthNames, shortName } from './calendar-names.ts';
import { clockChange, type Run, runsAfter } from './schedule.ts';

/** "Thu 27 Nov"; "Fri 1 Jan 2027" in another year than today's. dates.ts reads it back. */
export function sayDate(date: Temporal.PlainDate, today: Temporal.PlainDate): string {
  return date.year === today.year ? dayAndMonth(date) : `${dayAndMonth(date)} ${date.year}`;
}

/**
 * "Thu 27 Nov, 09:00": what clocks in the zone really show then, 03:30 for a 02:30 that is left out. With `now`, "Fri 1 Jan 2027,
 * 09:00" where that is in another year.
 */
export function sayRun(run: Run, { zone }: Pick<Schedule, 'zone'>, now: Temporal.Instant = run.at): string {
  const wall = run.at.toZonedDateTimeISO(zone);
  const time = wall.toPlainTime().toString({ smallestUnit: 'minute' });
  return `${sayDate(wall.toPlainDate(), now.toZonedDateTimeISO(zone).toPlainDate())}, ${time}`;
}

/**
 * A line for each of the next `count` runs after `from`, with the year where it is another one than at `now`. The first after a change of the clocks says so: "Mon 30 Mar, 09:00 (after the
 * clocks go forward)".
 */
export function sayRuns(
  schedule: Schedule,
  from: Temporal.Instant,
  count: number,
  now: Temporal.Instant = from,
): string[] {
  let before = from;
  return runsAfter(schedule, from, count).map((run) => {
    const change = clockChange(schedule.zone, before, run.at);
    before = run.at;
    const line = sayRun(run, schedule, now);
    return change === undefined ? line : `${line} (after ${sayChange(change.minutes)})`;
  });
}

/** A change by hours that is too large for daylight saving is a move over the date line. */
function sayChange(minutes: number): string {
  if (Math.abs(minutes) >= 20 * 60) return minutes > 0 ? 'a day is skipped' : 'a day comes twice';
  return minutes > 0 ? 'the clocks go forward' : 'the clocks go back';
}

function dayAndMonth(date: Temporal.PlainDate): string {
  const day = dayNames[date.dayOfWeek - 1] ?? '';
  const month = monthNames[date.month - 1] ?? '';
  return `${shortName(day)} ${date.day} ${shortName(month)}`;
}
