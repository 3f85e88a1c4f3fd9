import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sayDate, sayRun, sayRuns } from '../../src/daily/say.ts';
import { nextRun } from '../../src/daily/schedule.ts';

function date(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text);
}

function lines(zone: string, time: string, now: string, count: number, weekdays = 127): string[] {
  return sayRuns({ zone, time, weekdays }, Temporal.Instant.from(now), count);
}

describe('in words', () => {
  it('a date has its year when that is another', () => {
    const today = date('2026-11-25');
    expect(sayDate(date('2026-11-27'), today)).toBe('Fri 27 Nov');
    expect(sayDate(date('2027-01-01'), today)).toBe('Fri 1 Jan 2027');
    expect(sayDate(date('2026-09-06'), today)).toBe('Sun 6 Sep');
  });

  it('a run has the local time', () => {
    const schedule = { zone: 'America/New_York', time: '09:00', weekdays: 31 };
    const run = nextRun(schedule, Temporal.Instant.from('2025-11-26T20:00Z'));
    expect(run && sayRun(run, schedule)).toBe('Thu 27 Nov, 09:00');
    const later = Temporal.Instant.from('2026-01-01T12:00Z');
    expect(run && sayRun(run, schedule, later)).toBe('Thu 27 Nov 2025, 09:00');
    expect(lines('UTC', '09:00', '2025-12-31T00:00Z', 2)).toEqual([
      'Wed 31 Dec, 09:00',
      'Thu 1 Jan 2026, 09:00',
    ]);
  });

  it('the first run after the clocks go forward says so', () => {
    expect(lines('Europe/Berlin', '09:00', '2026-03-27T12:00Z', 3, 31)).toEqual([
      'Mon 30 Mar, 09:00 (after the clocks go forward)',
      'Tue 31 Mar, 09:00',
      'Wed 1 Apr, 09:00',
    ]);
  });

  it('a run in the hour that is left out has the time that clocks show', () => {
    expect(lines('Europe/Berlin', '02:30', '2026-03-27T12:00Z', 3)).toEqual([
      'Sat 28 Mar, 02:30',
      'Sun 29 Mar, 03:30 (after the clocks go forward)',
      'Mon 30 Mar, 02:30',
    ]);
    expect(lines('America/Nuuk', '23:30', '2025-03-29T12:00Z', 1)).toEqual([
      'Sun 30 Mar, 00:30 (after the clocks go forward)',
    ]);
  });

  it('a run in the hour that comes twice is before the clocks go back', () => {
    expect(lines('Europe/Berlin', '02:30', '2026-10-24T12:00Z', 2)).toEqual([
      'Sun 25 Oct, 02:30',
      'Mon 26 Oct, 02:30 (after the clocks go back)',
    ]);
  });

  it('a day that a zone skips is named', () => {
    expect(lines('Pacific/Apia', '09:00', '2011-12-29T00:00Z', 2)).toEqual([
      'Thu 29 Dec, 09:00',
      'Sat 31 Dec, 09:00 (after a day is skipped)',
    ]);
  });

  it('nothing is said of a schedule without days', () => {
    expect(lines('UTC', '09:00', '2026-01-01T00:00Z', 3, 0)).toEqual([]);
  });

  it('every run keeps the form, and a line is marked exactly where the offset differs from the run before', () => {
    const moment = fc
      .integer({ min: Date.UTC(1990, 0), max: Date.UTC(2037, 0) })
      .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));
    fc.assert(
      fc.property(
        fc.constantFrom('Europe/London', 'America/Chicago', 'Australia/Lord_Howe', 'Asia/Tokyo'),
        moment,
        (zone, now) => {
          let offset = now.toZonedDateTimeISO(zone).offsetNanoseconds;
          let before = now;
          const schedule = { zone, time: '02:15', weekdays: 127 };
          for (const line of sayRuns(schedule, now, 40)) {
            expect(line).toMatch(
              /^[MTWFS][a-z]{2} \d{1,2} [A-Z][a-z]{2}(?: \d{4})?, \d\d:\d\d(?: \(after the clocks go (?:forward|back)\))?$/,
            );
            before = nextRun(schedule, before)?.at ?? before;
            const change = before.toZonedDateTimeISO(zone).offsetNanoseconds - offset;
            offset += change;
            expect(line.includes('forward')).toBe(change > 0);
            expect(line.includes('back')).toBe(change < 0);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
