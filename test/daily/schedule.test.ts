import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clockChange,
  latestRun,
  nextRun,
  type Run,
  runAfterDate,
  runsAfter,
} from '../../src/daily/schedule.ts';
import type { Schedule } from '../../src/store/subscriptions.ts';

const everyDay = 127;
const workdays = 31;

function daily(zone: string, time: string, weekdays = everyDay): Schedule {
  return { time, zone, weekdays };
}

function instant(text: string): Temporal.Instant {
  return Temporal.Instant.from(text);
}

function date(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text);
}

function shown(run: Run | undefined, zone: string): string {
  if (run === undefined) return 'none';
  const wall = run.at.toZonedDateTimeISO(zone);
  return `${run.date} at ${wall.toString({ timeZoneName: 'never', smallestUnit: 'minute' })}`;
}

function shownAfter(schedule: Schedule, after: string, count: number): string[] {
  return runsAfter(schedule, instant(after), count).map((run) => shown(run, schedule.zone));
}

describe('a schedule runs', () => {
  it('later than the moment, never at it', () => {
    const schedule = daily('Europe/Berlin', '09:00');
    expect(shownAfter(schedule, '2026-01-05T07:59:59.999999999Z', 1)).toEqual([
      '2026-01-05 at 2026-01-05T09:00+01:00',
    ]);
    expect(shownAfter(schedule, '2026-01-05T08:00Z', 1)).toEqual(['2026-01-06 at 2026-01-06T09:00+01:00']);
  });

  it('on the chosen weekdays only, past the end of a year', () => {
    expect(shownAfter(daily('America/New_York', '17:30', workdays), '2026-12-31T12:00Z', 3)).toEqual([
      '2026-12-31 at 2026-12-31T17:30-05:00',
      '2027-01-01 at 2027-01-01T17:30-05:00',
      '2027-01-04 at 2027-01-04T17:30-05:00',
    ]);
  });

  it('on no day when none is chosen', () => {
    const never = daily('Europe/Berlin', '09:00', 0);
    expect(nextRun(never, instant('2026-01-05T08:00Z'))).toBeUndefined();
    expect(runAfterDate(never, date('2026-01-05'))).toBeUndefined();
    expect(runsAfter(never, instant('2026-01-05T08:00Z'), 3)).toEqual([]);
    expect(latestRun(never, date('2020-01-01'), instant('2026-01-05T08:00Z'))).toBeUndefined();
  });

  it('on the leap day', () => {
    expect(shownAfter(daily('Asia/Kolkata', '09:00'), '2028-02-28T12:00Z', 2)).toEqual([
      '2028-02-29 at 2028-02-29T09:00+05:30',
      '2028-03-01 at 2028-03-01T09:00+05:30',
    ]);
  });

  it('after a local date, however the moment stands', () => {
    const schedule = daily('Asia/Kathmandu', '00:15', 1);
    expect(shown(runAfterDate(schedule, date('2026-01-05')), schedule.zone)).toBe(
      '2026-01-12 at 2026-01-12T00:15+05:45',
    );
  });

  it('not at all in an unknown zone or at an unknown time', () => {
    expect(() => nextRun(daily('Mars/Olympus', '09:00'), instant('2026-01-05T08:00Z'))).toThrow(RangeError);
    expect(() => nextRun(daily('Europe/Berlin', '25:00'), instant('2026-01-05T08:00Z'))).toThrow(RangeError);
  });
});

