import { describe, expect, it } from 'vitest';
import { start } from '../../src/study/cursor.ts';
import { ahead } from '../../src/study/path.ts';
import { brief, briefly, catalogOf, cursorAfter, days, marked, noMarks, options } from './small.ts';

describe('the review at the path’s end', () => {
  const catalog = catalogOf({
    a: ['a1', 'a2 20 beginner', 'a3 15 advanced'],
    b: ['b1', 'b2 20 advanced', 'b3 20 beginner'],
  });
  const walked = cursorAfter(days(catalog, 6));

  it('begins with what was marked Later by most, then comes the hardest, and the reason says which', () => {
    const marks = marked({ a2: { later: 1 }, b1: { later: 3 } });
    expect(ahead(catalog, walked, marks, options(), 6).map((one) => [brief(one), one.reason])).toEqual([
      ['b1', 'begins review round 1: marked Later by 3'],
      ['a2', 'review round 1: marked Later by 1'],
      ['b2', 'review round 1: one of the hardest'],
      ['a3', 'review round 1: one of the hardest'],
      ['a1', 'review round 1: one of the hardest'],
      ['b3', 'review round 1: one of the hardest'],
    ]);
  });

  it('is followed by another round, which does not begin as the last one ended', () => {
    const marks = marked({ b1: { later: 1 } });
    const round = ahead(catalog, walked, noMarks, options(), 6);
    expect(briefly(round)).toBe('b2, a3, a1, b1, a2, b3');
    const [next] = ahead(catalog, cursorAfter(round), marks, options(), 1);
    expect([brief(next), next?.reason]).toEqual(['b1', 'begins review round 2: marked Later by 1']);
    const last = marked({ b3: { later: 9 } });
    expect(briefly(ahead(catalog, cursorAfter(round), last, options(), 2))).toBe('b2, b3');
  });

  it('takes what is marked Later in the middle of a round, but nothing twice', () => {
    const begun = cursorAfter(ahead(catalog, walked, noMarks, options(), 2));
    const marks = marked({ b2: { later: 5 }, a2: { later: 1 } });
    expect(briefly(ahead(catalog, begun, marks, options(), 2))).toBe('a2, a1');
  });

  it('has at most 30 steps a round', () => {
    const many = catalogOf({ a: Array.from({ length: 40 }, (_, index) => `a${index}`) });
    const posts = days(many, 40 + 31).slice(40);
    expect(new Set(posts.slice(0, 30).map(brief)).size).toBe(30);
    expect(posts[30]?.reason).toBe('begins review round 2: one of the hardest');
  });

  it('has no more even when others are marked Later meanwhile', () => {
    const many = catalogOf({ a: Array.from({ length: 32 }, (_, index) => `a${index}`) });
    const round = cursorAfter(days(many, 32 + 30));
    const [post] = ahead(many, round, marked({ a31: { later: 2 } }), options(), 1);
    expect([brief(post), post?.reason]).toEqual(['a31', 'begins review round 2: marked Later by 2']);
  });

  it('is another for one topic that becomes the mode', () => {
    const begun = cursorAfter(ahead(catalog, walked, noMarks, options(), 1));
    const onlyB = options({ mode: { type: 'topic', topic: 'b' } });
    expect(ahead(catalog, begun, noMarks, onlyB, 4).map((one) => [brief(one), one.reason])).toEqual([
      ['b1', 'begins review round 1: one of the hardest'],
      ['b2', 'review round 1: one of the hardest'],
      ['b3', 'review round 1: one of the hardest'],
      ['b2', 'begins review round 2: one of the hardest'],
    ]);
  });

  it('passes over nothing new because of old marks', () => {
    const begun = cursorAfter(ahead(catalog, walked, noMarks, options(), 1));
    const grown = catalogOf({ a: ['a1'], b: ['b1', 'b2 advanced', 'b3', 'b4 beginner'] });
    const marks = marked({ b2: { 'too-easy': 1 } });
    expect(briefly(ahead(grown, begun, marks, options(), 1))).toBe('b4');
  });

  it('waits for steps that are new in the catalog', () => {
    const begun = cursorAfter(ahead(catalog, walked, noMarks, options(), 2));
    const grown = catalogOf({
      a: ['a0', 'a1', 'a2 beginner', 'a3 15 advanced'],
      b: ['b1', 'b2 advanced', 'b3 beginner'],
    });
    const posts = ahead(grown, begun, noMarks, options(), 3);
    expect(briefly(posts)).toBe('a0, a1, a0');
    expect(posts[0]?.reason).toBe('new in A since the review began');
  });

  it('posts all sittings of a step, and repeats none, whatever was marked the first time', () => {
    const long = catalogOf({ a: ['a1 40', 'a2 10'] });
    const byMarks = options({ advance: { by: 'marks', marks: 1, days: 5 } });
    const marks = marked({ a1: { done: 3, 'too-easy': 4 }, a2: { done: 1 } });
    const posts = ahead(long, cursorAfter(days(long, 3)), marks, byMarks, 3);
    expect(briefly(posts)).toBe('a1 1/2, a1 2/2, a2');
  });

  it('leaves out further sittings of a step that somebody else marks Done now', () => {
    const long = catalogOf({ a: ['a1 40', 'a2 10'] });
    const before = marked({ a1: { done: 3 } });
    const begun = cursorAfter(ahead(long, cursorAfter(days(long, 3)), before, options(), 1));
    expect(briefly(ahead(long, begun, marked({ a1: { done: 4 } }), options(), 1))).toBe('a2');
  });

  it('leaves out what was passed over as too easy', () => {
    const easy = catalogOf({ a: ['a1 beginner', 'a2 beginner', 'a3'] });
    const marks = marked({ a1: { 'too-easy': 1 } });
    const posts = ahead(easy, start, marks, options(), 5);
    expect(briefly(posts)).toBe('a1, a3, a1, a3, a1');
  });

  it('has nothing but what was passed over when the catalog has nothing else', () => {
    const easy = catalogOf({ a: ['a1 beginner', 'a2 beginner', 'a3'] });
    const posts = ahead(easy, start, marked({ a1: { 'too-easy': 1 } }), options(), 2);
    const left = catalogOf({ a: ['a2 beginner'] });
    expect(briefly(ahead(left, cursorAfter(posts), noMarks, options(), 2))).toBe('a2, a2');
  });
});
