import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renamedZones, zoneNames } from '../../src/daily/zone-names.ts';
import { readOffset, zonesAt } from '../../src/daily/zone-offsets.ts';
import { ambiguousWords, zoneWords } from '../../src/daily/zone-words.ts';
import { isZone, readZone, suggestZones } from '../../src/daily/zones.ts';
import { anyText } from '../support/arbitrary-text.ts';

describe('a zone', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    [' EUROPE / BERLIN ', 'Europe/Berlin'],
    ['Berlin', 'Europe/Berlin'],
    ['Berlin, Germany', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['New_York', 'America/New_York'],
    ['NYC', 'America/New_York'],
    ['São Paulo', 'America/Sao_Paulo'],
    ['St. John’s', 'America/St_Johns'],
    ['port au prince', 'America/Port-au-Prince'],
    ['buenos aires', 'America/Argentina/Buenos_Aires'],
    ['Kolkata', 'Asia/Kolkata'],
    ['bombay', 'Asia/Kolkata'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Saigon', 'Asia/Ho_Chi_Minh'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['UTC', 'UTC'],
    ['GMT', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['CET', 'Europe/Berlin'],
    ['cest', 'Europe/Berlin'],
    ['Central European Summer Time', 'Europe/Berlin'],
    ['EST', 'America/New_York'],
    ['EDT', 'America/New_York'],
    ['ET', 'America/New_York'],
    ['Eastern Time', 'America/New_York'],
    ['PT', 'America/Los_Angeles'],
    ['MT', 'America/Denver'],
    ['CT', 'America/Chicago'],
    ['HST', 'Pacific/Honolulu'],
    ['BST', 'Europe/London'],
    ['JST', 'Asia/Tokyo'],
    ['KST', 'Asia/Seoul'],
    ['SGT', 'Asia/Singapore'],
    ['AEST', 'Australia/Sydney'],
    ['NZST', 'Pacific/Auckland'],
    ['India', 'Asia/Kolkata'],
    ['India Standard Time', 'Asia/Kolkata'],
    ['Germany', 'Europe/Berlin'],
    ['Japan', 'Asia/Tokyo'],
    ['Etc/GMT+1', 'Etc/GMT+1'],
  ])('is read from "%s" as %s', (text, zone) => {
    expect(readZone(text)).toEqual({ zone });
  });

  it.each([
    ['IST', ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem']],
    ['CST', ['America/Chicago', 'Asia/Shanghai']],
    ['UTC+1', ['Europe/Berlin', 'Europe/Paris', 'Africa/Lagos', 'Europe/London', 'Europe/Lisbon']],
    ['gmt -5', ['America/New_York', 'America/Toronto', 'America/Bogota', 'America/Lima', 'America/Chicago']],
    ['UTC−3:30', ['America/St_Johns']],
    ['+05:30', ['Asia/Kolkata', 'Asia/Colombo']],
    ['UTC+5.5', ['Asia/Kolkata', 'Asia/Colombo']],
    ['+0545', ['Asia/Kathmandu']],
  ])('of "%s" may be one of several', (text, zones) => {
    expect(readZone(text)).toEqual({ which: zones });
  });

  it('of a large country is asked for', () => {
    expect(readZone('USA')).toEqual(readZone('united states'));
    expect(readZone('usa')).toMatchObject({ which: expect.arrayContaining(['America/Denver']) });
  });

  it.each([
    ['Berlni', 'Europe/Berlin'],
    ['Europ/Berln', 'Europe/Berlin'],
    ['losangeles', 'America/Los_Angeles'],
    ['Frankfrt', 'Europe/Berlin'],
    ['Asia/Mumbai', 'Asia/Kolkata'],
    ['lond', 'Europe/London'],
    ['Paris, Texas', 'Europe/Paris'],
    ['Europe', 'Europe/London'],
  ])('mistyped as "%s" has %s next to it', (text, zone) => {
    const read = readZone(text);
    expect('nearest' in read && read.nearest[0]).toBe(zone);
    expect('nearest' in read && read.nearest.length).toBeLessThanOrEqual(5);
  });

  it.each(['', '  ', 'Mars/Olympus', 'xyz', '東京', 'constructor', 'UTC+15', 'x'.repeat(5000)])(
    'is unknown to "%s"',
    (text) => {
      expect(readZone(text)).toEqual({ nearest: [] });
    },
  );

  it('has a name, and an offset is none', () => {
    expect(
      ['Europe/Berlin', 'asia/calcutta', 'UTC', 'EST5EDT', 'America/Argentina/La_Rioja'].every(isZone),
    ).toBe(true);
    expect(
      ['+01:00', 'UTC+1', 'Berlin', '', '2026-01-01T00:00[Europe/Berlin]', 'Factory', '../x'].some(isZone),
    ).toBe(false);
  });

  it('of every name that Intl knows is read, in any case and by its city', () => {
    for (const zone of zoneNames()) {
      expect(readZone(zone.toLowerCase())).toEqual({ zone });
      expect(readZone(zone.split('/').at(-1) ?? zone)).toEqual({ zone });
      expect(isZone(zone)).toBe(true);
    }
    for (const old of Intl.supportedValuesOf('timeZone')) expect(readZone(old)).toHaveProperty('zone');
  });

  it('is never made up, whatever is typed', () => {
    const piece = fc.constantFrom(
      'Europe',
      'berlin',
      'utc',
      '+',
      '1',
      ':30',
      '/',
      ',',
      ' ',
      'new',
      'york',
      'time',
      'ist',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.array(piece, { maxLength: 6 }).map((all) => all.join('')),
        ),
        (text) => {
          const read = readZone(text);
          const zones = 'zone' in read ? [read.zone] : 'which' in read ? read.which : read.nearest;
          expect(zones.every(isZone)).toBe(true);
          expect(new Set(zones).size).toBe(zones.length);
          expect(suggestZones(text, 7).every(isZone)).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('while somebody types', () => {
  it.each([
    ['b', 'Europe/Berlin'],
    ['europe/be', 'Europe/Berlin'],
    ['york', 'America/New_York'],
    ['mumb', 'Asia/Kolkata'],
    ['utc+9', 'Asia/Tokyo'],
    ['ist', 'Asia/Kolkata'],
    ['', 'Europe/London'],
  ])('"%s" finds %s first', (prefix, zone) => {
    expect(suggestZones(prefix, 5)[0]).toBe(zone);
  });

  it('no more is shown than asked for, nothing twice, nothing for what is unknown', () => {
    expect(suggestZones('', 25)).toHaveLength(25);
    expect(new Set(suggestZones('a', 100)).size).toBe(100);
    expect(suggestZones('qqq', 5)).toEqual([]);
    expect(suggestZones('b', 0)).toEqual([]);
  });
});

describe('the tables', () => {
  it('name zones that exist, by the names that are given', () => {
    const offsets = Array.from({ length: 27 * 4 }, (_, index) => offsetOf((index - 12 * 4) * 15));
    const all = [
      ...Object.keys(zoneWords),
      ...Object.values(ambiguousWords).flat(),
      ...offsets.flatMap((offset) => Object.values(zonesAt(offset)).flat()),
      ...renamedZones().map(([, zone]) => zone),
    ];
    const known = new Set(zoneNames());
    expect(all.filter((zone) => !known.has(zone))).toEqual([]);
    expect(renamedZones().filter(([old]) => !Intl.supportedValuesOf('timeZone').includes(old))).toEqual([]);
  });

  it('give no word two meanings, and no city another zone than its own', () => {
    const words = [...Object.values(zoneWords).flat(), ...Object.keys(ambiguousWords)];
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
    expect(words.filter((word) => !/^[a-z]+(?: [a-z]+)*$/.test(word))).toEqual([]);
    for (const [zone, called] of Object.entries(zoneWords)) {
      for (const word of called) expect(readZone(word)).toEqual({ zone });
    }
  });

  it('have the offsets right, all year or in winter and in summer', () => {
    for (let minutes = -12 * 60; minutes <= 14 * 60; minutes += 15) {
      const { standard, summer } = zonesAt(offsetOf(minutes));
      for (const zone of standard) expect(yearOf(zone).winter, zone).toBe(minutes);
      for (const zone of summer) expect(yearOf(zone).summer, zone).toBe(minutes);
      for (const zone of summer) expect(yearOf(zone).winter, zone).not.toBe(minutes);
    }
  });

  it('read an offset in every way that it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -48, max: 56 }), (quarters) => {
        const minutes = quarters * 15;
        const offset = offsetOf(minutes);
        const short =
          minutes % 60 === 0
            ? [`UTC${offset.slice(0, 3)}`, `gmt ${minutes < 0 ? '-' : '+'}${Math.abs(minutes / 60)}`]
            : [];
        const ways = [offset, `UTC${offset}`, `GMT ${offset}`, offset.replace(':', ''), ...short];
        for (const way of ways) expect(readOffset(way), way).toBe(offset);
      }),
    );
  });
});

function offsetOf(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

/** Minutes from UTC in 2025: clocks are ahead in summer, whichever half of the year that is. */
function yearOf(zone: string): { winter: number; summer: number } {
  const offsets = ['2025-01-15T12:00Z', '2025-07-15T12:00Z'].map(
    (moment) => Temporal.Instant.from(moment).toZonedDateTimeISO(zone).offsetNanoseconds / 60e9,
  );
  return { winter: Math.min(...offsets), summer: Math.max(...offsets) };
}