describe('where clocks change', () => {
  const cases: [why: string, schedule: Schedule, after: string, runs: string[]][] = [
    [
      'keeps nine o’clock when Berlin goes forward',
      daily('Europe/Berlin', '09:00'),
      '2026-03-28T00:00Z',
      ['2026-03-28 at 2026-03-28T09:00+01:00', '2026-03-29 at 2026-03-29T09:00+02:00'],
    ],
    [
      'moves a time that Berlin leaves out to an hour later',
      daily('Europe/Berlin', '02:30'),
      '2026-03-28T12:00Z',
      ['2026-03-29 at 2026-03-29T03:30+02:00', '2026-03-30 at 2026-03-30T02:30+02:00'],
    ],
    [
      'takes the first of two when Berlin goes back',
      daily('Europe/Berlin', '02:30'),
      '2026-10-24T12:00Z',
      ['2026-10-25 at 2026-10-25T02:30+02:00', '2026-10-26 at 2026-10-26T02:30+01:00'],
    ],
    [
      'has nothing more to do between the two',
      daily('Europe/Berlin', '02:30'),
      '2026-10-25T00:45Z',
      ['2026-10-26 at 2026-10-26T02:30+01:00'],
    ],
    [
      'keeps nine o’clock when New York goes back',
      daily('America/New_York', '09:00'),
      '2025-11-01T18:00Z',
      ['2025-11-02 at 2025-11-02T09:00-05:00'],
    ],
    [
      'moves by half an hour on Lord Howe Island',
      daily('Australia/Lord_Howe', '02:15'),
      '2025-10-04T00:00Z',
      ['2025-10-05 at 2025-10-05T02:45+11:00', '2025-10-06 at 2025-10-06T02:15+11:00'],
    ],
    [
      'moves by two hours at Troll',
      daily('Antarctica/Troll', '01:30'),
      '2025-03-29T12:00Z',
      ['2025-03-30 at 2025-03-30T03:30+02:00', '2025-03-31 at 2025-03-31T01:30+02:00'],
    ],
    [
      'follows Casablanca into Ramadan',
      daily('Africa/Casablanca', '09:00'),
      '2025-02-22T00:00Z',
      ['2025-02-22 at 2025-02-22T09:00+01:00', '2025-02-23 at 2025-02-23T09:00+00:00'],
    ],
    [
      'and out of it',
      daily('Africa/Casablanca', '02:30'),
      '2025-04-05T12:00Z',
      ['2025-04-06 at 2025-04-06T03:30+01:00'],
    ],
    [
      'finds the midnight that São Paulo left out at one o’clock',
      daily('America/Sao_Paulo', '00:00'),
      '2018-11-03T12:00Z',
      ['2018-11-04 at 2018-11-04T01:00-02:00', '2018-11-05 at 2018-11-05T00:00-02:00'],
    ],
    [
      'takes 23:30 once when São Paulo goes back at midnight',
      daily('America/Sao_Paulo', '23:30'),
      '2018-02-17T12:00Z',
      ['2018-02-17 at 2018-02-17T23:30-02:00', '2018-02-18 at 2018-02-18T23:30-03:00'],
    ],
    [
      'skips the Friday that Samoa never had',
      daily('Pacific/Apia', '09:00'),
      '2011-12-29T00:00Z',
      ['2011-12-29 at 2011-12-29T09:00-10:00', '2011-12-31 at 2011-12-31T09:00+14:00'],
    ],
    [
      'waits a week more when only Fridays are chosen there',
      daily('Pacific/Apia', '09:00', 16),
      '2011-12-29T00:00Z',
      ['2012-01-06 at 2012-01-06T09:00+14:00'],
    ],
  ];

  it.each(cases)('%s', (_why, schedule, after, runs) => {
    expect(shownAfter(schedule, after, runs.length)).toEqual(runs);
  });

  it('still makes yesterday’s run when a gap over midnight moved it to today', () => {
    // Nuuk went from 23:00 to 00:00.
    expect(shownAfter(daily('America/Nuuk', '23:30'), '2025-03-30T01:10Z', 2)).toEqual([
      '2025-03-29 at 2025-03-30T00:30-01:00',
      '2025-03-30 at 2025-03-30T23:30-01:00',
    ]);
  });
});

describe('the latest run that is due', () => {
  function latest(schedule: Schedule, from: string, now: string): string {
    const found = latestRun(schedule, date(from), instant(now));
    return found === undefined ? 'none' : `${shown(found.run, schedule.zone)}, missed ${found.missed}`;
  }
  const schedule = daily('Europe/Berlin', '09:00', workdays);

  it('is due at its own moment, not before', () => {
    expect(latest(schedule, '2026-01-05', '2026-01-05T07:59Z')).toBe('none');
    expect(latest(schedule, '2026-01-05', '2026-01-05T08:00Z')).toBe(
      '2026-01-05 at 2026-01-05T09:00+01:00, missed 0',
    );
  });

  it('leaves out the ones before it', () => {
    expect(latest(schedule, '2026-01-01', '2026-01-06T12:00Z')).toBe(
      '2026-01-06 at 2026-01-06T09:00+01:00, missed 3',
    );
    expect(latest(schedule, '2016-01-01', '2026-01-01T12:00Z')).toBe(
      '2026-01-01 at 2026-01-01T09:00+01:00, missed 2609',
    );
  });

  it('is none from a date that lies ahead', () => {
    expect(latest(schedule, '2026-02-01', '2026-01-06T12:00Z')).toBe('none');
  });

  it('does not count a date that Samoa never had', () => {
    expect(latest(daily('Pacific/Apia', '09:00'), '2011-12-28', '2012-01-01T20:00Z')).toBe(
      '2012-01-02 at 2012-01-02T09:00+14:00, missed 4',
    );
    expect(latest(daily('Pacific/Apia', '09:00'), '2011-12-30', '2011-12-31T00:00Z')).toBe(
      '2011-12-31 at 2011-12-31T09:00+14:00, missed 0',
    );
  });

  it('is tomorrow’s while the clock shows this evening for the second time', () => {
    // Casey went from 02:00 on 5 March back to 23:00, so that 5 March was two hours old already.
    expect(latest(daily('Antarctica/Casey', '01:00'), '2010-03-01', '2010-03-04T15:30Z')).toBe(
      '2010-03-05 at 2010-03-05T01:00+11:00, missed 4',
    );
  });
});

