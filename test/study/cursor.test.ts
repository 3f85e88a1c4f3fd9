import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCursor, start, writeCursor } from '../../src/study/cursor.ts';
import { anyText } from '../support/arbitrary-text.ts';
import { catalogOf, cursorAfter, days } from './small.ts';

describe('a cursor as text', () => {
  const catalog = catalogOf({ a: ['a1 45', 'a2'], b: ['b1'] });

  it('reads as it was written', () => {
    for (const count of [0, 1, 2, 5, 9]) {
      const cursor = cursorAfter(days(catalog, count));
      expect(readCursor(writeCursor(cursor))).toEqual(cursor);
    }
    const drawn = cursorAfter(days(catalog, 3, { mode: { type: 'random' } }));
    expect(readCursor(writeCursor(drawn))).toEqual(drawn);
  });

  it.each([
    ['nothing', ''],
    ['an older value', '{"version":1}'],
    ['a version that is not known', writeCursor(start).replace('1', '2')],
    ['another shape', '{"version":1,"seen":"a1","passed":[],"begun":[],"walks":[],"bags":[]}'],
    ['a number below zero', writeCursor(cursorAfter(days(catalog, 1))).replace('"posts":1', '"posts":-1')],
    ['half of it', writeCursor(cursorAfter(days(catalog, 1))).slice(0, 40)],
    ['null', 'null'],
    ['a list', '[]'],
  ])('is the start when it is %s', (_what, json) => {
    expect(readCursor(json)).toEqual(start);
  });

  it('never throws, whatever stands there', () => {
    const near = fc.record(
      {
        version: fc.constantFrom(1, 2, '1', null),
        seen: fc.oneof(fc.array(anyText), fc.jsonValue()),
        passed: fc.oneof(fc.array(anyText), fc.jsonValue()),
        begun: fc.array(fc.oneof(fc.record({ step: anyText, posts: fc.double() }), fc.jsonValue())),
        walks: fc.jsonValue(),
        bags: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const text = fc.oneof(
      anyText,
      fc.json(),
      near.map((one) => JSON.stringify(one)),
    );
    fc.assert(
      fc.property(text, (json) => {
        const cursor = readCursor(json);
        expect(readCursor(writeCursor(cursor))).toEqual(cursor);
      }),
    );
  });
});
