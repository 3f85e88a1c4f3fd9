import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDays, sayDays } from '../../src/daily/weekdays.ts';
import { anyText } from '../support/arbitrary-text.ts';

const [mon, tue, wed, thu, fri, sat, sun] = [1, 2, 4, 8, 16, 32, 64] as const;

describe('days of the week', () => {
  it.each([
    ['weekdays', 31],
    ['every weekday', 31],
    ['working days', 31],
    ['weekends', sat | sun],
    ['daily', 127],
    ['every day', 127],
    ['Everyday', 127],
    ['all', 127],
    ['all week', 127],
    ['monday', mon],
    ['Mondays', mon],
    ['every Monday', mon],
    ['on Tuesdays and Thursdays', tue | thu],
    ['mon,wed,fri', mon | wed | fri],
    ['Mon, Wed & Fri', mon | wed | fri],
    ['mon wed fri', mon | wed | fri],
    ['Tues/Thurs', tue | thu],
    ['Mo We Fr', mon | wed | fri],
    ['Mon-Fri', 31],
    ['Mon – Fri', 31],
    ['m-f', 31],
    ['tue to thu', tue | wed | thu],
    ['from Monday through Thursday', mon | tue | wed | thu],
    ['sun-tue', sun | mon | tue],
    ['fri - mon', fri | sat | sun | mon],
    ['mon-wed, sat', mon | tue | wed | sat],
    ['mwf', mon | wed | fri],
    ['MWF', mon | wed | fri],
    ['tth', tue | thu],
    ['mtwtf', 31],
    ['every day except Sunday', 127 - sun],
    ['daily except weekends', 31],
    ['weekdays and sat', 31 | sat],
    ['weekdays but not fri', 31 - fri],
  ])('are read from "%s"', (text, mask) => {
    expect(readDays(text)).toBe(mask);
  });

  it.each([
    ...[
      '',
      ' ',
      'none',
      'never',
      'no day',
      'someday',
      'mon, foo',
      'di',
      't',
      'mf',
      'm',
      'every',
      '1-5',
      '-',
      'mon-',
    ],
    ...[
      'mon-wed-fri',
      'mon except mon',
      'daily except',
      'daily except sun except mon',
      'constructor',
      '__proto__',
    ],
  ])('are not read from "%s"', (text) => {
    expect(readDays(text)).toBeUndefined();
  });

  it.each([
    [127, 'every day'],
    [31, 'weekdays'],
    [sat | sun, 'weekends'],
    [mon, 'Mon'],
    [mon | tue, 'Mon and Tue'],
    [mon | wed | fri, 'Mon, Wed and Fri'],
    [mon | tue | wed | thu, 'Mon to Thu'],
    [fri | sat | sun, 'Fri to Sun'],
    [127 - sun, 'Mon to Sat'],
    [127 - wed, 'every day except Wed'],
    [mon | tue | wed | sat, 'Mon, Tue, Wed and Sat'],
    [0, 'no day'],
  ])('%i are called "%s"', (mask, words) => {
    expect(sayDays(mask)).toBe(words);
  });

  it('are read as they are called, all 127', () => {
    for (let mask = 1; mask <= 127; mask++) expect(readDays(sayDays(mask)), sayDays(mask)).toBe(mask);
  });

  it('are undefined or at least one day, whatever is typed', () => {
    const word = fc.constantFrom(
      'mon',
      'Sunday',
      'weekend',
      '-',
      ' to ',
      ', ',
      ' and ',
      'except ',
      'every ',
      'day',
      'tth',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.array(word, { maxLength: 6 }).map((words) => words.join('')),
        ),
        (text) => {
          const mask = readDays(text) ?? 1;
          expect(mask).toBeGreaterThanOrEqual(1);
          expect(mask).toBeLessThanOrEqual(127);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
