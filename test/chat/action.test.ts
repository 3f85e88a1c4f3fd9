import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Action,
  decodeAction,
  decodeChoice,
  encodeAction,
  encodeChoice,
  maxActionLength,
} from '../../src/chat/action.ts';

const mode = fc.constantFrom('update' as const, 'reply' as const, 'form' as const);
const command = fc.constantFrom('resource', 'topic', 'daily on');
const key = fc.stringMatching(/^[a-z][a-z0-9_]{0,7}$/);
const id = fc.stringMatching(/^[a-z0-9]{1,12}(-[a-z0-9]{1,10}){0,4}$/);
const value = fc.oneof(id, fc.integer({ min: -9_999, max: 99_999 }), fc.boolean());

describe('the code of a button', () => {
  it('comes back as it went in, when it fits', () => {
    const fitting = fc.record({
      command,
      mode,
      args: fc.dictionary(key, value, { maxKeys: 2 }),
      ordinal: fc.nat(99),
    });
    fc.assert(
      fc.property(fitting, (action) => {
        const encoded = encodeAction(action);
        fc.pre(
          !Object.values(action.args).some((text) => typeof text === 'string' && !encoded.includes(text)),
        );
        expect(decodeAction(encoded)).toEqual({ ...action, args: { ...action.args } });
      }),
    );
  });

  it('never has more than 100 characters, whatever the words are', () => {
    const words = fc.dictionary(
      fc.constantFrom('query', 'topic', 'by'),
      fc.string({ unit: 'binary', maxLength: 400 }),
    );
    fc.assert(
      fc.property(words, mode, (args, anyMode) => {
        const encoded = encodeAction({ command: 'resource', args, mode: anyMode });
        expect(encoded.length).toBeLessThanOrEqual(maxActionLength);
        expect(encoded.isWellFormed()).toBe(true);
        expect(decodeAction(encoded)?.command).toBe('resource');
      }),
    );
  });

  it('cuts a long query at a word', () => {
    const query =
      'how do we organise a data science team that ships models to production every single week of the year';
    const decoded = decodeAction(
      encodeAction({ command: 'resource', args: { query, page: 2 }, mode: 'update' }),
    );
    expect(decoded?.args).toEqual({
      query: 'how do we organise a data science team that ships models to production',
      page: 2,
    });
  });

  it('keeps the longest id whole', () => {
    const longest = 'a'.repeat(70);
    const action: Action = {
      command: 'resource',
      args: { like: longest, page: 12 },
      mode: 'reply',
      ordinal: 12,
    };
    expect(decodeAction(encodeAction(action))).toEqual(action);
  });

  it('is refused when it is not ours', () => {
    const strange = ['', '1', '2u|resource||', '1x|resource||', '1u|Resource||', '1u|resource|__proto__=1|'];
    strange.push('1u|resource|page#x|', '1u|resource|a=1&a=2|', '1u|resource|||', 'x'.repeat(101));
    for (const encoded of strange) expect(decodeAction(encoded), encoded).toBeUndefined();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (encoded) => {
        decodeAction(encoded);
      }),
    );
  });
});

describe('the code of a select', () => {
  it('gives the action with the chosen value in the open argument', () => {
    const rest = fc.dictionary(
      key.filter((name) => name !== 'chosen'),
      fc.oneof(fc.integer({ min: 0, max: 999 }), fc.boolean()),
      { maxKeys: 2 },
    );
    fc.assert(
      fc.property(command, mode, rest, id, (name, anyMode, args, chosen) => {
        const encoded = encodeChoice({ command: name, args, mode: anyMode }, 'chosen');
        expect(encoded.length).toBeLessThanOrEqual(maxActionLength);
        expect(decodeChoice(encoded, chosen)).toEqual({
          command: name,
          mode: anyMode,
          args: { ...args, chosen },
        });
      }),
    );
  });

  it('stays within its length, with long text beside the open argument', () => {
    const encoded = encodeChoice(
      { command: 'resource', args: { query: 'many words '.repeat(30), like: 'x' }, mode: 'reply' },
      'like',
    );
    expect(encoded.length).toBeLessThanOrEqual(maxActionLength);
    expect(decodeChoice(encoded, 'an-id')?.args).toMatchObject({ like: 'an-id' });
  });

  it('is no code of a button, and the other way round', () => {
    const button = encodeAction({ command: 'topic', args: { name: 'docker' }, mode: 'reply' });
    expect(decodeChoice(button, 'git')).toBeUndefined();
    expect(decodeChoice('anything', 'git')).toBeUndefined();
  });
});
