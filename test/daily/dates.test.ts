import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUntil } from '../../src/daily/dates.ts';
import { sayDate } from '../../src/daily/say.ts';
import { anyText } from '../support/arbitrary-text.ts';

/** A Wednesday. */
const today = Temporal.PlainDate.from('2026-11-25');

function read(text: string, from = today): string | undefined {
  return readUntil(text, from)?.toString();
}

describe('the day on which it goes on', () => {
  it.each([
    ['2026-12-24', '2026-12-24'],
    ['2026/12/24', '2026-12-24'],
    ['24 Dec', '2026-12-24'],
    ['24dec', '2026-12-24'],
    ['24. Dec', '2026-12-24'],
    ['Dec 24', '2026-12-24'],
    ['dec. 24th', '2026-12-24'],
    ['24th of December', '2026-12-24'],
    ['December 24, 2026', '2026-12-24'],
    ['until the 24th of December 2026', '2026-12-24'],
    ['Thu 24 Dec', '2026-12-24'],
    ['Thursday, 24 December', '2026-12-24'],
    ['24.12.', '2026-12-24'],
    ['24.12', '2026-12-24'],
    ['24. 12. 2026', '2026-12-24'],
    ['5.6.27', '2027-06-05'],
    ['24/12', '2026-12-24'],
    ['12/24', '2026-12-24'],
    ['24/12/2026', '2026-12-24'],
    ['12/12', '2026-12-12'],
    ['24 Nov', '2027-11-24'],
    ['25 Nov', '2027-11-25'],
    ['26 Nov', '2026-11-26'],
    ['the 24th', '2026-12-24'],
    ['26th', '2026-11-26'],
    ['31st', '2026-12-31'],
    ['tomorrow', '2026-11-26'],
    ['Friday', '2026-11-27'],
    ['on wed', '2026-12-02'],
    ['monday', '2026-11-30'],
    ['next monday', '2026-11-30'],
    ['next friday', '2026-12-04'],
    ['next week', '2026-11-30'],
    ['next month', '2026-12-01'],
    ['new year', '2027-01-01'],
    ['2 weeks', '2026-12-09'],
    ['in two weeks', '2026-12-09'],
    ['for a week', '2026-12-02'],
    ['3 days', '2026-11-28'],
    ['3d', '2026-11-28'],
    ['1 month', '2026-12-25'],
    ['a fortnight', '2026-12-09'],
    ['1 year', '2027-11-25'],
    ['january', '2027-01-01'],
    ['November', '2027-11-01'],
    ['Sept', '2027-09-01'],
    ['January 2027', '2027-01-01'],
    ['２４ Ｄｅｃ', '2026-12-24'],
  ])('is read from "%s" as %s', (text, date) => {
    expect(read(text)).toBe(date);
  });

  it.each([
    ...['today', '2026-11-25', '2026-11-24', '24 Nov 2026', '2025-12-24', '0 days', '-1 days', 'yesterday'],
    ...['2027-11-27', '367 days', '60 weeks', '2 years', '24 Dec 2027', '13 months'],
    ...[
      '5/6',
      '12/11/2026',
      'Fri 24 Dec',
      '31 Nov',
      '30 Feb',
      '29 Feb',
      '0 Dec',
      '32nd',
      '24.13.',
      '2026-02-30',
    ],
    ...[
      '',
      ' ',
      'until',
      'soon',
      '24',
      '24.',
      'next',
      'a',
      'ma',
      'm',
      'never',
      'constructor',
      '2026-12',
      '99/99',
    ],
  ])('is not read from "%s"', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('may be 366 days ahead, and the leap day', () => {
    expect(read('366 days')).toBe('2027-11-26');
    expect(read('1 May 2042', Temporal.PlainDate.from('2041-04-30'))).toBe('2042-05-01');
    const before = Temporal.PlainDate.from('2027-06-01');
    expect(read('29 Feb', before)).toBe('2028-02-29');
    expect(read('29 Feb', Temporal.PlainDate.from('2028-02-29'))).toBeUndefined();
  });

  it('is at the end of a shorter month', () => {
    expect(read('1 month', Temporal.PlainDate.from('2027-01-31'))).toBe('2027-02-28');
  });

  it('is always read as it is said, in many ways', () => {
    const day = fc
      .integer({ min: 0, max: 20_000 })
      .map((days) => Temporal.PlainDate.from('1990-01-01').add({ days }));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 366 }), (from, days) => {
        const date = from.add({ days });
        const { day: d, month, year } = date;
        const texts = [sayDate(date, from), `${date}`, `${days} days`, `${d}.${month}.${year}`];
        if (days <= 300) texts.push(`${d}.${month}.`);
        for (const text of texts) expect(read(text, from), text).toBe(`${date}`);
      }),
      { numRuns: 300 },
    );
  });

  it('lies ahead by 366 days at most, whatever is typed', () => {
    const piece = fc.constantFrom(
      '24',
      '12',
      '2026',
      'dec',
      'thu',
      'next',
      'week',
      'a',
      '.',
      '/',
      '-',
      ' ',
      ' ',
      '0',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.array(piece, { maxLength: 7 }).map((all) => all.join('')),
        ),
        (text) => {
          const date = readUntil(text, today);
          if (date === undefined) return;
          expect(today.until(date).days).toBeGreaterThanOrEqual(1);
          expect(today.until(date).days).toBeLessThanOrEqual(366);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
