import { expect, it } from 'vitest';
import { createRecent } from '../../src/search/recent.ts';

it('keeps what was asked for last, and makes the rest again', () => {
  const recent = createRecent<string>(2);
  const made: string[] = [];
  const ask = (key: string) =>
    recent(key, () => {
      made.push(key);
      return key.toUpperCase();
    });
  expect(['a', 'b', 'a', 'c', 'a', 'b'].map(ask)).toEqual(['A', 'B', 'A', 'C', 'A', 'B']);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});
