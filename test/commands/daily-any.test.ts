import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAction, encodeAction } from '../../src/chat/action.ts';
import type { Args } from '../../src/chat/command.ts';
import type { Answer } from '../../src/chat/dispatch.ts';
import { surfaces } from '../contract/surfaces.ts';
import { anyText } from '../support/arbitrary-text.ts';
import { actions, addPost, content, filledIn, member } from './member.ts';

const { deps, dispatcher, caller, type, press, subscription } = member();

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