describe('a change of the clocks', () => {
  function change(zone: string, from: string, to: string): string {
    const found = clockChange(zone, instant(from), instant(to));
    return found === undefined ? 'none' : `${found.at} ${found.minutes}`;
  }

  it.each([
    ['Europe/Berlin', '2026-01-01T00:00Z', '2027-01-01T00:00Z', '2026-03-29T01:00:00Z 60'],
    ['Europe/Berlin', '2026-03-29T01:00Z', '2027-01-01T00:00Z', '2026-10-25T01:00:00Z -60'],
    ['Europe/Berlin', '2026-03-29T00:59Z', '2026-03-29T01:00Z', '2026-03-29T01:00:00Z 60'],
    ['Europe/Berlin', '2026-01-01T00:00Z', '2026-03-29T00:59Z', 'none'],
    ['Asia/Kolkata', '2026-01-01T00:00Z', '2036-01-01T00:00Z', 'none'],
    ['UTC', '2026-01-01T00:00Z', '2036-01-01T00:00Z', 'none'],
    ['Australia/Lord_Howe', '2025-09-01T00:00Z', '2025-12-01T00:00Z', '2025-10-04T15:30:00Z 30'],
    ['Antarctica/Troll', '2025-01-01T00:00Z', '2025-12-01T00:00Z', '2025-03-30T01:00:00Z 120'],
    ['Africa/Casablanca', '2025-01-01T00:00Z', '2025-12-01T00:00Z', '2025-02-23T02:00:00Z -60'],
    ['Pacific/Apia', '2011-11-01T00:00Z', '2012-01-01T00:00Z', '2011-12-30T10:00:00Z 1440'],
  ])('of %s from %s to %s is %s', (zone, from, to, found) => {
    expect(change(zone, from, to)).toBe(found);
  });
});

