import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAction, encodeAction } from '../../src/chat/action.ts';
import { readCommand } from '../../src/chat/typed.ts';
import { settingsAction, settingsLine } from '../../src/commands/daily-carry.ts';
import { packSettings, unpackSettings } from '../../src/commands/daily-pack.ts';
import { readSettings } from '../../src/commands/daily-read.ts';
import { type Settings, usualSettings } from '../../src/commands/daily-settings.ts';
import { readWords } from '../../src/commands/daily-words.ts';
import { suggestZones } from '../../src/daily/zones.ts';
import { anyText } from '../support/arbitrary-text.ts';
import { realCatalog } from './bot.ts';
import { member } from './member.ts';

const zones = suggestZones('', 600);
const ping = fc.constantFrom('here', 'S0123456789ABCDEF', 'S12345');
const role = fc.bigInt(10n ** 16n, 2n ** 64n - 1n).map(String);
const anySettings: fc.Arbitrary<Settings> = fc.record({
  schedule: fc.record({
    time: fc
      .tuple(fc.nat(23), fc.nat(59))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')),
    zone: fc.constantFrom(...zones),
    weekdays: fc.integer({ min: 1, max: 127 }),
  }),
  options: fc.record(
    {
      mode: fc.oneof(
        fc.constantFrom(
          { type: 'path' } as const,
          { type: 'practice' } as const,
          { type: 'random' } as const,
        ),
        fc
          .constantFrom(...realCatalog.topics.filter(({ steps }) => steps.length > 0))
          .map(({ id }) => ({ type: 'topic' as const, topic: id })),
      ),
      minutes: fc.integer({ min: 10, max: 120 }),
      advance: fc.record({
        by: fc.constantFrom('days', 'marks'),
        marks: fc.integer({ min: 1, max: 100 }),
        days: fc.integer({ min: 1, max: 30 }),
      }),
      ping,
      thread: fc.boolean(),
    },
    { requiredKeys: ['mode', 'minutes', 'advance', 'thread'] },
  ),
});
const whose = fc.constantFrom('channel', 'me');
const mark = fc.nat(36 ** 4 - 1).map((number) => number.toString(36).padStart(4, '0'));
const slackChannel = {
  platform: 'slack',
  target: { type: 'channel', workspace: 'T1', channel: 'C1' },
} as const;

const { deps } = member();
const on = deps.commands.filter(({ name, group }) => group === 'daily' && name === 'on');

describe('settings', () => {
  it('come back from a button as they were', () => {
    fc.assert(
      fc.property(anySettings, whose, mark, fc.option(role, { nil: undefined }), (one, own, was, called) => {
        const settings = called === undefined ? one : { ...one, options: { ...one.options, ping: called } };
        expect(unpackSettings(packSettings(settings, own))).toEqual({ ...settings, for: own });
        const action = settingsAction(settings, own, { sure: true, mode: 'update', was });
        if (action === undefined) return;
        const carried = decodeAction(encodeAction(action))?.args;
        expect(carried?.sure).toBe(true);
        expect(unpackSettings(String(carried?.set))).toEqual({ ...settings, for: own, was });
      }),
      { numRuns: 300 },
    );
  });

  it('of every topic, zone and role fit into a button, with all that may be beside them', () => {
    const role = '18446744073709551615';
    const longest = { by: 'marks', marks: 100, days: 30 } as const;
    for (const { id } of realCatalog.topics) {
      for (const zone of [...zones, 'America/Argentina/ComodRivadavia']) {
        const settings: Settings = {
          schedule: { time: '23:59', zone, weekdays: 127 },
          options: {
            mode: { type: 'topic', topic: id },
            minutes: 120,
            advance: longest,
            ping: role,
            thread: true,
          },
        };
        const action = settingsAction(settings, 'channel', { sure: true, mode: 'update', was: 'zzzz' });
        expect(action, `${id} ${zone}`).toBeDefined();
      }
    }
  });

  it('come back from the line that one types instead', () => {
    fc.assert(
      fc.property(anySettings, whose, (settings, own) => {
        const typed = readCommand(settingsLine(settings, own), on);
        const read = readSettings(typed?.args ?? {}, usualSettings('UTC'), {
          deps,
          whose: slackChannel,
        });
        expect(read).toEqual({ settings, problems: [], saidZone: true });
        expect(typed?.args).toMatchObject({ sure: true, ...(own === 'me' ? { for: 'me' } : {}) });
      }),
      { numRuns: 100 },
    );
  });

  it('are in nothing else', () => {
    // No day, and more than all numbers together.
    expect(unpackSettings('00000000 UTC p -')).toBeUndefined();
    expect(unpackSettings('zzzzzzzz UTC p -')).toBeUndefined();
    fc.assert(
      fc.property(anyText, (text) => {
        expect(unpackSettings(text)).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  it('leave no word of a line unread or said twice', () => {
    const words = fc.constantFrom(
      '9am',
      'Berlin',
      'weekdays',
      'at',
      'New',
      'York',
      'topic',
      'docker',
      '20',
      'min',
      'x',
      '25:00',
      'IST',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), (some) => {
        const { said, unknown } = readWords(some.join(' '), {}, (name) => name === 'docker');
        const read = [...Object.values(said), ...unknown].join(' ').split(' ').filter(Boolean);
        for (const word of read)
          expect([...some, 'NaN', ...some.map((one) => String(Number(one)))]).toContain(word);
        const lost = some.filter((word) => !read.includes(word) && !['at', 'min', '20'].includes(word));
        expect(lost).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
