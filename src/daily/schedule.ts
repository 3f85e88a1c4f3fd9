import type { Schedule } from '../store/subscriptions.ts';

/** One post that is due. */
export interface Run {
  /** The local date that it belongs to; in a gap over midnight its moment falls on the next one. */
  date: Temporal.PlainDate;
  at: Temporal.Instant;
}

const everyDay = 0b111_1111;

/**
 * The first run whose moment is later than `after`; undefined when no weekday is chosen. A time that a clock change leaves
 * out comes so much later, a time that comes twice counts at first, and a date that a zone left out has no run. A RangeError
 * for an unknown zone or time, here and in all others.
 */
export function nextRun(schedule: Schedule, after: Temporal.Instant): Run | undefined {
  const today = after.toZonedDateTimeISO(schedule.zone).toPlainDate();
  // Yesterday's run may still lie ahead: in Nuuk 23:30 was moved to 00:30 of the next day.
  let run = runAfterDate(schedule, today.subtract({ days: 2 }));
  while (run !== undefined && !isLater(run.at, after)) {
    run = runAfterDate(schedule, run.date);
  }
  return run;
}

/** The next `count` runs, in order; none when no weekday is chosen. */
export function runsAfter(schedule: Schedule, after: Temporal.Instant, count: number): Run[] {
  const runs: Run[] = [];
  let run = count > 0 ? nextRun(schedule, after) : undefined;
  while (run !== undefined) {
    runs.push(run);
    run = runs.length < count ? runAfterDate(schedule, run.date) : undefined;
  }
  return runs;
}

/** The first run on a later local date than `date`. */
export function runAfterDate(schedule: Schedule, date: Temporal.PlainDate): Run | undefined {
  if ((schedule.weekdays & everyDay) === 0) return undefined;
  let day = nextChosen(schedule.weekdays, date);
  let run = runOn(schedule, day);
  while (run === undefined) {
    day = nextChosen(schedule.weekdays, day);
    run = runOn(schedule, day);
  }
  return run;
}

/**
 * The latest run that is due (its moment ≤ `now`) among those from the local date `from` on, and how many earlier ones of
 * them were left out. Exact and quick even when `from` is decades ago.
 */
export function latestRun(
  schedule: Schedule,
  from: Temporal.PlainDate,
  now: Temporal.Instant,
): { run: Run; missed: number } | undefined {
  if ((schedule.weekdays & everyDay) === 0) return undefined;
  const today = now.toZonedDateTimeISO(schedule.zone).toPlainDate();
  // Tomorrow's run may be over: clocks set back at 02:00 by three hours bring the evening before once more.
  let day = lastChosen(schedule.weekdays, today.add({ days: 2 }));
  while (Temporal.PlainDate.compare(day, from) >= 0) {
    const run = runOn(schedule, day);
    if (run !== undefined && !isLater(run.at, now)) {
      return { run, missed: countRuns(schedule, from, day) };
    }
    day = lastChosen(schedule.weekdays, day);
  }
  return undefined;
}

/** The first change of the zone's offset in (from, to]. minutes: +60 when clocks go forward, +1440 over the date line. */
export function clockChange(
  zone: string,
  from: Temporal.Instant,
  to: Temporal.Instant,
): { at: Temporal.Instant; minutes: number } | undefined {
  for (const { before, after } of transitions(from.toZonedDateTimeISO(zone), to)) {
    const minutes = (after.offsetNanoseconds - before.offsetNanoseconds) / 60e9;
    if (minutes !== 0) return { at: after.toInstant(), minutes };
  }
  return undefined;
}

/** Runs are on whole seconds, so that milliseconds tell enough; Instant.compare takes eight times as long. */
function isLater(run: Temporal.Instant, moment: Temporal.Instant): boolean {
  return run.epochMilliseconds > moment.epochMilliseconds;
}

function runOn({ time, zone }: Schedule, date: Temporal.PlainDate): Run | undefined {
  const moment = date.toZonedDateTime({ timeZone: zone, plainTime: time });
  // A gap may also move a time over midnight, on a date that does exist.
  if (moment.day !== date.day && !date.toZonedDateTime(zone).toPlainDate().equals(date)) return undefined;
  return { date, at: moment.toInstant() };
}

function nextChosen(weekdays: number, date: Temporal.PlainDate): Temporal.PlainDate {
  const day = date.dayOfWeek;
  let days = 1;
  while (!isChosen(weekdays, day + days)) days++;
  return date.add({ days });
}

function lastChosen(weekdays: number, date: Temporal.PlainDate): Temporal.PlainDate {
  const day = date.dayOfWeek;
  let days = 1;
  while (!isChosen(weekdays, day - days)) days++;
  return date.subtract({ days });
}

/** `day` as in dayOfWeek, or a week off. */
function isChosen(weekdays: number, day: number): boolean {
  return (weekdays & (1 << ((day + 6) % 7))) !== 0;
}

/** How many runs have a date from `from` to before `end`: counted, since there may be thousands. */
function countRuns({ weekdays, zone }: Schedule, from: Temporal.PlainDate, end: Temporal.PlainDate): number {
  const { days } = from.until(end);
  const inWeek = Array.from({ length: 7 }, (_, day) => day + 1).filter((day) => isChosen(weekdays, day));
  const first = from.dayOfWeek;
  const inRest = inWeek.filter((day) => (day - first + 7) % 7 < days % 7);
  const absent = absentDates(zone, from, end).filter((date) => isChosen(weekdays, date.dayOfWeek));
  return Math.floor(days / 7) * inWeek.length + inRest.length - absent.length;
}

/** The dates from `from` to before `end` that the zone left out, as Samoa did with 2011-12-30. */
function absentDates(zone: string, from: Temporal.PlainDate, end: Temporal.PlainDate): Temporal.PlainDate[] {
  const absent: Temporal.PlainDate[] = [];
  const start = from.subtract({ days: 1 }).toZonedDateTime(zone);
  for (const { before, after } of transitions(start, end.toZonedDateTime(zone).toInstant())) {
    const last = after.toPlainDate();
    let date = before.toPlainDate().add({ days: 1 });
    while (Temporal.PlainDate.compare(date, last) < 0) {
      if (Temporal.PlainDate.compare(date, from) >= 0) absent.push(date);
      date = date.add({ days: 1 });
    }
  }
  return absent;
}

/** The first moments after a change of the zone's rules in (from, to], and the last moments before them. */
function* transitions(
  from: Temporal.ZonedDateTime,
  to: Temporal.Instant,
): Generator<{ before: Temporal.ZonedDateTime; after: Temporal.ZonedDateTime }> {
  let after = from.getTimeZoneTransition('next');
  while (after !== null && Temporal.Instant.compare(after.toInstant(), to) <= 0) {
    yield { before: after.subtract({ nanoseconds: 1 }), after };
    after = after.getTimeZoneTransition('next');
  }
}
