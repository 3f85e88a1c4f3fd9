import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTime } from '../../src/daily/clock-time.ts';
import { anyText } from '../support/arbitrary-text.ts';

describe('a time of day', () => {
  it.each([
    ['9', '09:00'],
    ['09', '09:00'],
    ['0', '00:00'],
    ['9am', '09:00'],
    ['9 AM', '09:00'],
    ['9 a.m.', '09:00'],
    ['9p', '21:00'],
    ['9:30pm', '21:30'],
    ['930pm', '21:30'],
    ['12am', '00:00'],
    ['12pm', '12:00'],
    ['12:30 am', '00:30'],
    ['0900', '09:00'],
    ['900', '09:00'],
    ['2115', '21:15'],
    ['9.30', '09:30'],
    ['9h', '09:00'],
    ['9h30', '09:30'],
    ['21 h 15', '21:15'],
    ['21:15', '21:15'],
    ['noon', '12:00'],
    ['12 noon', '12:00'],
    ['Midnight', '00:00'],
    ["9 o'clock", '09:00'],
    ['9 o’clock', '09:00'],
    ['9 oclock', '09:00'],
    ['at 9', '09:00'],
    ['  9:30 \n', '09:30'],
    ['９：３０', '09:30'],
  ])('is read from "%s" as %s', (text, time) => {
    expect(readTime(text)).toBe(time);
  });

  it.each([
    ...[
      '25:00',
      '24:00',
      '9:75',
      '9:5',
      '13pm',
      '0am',
      '-1',
      '+9',
      '1e1',
      '9.5',
      '12345',
      '960',
      '',
      ' ',
      'at',
    ],
    ...['nine', 'am', ':30', '9:', '9:30:00', '9 30', '9-10', 'constructor', '__proto__', 'NaN', '٩:٣٠'],
  ])('is not read from "%s"', (text) => {
    expect(readTime(text)).toBeUndefined();
  });

  const anyClock = fc.record({
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.integer({ min: 0, max: 59 }),
  });
  const two = (number: number): string => String(number).padStart(2, '0');
  const formats: ((hour: number, minute: number) => string)[] = [
    (hour, minute) => `${two(hour)}:${two(minute)}`,
    (hour, minute) => `${hour}.${two(minute)}`,
    (hour, minute) => `${hour}h${two(minute)}`,
    (hour, minute) => `${hour}${two(minute)}`,
    (hour, minute) => `${hour % 12 || 12}:${two(minute)}${hour < 12 ? 'am' : 'pm'}`,
    (hour, minute) => `${hour % 12 || 12}${two(minute)} ${hour < 12 ? 'A.M.' : 'P.M.'}`,
  ];

  it('is read in every format', () => {
    fc.assert(
      fc.property(anyClock, fc.constantFrom(...formats), ({ hour, minute }, format) => {
        expect(readTime(format(hour, minute))).toBe(`${two(hour)}:${two(minute)}`);
      }),
      { numRuns: 500 },
    );
  });

  it('is undefined or a time, whatever is typed', () => {
    const likely = fc.string({ unit: fc.constantFrom(..."0129:.hapm '"), maxLength: 8 });
    fc.assert(
      fc.property(fc.oneof(anyText, likely), (text) => {
        expect(readTime(text) ?? '00:00').toMatch(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
      }),
      { numRuns: 1000 },
    );
  });
});
