import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAction, encodeAction } from '../../src/chat/action.ts';
import type { Args } from '../../src/chat/command.ts';
import type { Answer } from '../../src/chat/dispatch.ts';
import { readCommand } from '../../src/chat/typed.ts';
import { settingsAction, settingsLine } from '../../src/commands/daily-carry.ts';
import { readSettings } from '../../src/commands/daily-read.ts';
import {
  packSettings,
  type Settings,
  unpackSettings,
  usualSettings,
} from '../../src/commands/daily-settings.ts';
import { readWords } from '../../src/commands/daily-words.ts';
import { suggestZones } from '../../src/daily/zones.ts';
import { surfaces } from '../contract/surfaces.ts';
import { anyText } from '../support/arbitrary-text.ts';
import { realCatalog } from './bot.ts';
import { actions, addPost, content, filledIn, member } from './member.ts';

const zones = suggestZones('', 600);
const ping = fc.constantFrom('here', 'S0123456789ABCDEF', 'S12345');
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

const { deps, dispatcher, caller, type, press, subscription } = member();
const on = deps.commands.filter(({ name, group }) => group === 'daily' && name === 'on');

describe('settings', () => {
  it('come back from a button as they were', () => {
    fc.assert(
      fc.property(anySettings, whose, (settings, own) => {
        expect(unpackSettings(packSettings(settings, own))).toEqual({ ...settings, for: own });
        const action = settingsAction(settings, own, { sure: true, mode: 'update' });
        if (action === undefined) return;
        const carried = decodeAction(encodeAction(action))?.args;
        expect(carried?.sure).toBe(true);
        expect(unpackSettings(String(carried?.set))).toEqual({ ...settings, for: own });
      }),
      { numRuns: 300 },
    );
  });

  it('come back from the line that one types instead', () => {
    fc.assert(
      fc.property(anySettings, whose, (settings, own) => {
        const typed = readCommand(settingsLine(settings, own), on);
        const read = readSettings(typed?.args ?? {}, usualSettings('UTC'), { deps, platform: 'slack' });
        expect(read).toEqual({ settings, problems: [], saidZone: true });
        expect(typed?.args).toMatchObject({ sure: true, ...(own === 'me' ? { for: 'me' } : {}) });
      }),
      { numRuns: 100 },
    );
  });

  it('are in nothing else', () => {
    expect(unpackSettings('c0900 0 UTC 20 d1/5 p - -')).toBeUndefined();
    expect(unpackSettings('c2500 31 UTC 20 d1/5 p - -')).toBeUndefined();
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

/** What is wrong with an answer, on any surface. */
function breachesOf({ reply, visibility }: Answer): string[] {
  const lost = actions({ reply } as Answer)
    // What is searched for may be cut at a word.
    .filter(({ command }) => command !== 'resource')
    .filter((action) => JSON.stringify(decodeAction(encodeAction(action))) !== JSON.stringify(action))
    .map((action) => `lost: ${JSON.stringify(action)}`);
  const original = reply.type === 'message' ? reply.original : undefined;
  const shown = [reply, ...(original === undefined ? [] : [original])];
  return [
    ...lost,
    ...surfaces.flatMap(({ name, show }) =>
      shown.flatMap((one) => {
        const { breaches, written } = show(one, visibility);
        return [...breaches, ...(written.includes('not fit here') ? ['something is left out'] : [])].map(
          (what) => `${name}: ${what}`,
        );
      }),
    ),
  ];
}

describe('every answer about the daily post', () => {
  it('looks right on every surface, and its buttons carry what they mean', async () => {
    const confirmed = await press(await type('daily on'), 'Confirm');
    const one = await subscription();
    const post = await addPost(one?.id ?? '', {
      date: '2026-10-21',
      url: 'https://chat.example/1',
      pick: content,
    });
    const lines = [
      'daily',
      'daily list',
      'daily preview',
      'daily on',
      'daily on zone:UTC+1',
      'daily on zone:IST',
      'daily on minutes:5',
      'daily on mode:topic:xyz',
      'daily on days:none',
      'daily on blubb',
      'daily on me',
      'daily on mode:random',
      'daily on mode:practice',
      'daily preview send:yes',
      'daily preview send:yes',
      'daily skip',
      'daily pause x',
      'daily pause monday',
      'daily',
      'daily pause',
      'daily skip',
      'daily resume',
      'daily resume',
      'daily statsu',
      'daily off',
      'daily',
      'daily off',
      'daily preview',
      'daily list',
    ];
    const breaches = breachesOf(confirmed);
    for (const line of lines)
      breaches.push(...breachesOf(await type(line)).map((what) => `${line}: ${what}`));
    for (const as of ['done', 'later', 'too-easy', 'save', 'check']) {
      breaches.push(...breachesOf(await dispatcher.call('done', { as, post }, caller)));
    }
    breaches.push(...breachesOf(await press(await type('daily on'), 'Change')));
    expect(breaches).toEqual([]);
  });

  it('comes for any text in any option', async () => {
    const names = deps.commands.filter(({ group, name }) => group === 'daily' || name === 'done');
    const anyCall = fc.constantFrom(...names).chain((command) => {
      const options = Object.fromEntries(
        command.options.map((option) => [
          option.name,
          option.type === 'integer' ? fc.integer() : option.type === 'boolean' ? fc.boolean() : anyText,
        ]),
      );
      return fc.record({
        name: fc.constant(command.group === undefined ? command.name : `${command.group} ${command.name}`),
        args: fc.record(options, { requiredKeys: [] }) as fc.Arbitrary<Args>,
      });
    });
    await fc.assert(
      fc.asyncProperty(anyCall, async ({ name, args }) => {
        const answer = await dispatcher.call(name, args, caller);
        expect(breachesOf(answer)).toEqual([]);
        if (answer.reply.type !== 'form') return;
        expect(breachesOf(await dispatcher.press(filledIn(answer, { time: 'x', zone: '' }), caller))).toEqual(
          [],
        );
      }),
      { numRuns: 300 },
    );
  });
});
