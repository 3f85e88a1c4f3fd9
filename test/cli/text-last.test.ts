import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textLast } from '../../src/cli/text-last.ts';

const sorted = (...args: string[]) => textLast(args, ['--as', '--limit'], ['-h']);

describe('a text among options', () => {
  it.each([
    [
      ['resource', 'docker'],
      ['--', 'resource', 'docker'],
    ],
    [
      ['docker', '--as', 'json', 'course'],
      ['--as', 'json', '--', 'docker', 'course'],
    ],
    [
      ['--as=json', 'docker'],
      ['--as=json', '--', 'docker'],
    ],
    [['-docker'], ['--', '-docker']],
    [['-'], ['--', '-']],
    [['--what is docker'], ['--', '--what is docker']],
    [['---'], ['--', '---']],
    [
      ['--', '--as', 'json'],
      ['--', '--as', 'json'],
    ],
    [
      ['--limit', '-1', 'docker'],
      ['--limit', '-1', '--', 'docker'],
    ],
    [
      ['docker', '--wrong'],
      ['--wrong', '--', 'docker'],
    ],
    [['-h'], ['-h', '--']],
    [
      ['docker', '--explain', '--as'],
      ['--explain', '--as'],
    ],
    [[''], ['--', '']],
  ])('%j becomes %j', (args, expected) => {
    expect(sorted(...args)).toEqual(expected);
  });

  it('loses no argument', () => {
    const arg = fc.oneof(fc.string(), fc.constantFrom('--as', '--', '-h', '--x=1', 'a b'));
    const words = (args: readonly string[]) => args.filter((one) => one !== '--').toSorted();
    fc.assert(
      fc.property(fc.array(arg), (given) => {
        const args = [...given, 'docker', '--', '--as'];
        expect(words(sorted(...args))).toEqual(words(args));
      }),
    );
  });
});
