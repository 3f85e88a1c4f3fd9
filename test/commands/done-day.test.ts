import { describe, expect, it } from 'vitest';
import { dayOf } from '../../src/commands/done-day.ts';
import { caller as somebody } from './bot.ts';

const lateEvening = Temporal.Instant.from('2026-11-24T23:30:00Z');

describe('a day', () => {
  it.each([
    ['en-GB', 'Asia/Tokyo', '25 November'],
    ['en-US', 'America/Los_Angeles', 'November 24'],
    ['de', 'Europe/Berlin', '25. November'],
    ['en-GB', undefined, '24 November'],
    ['en-GB', 'Mars/Base', '24 November'],
    ['en-GB', '', '24 November'],
    ['xx-YY', 'UTC', 'November 24'],
    ['en_US', 'UTC', 'November 24'],
    ['', 'UTC', 'November 24'],
  ])('is written in %j and in the zone %j, or else in English and UTC', (locale, zone, day) => {
    const { zone: _, ...rest } = somebody;
    const caller = { ...rest, locale, ...(zone === undefined ? {} : { zone }) };
    expect(dayOf(lateEvening, { caller, now: lateEvening })).toBe(day);
  });

  it('has its year unless it is of this year where the person is', () => {
    const day = (zone: string) =>
      dayOf(Temporal.Instant.from('2025-12-31T20:00:00Z'), {
        caller: { ...somebody, locale: 'en-GB', zone },
        now: lateEvening,
      });
    expect(day('UTC')).toBe('31 December 2025');
    expect(day('Asia/Tokyo')).toBe('1 January');
  });
});
