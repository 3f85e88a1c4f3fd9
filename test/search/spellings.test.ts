import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance } from '../../src/catalog/distance.ts';
import { createSpellings } from '../../src/search/spellings.ts';

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'é'), minLength: 1, maxLength: 9 });

describe('words by their letters', () => {
  it('finds just the words that begin so', () => {
    fc.assert(
      fc.property(fc.uniqueArray(letters, { maxLength: 30 }), letters, (words, prefix) => {
        const expected = words.filter((word) => word.startsWith(prefix)).sort();
        expect(createSpellings(words).beginningWith(prefix)).toEqual(expected);
      }),
    );
  });

  it('finds just the words that are fewest slips away', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(letters, { maxLength: 30 }),
        letters,
        fc.integer({ min: 1, max: 3 }),
        (words, typed, most) => {
          const alike = words.filter((word) => word[0] === typed[0] && distance(typed, word, most) <= most);
          const fewest = Math.min(...alike.map((word) => distance(typed, word, most)));
          const found = createSpellings(words).nearTo(typed, most);
          for (const word of found.words) expect(distance(typed, word, most)).toBe(found.slips);
          if (found.slips === fewest) {
            const expected = alike.filter((word) => distance(typed, word, most) === fewest);
            expect(found.words).toEqual(expect.arrayContaining(expected));
          } else if (alike.length > 0) expect(found.slips).toBeLessThan(fewest);
        },
      ),
    );
  });
});

describe('the distance of two words', () => {
  it.each([
    ['docker', 'docker', 0],
    ['docker', 'dockr', 1],
    ['docker', 'dokcer', 1],
    ['docker', 'dockers', 1],
    ['docker', 'rocket', 2],
    ['docker', 'kubernetes', 3],
  ])('%s and %s: %i, or more than two', (a, b, slips) => {
    expect(distance(a, b, 2)).toBe(slips);
    expect(distance(b, a, 2)).toBe(slips);
  });
});
