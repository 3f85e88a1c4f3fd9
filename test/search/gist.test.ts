import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entry, others, searchOf } from './entries.ts';

const search = searchOf([...others, entry('Detecting drift', { kind: 'course' })]);

describe('the gist of a query', () => {
  it.each([
    ['what is the best way to learn about drift detection', 'learn drift detection'],
    ['how do I get "concept drift" kind:course max:30', 'kind:course max:30 concept drift'],
    ['how to do it', 'how to do it'],
    ['', ''],
  ])('of %j is %j', (line, gist) => {
    expect(search.gist(line)).toBe(gist);
  });

  it('is its own gist', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (line) => {
        const gist = search.gist(line);
        expect(search.gist(gist)).toBe(gist);
      }),
    );
  });
});
