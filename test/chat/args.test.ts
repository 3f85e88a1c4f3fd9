import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkArgs, cutAtWord } from '../../src/chat/args.ts';
import type { Args } from '../../src/chat/command.ts';
import { browse, dailyOn, resource } from './commands.ts';

/** What is left of arguments, and the problems as text. */
function checked(given: Args, command = browse) {
  const { args, problems } = checkArgs(given, command);
  const sentences = problems.map((block) =>
    block.type === 'text' ? block.inlines.map(({ text }) => text).join('') : block.type,
  );
  return { args, problems: sentences };
}

describe('arguments', () => {
  it('are taken as they are when they fit', () => {
    const given = { section: 'Books', kind: 'book', stage: 3, by: 'Huyen', share: false };
    expect(checked(given)).toEqual({ args: given, problems: [] });
  });

  it('of unknown names go, also those that every object has', () => {
    const given: Args = JSON.parse(
      '{"__proto__": "x", "constructor": "y", "toString": 1, "page": 2, "kind": "book"}',
    );
    const { args, problems } = checked(given);
    expect([Object.keys(args), problems]).toEqual([['kind'], []]);
    expect(Object.getPrototypeOf(args)).toBe(Object.prototype);
  });

  it('that an object has only by inheritance are not given', () => {
    expect(checked(Object.create({ section: 'Books' })).args).toEqual({});
  });

  it.each([
    [0, 1],
    [99, 15],
    ['7', 7],
    [' -3 ', 1],
    ['99999999999999999999', 15],
  ])('that are numbers are brought into their range: %j', (stage, expected) => {
    expect(checked({ stage })).toEqual({ args: { stage: expected }, problems: [] });
  });

  it.each([
    ['two', 'two'],
    ['2x', '2x'],
    [1.5, '1.5'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [true, 'true'],
  ])('that are no whole numbers are a problem: %j', (stage, shown) => {
    expect(checked({ stage }).problems).toEqual([
      `stage cannot be “${shown}”. It is a whole number from 1 to 15.`,
    ]);
  });

  it.each(['Book', 'books', ' BOOK ', 'Books'])('that are choices are known in any dress: %j', (kind) => {
    expect(checked({ kind }).args).toEqual({ kind: 'book' });
  });

  it('that are no choice, or no yes or no, are named with what they may be', () => {
    expect(checked({ kind: 'film\nnoir\0', share: 'perhaps' })).toEqual({
      args: {},
      problems: [
        'kind cannot be “film noir”. It is one of: book, course.',
        'share cannot be “perhaps”. It is yes or no.',
      ],
    });
  });

  it('that are text lose control characters and line breaks, and are cut at a word', () => {
    const { args } = checked(
      { query: ' one\0two\nthree\t four five ' },
      { ...browse, options: resource.options },
    );
    expect(args).toEqual({ query: 'one two three four' });
  });

  it.each([undefined, '', '   ', '\0\n'])('that are required are asked for, with an example: %j', (at) => {
    expect(checked(at === undefined ? {} : { at }, dailyOn)).toEqual({
      args: {},
      problems: ['Please add at: a time such as 09:00. For example: daily on at:09:00'],
    });
  });

  it('that are channels or roles are ids', () => {
    expect(checked({ at: '9', channel: 'C012AB3CD' }, dailyOn).problems).toEqual([]);
    expect(checked({ at: '9', channel: '<#C012>' }, dailyOn).problems).toEqual([
      'channel cannot be “<#C012>”. It is a channel.',
    ]);
  });

  it('of any kind are checked without an error, and what is left passes again as it is', () => {
    const value = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.double(), fc.boolean());
    const names = fc.oneof(
      fc.constantFrom('section', 'kind', 'stage', 'by', 'share', 'at', 'channel', 'query', '__proto__'),
      fc.string(),
    );
    fc.assert(
      fc.property(
        fc.dictionary(names, value),
        fc.constantFrom(browse, dailyOn, resource),
        (given, command) => {
          const { args, problems } = checkArgs(given, command);
          for (const text of Object.values(args))
            if (typeof text === 'string') expect(text.isWellFormed()).toBe(true);
          expect(JSON.stringify(problems)).not.toMatch(/\\u0000|\\ud[89ab]/i);
          expect(checkArgs(args, command).args).toEqual(args);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('text that is too long', () => {
  it.each([
    ['one two three', 13, 'one two three'],
    ['one two three', 12, 'one two'],
    ['one two three', 7, 'one two'],
    ['one two three', 8, 'one two'],
    ['onetwothree', 5, 'onetw'],
    ['ab😀cd', 3, 'ab'],
  ])('%j in %i characters is %j', (text, max, expected) => {
    expect(cutAtWord(text, max)).toBe(expected);
  });
});