describe('for any zone, time, weekdays and moment', () => {
  const minutes = { min: 0, max: 24 * 60 - 1 };
  // Hours in which clocks change, and those around midnight, come more often than chance would have it.
  const anyTime = fc
    .oneof(fc.integer(minutes), fc.integer({ min: 0, max: 210 }), fc.integer({ min: 1380, max: minutes.max }))
    .map((minute) => Temporal.PlainTime.from('00:00').add({ minutes: minute }).toString().slice(0, 5));
  const anySchedule: fc.Arbitrary<Schedule> = fc.record({
    time: anyTime,
    zone: fc.oneof(
      fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
      fc.constantFrom(
        'Pacific/Apia',
        'Pacific/Kwajalein',
        'Antarctica/Casey',
        'America/Nuuk',
        'America/St_Johns',
      ),
    ),
    weekdays: fc.oneof(fc.integer({ min: 1, max: everyDay }), fc.constant(everyDay)),
  });
  const anyMoment = fc
    .integer({ min: Date.UTC(1990, 0), max: Date.UTC(2038, 0) })
    .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));
  /** Within two days of a change of the zone's clocks, where it has one. */
  const anyCase = fc
    .tuple(anySchedule, anyMoment, fc.boolean(), fc.integer({ min: -2880, max: 2880 }))
    .map(([schedule, moment, near, minute]) => {
      const next = moment.toZonedDateTimeISO(schedule.zone).getTimeZoneTransition('next');
      const after = near && next !== null ? next.toInstant().add({ minutes: minute }) : moment;
      return { schedule, after };
    });

  it('runs ascend, on chosen days, one a date, at the time on the wall unless a gap is there', () => {
    fc.assert(
      fc.property(anyCase, ({ schedule, after }) => {
        const runs = runsAfter(schedule, after, 10);
        expect(runs).toHaveLength(10);
        for (const [index, run] of runs.entries()) {
          const before = index === 0 ? after : (runs[index - 1]?.at ?? after);
          expect(Temporal.Instant.compare(before, run.at)).toBe(-1);
          expect(before.until(run.at).total('days')).toBeLessThanOrEqual(
            8 + (leavesOutDates(schedule.zone) ? 7 : 0),
          );
          expect(schedule.weekdays & (1 << (run.date.dayOfWeek - 1))).toBeGreaterThan(0);
          const wall = run.at.toZonedDateTimeISO(schedule.zone);
          const planned = run.date.toPlainDateTime(schedule.time);
          if (!wall.toPlainDateTime().equals(planned)) {
            const day = run.at.subtract({ hours: 24 });
            const gap = clockChange(schedule.zone, day, run.at)?.minutes ?? 0;
            expect(gap).toBeGreaterThan(0);
            expect(planned.until(wall.toPlainDateTime()).total('minutes')).toBe(gap);
          }
        }
        expect(new Set(runs.map((run) => `${run.date}`)).size).toBe(10);
      }),
      { numRuns: 300 },
    );
  });

  it('the next run is the one that a slow search finds', () => {
    fc.assert(
      fc.property(anyCase, ({ schedule, after }) => {
        const found = nextRun(schedule, after);
        expect(found && { date: `${found.date}`, at: found.at.epochMilliseconds }).toEqual(
          slowRuns(schedule, after, -3, 16).find((run) => run.at > after.epochMilliseconds),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('the latest run and the missed ones are those that a slow search finds', () => {
    fc.assert(
      fc.property(anyCase, fc.integer({ min: -2, max: 30 }), ({ schedule, after }, daysBack) => {
        const from = after.toZonedDateTimeISO('UTC').toPlainDate().subtract({ days: daysBack });
        const due = slowRuns(schedule, after, -daysBack, 3).filter(
          (run) => run.at <= after.epochMilliseconds,
        );
        const found = latestRun(schedule, from, after);
        expect(found && { date: `${found.run.date}`, at: found.run.at.epochMilliseconds }).toEqual(
          due.at(-1),
        );
        expect(found?.missed ?? 0).toBe(Math.max(due.length - 1, 0));
      }),
      { numRuns: 150 },
    );
  });
});

function leavesOutDates(zone: string): boolean {
  return ['Apia', 'Kwajalein', 'Enderbury', 'Fakaofo', 'Kiritimati'].some((name) => zone.endsWith(name));
}

/** Made of nothing but the zone's offset at single moments, by the hour around each date. */
function slowRuns(schedule: Schedule, moment: Temporal.Instant, firstDay: number, lastDay: number) {
  const hour = 3_600_000;
  const offsetAt = (ms: number): number =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(schedule.zone).offsetNanoseconds / 1e6;
  const dateAt = (ms: number): string => new Date(ms + offsetAt(ms)).toISOString().slice(0, 10);
  const [hours = 0, minutes = 0] = schedule.time.split(':').map(Number);
  const today = Math.floor(moment.epochMilliseconds / (24 * hour)) * 24 * hour;
  const runs: { date: string; at: number }[] = [];
  for (let day = firstDay; day <= lastDay; day++) {
    const midnight = today + day * 24 * hour;
    if ((schedule.weekdays & (1 << ((new Date(midnight).getUTCDay() + 6) % 7))) === 0) continue;
    const date = new Date(midnight).toISOString().slice(0, 10);
    const around = Array.from({ length: 61 }, (_, index) => midnight + (index - 18) * hour);
    if (!around.some((ms) => dateAt(ms) === date)) continue;
    const wall = midnight + hours * hour + minutes * 60_000;
    const offsets = around.map(offsetAt);
    const moments = offsets.map((offset) => wall - offset).filter((ms) => ms + offsetAt(ms) === wall);
    // In a gap, the time is read by the clock as it was before.
    runs.push({ date, at: moments.length > 0 ? Math.min(...moments) : wall - (offsets[0] ?? 0) });
  }
  return runs;
}
