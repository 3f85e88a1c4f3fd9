import { describe, expect, it } from 'vitest';
import { start } from '../../src/study/cursor.ts';
import { ahead } from '../../src/study/path.ts';
import { brief, briefly, catalogOf, cursorAfter, days, marked, noMarks, options } from './small.ts';

describe('a step that is longer than the channel’s minutes', () => {
  const catalog = catalogOf({ a: ['a1 45', 'a2 20', 'a3 43'] });

  it('is posted in sittings of the same length', () => {
    expect(days(catalog, 7).map((one) => [brief(one), one.minutes])).toEqual([
      ['a1 1/3', 15],
      ['a1 2/3', 15],
      ['a1 3/3', 15],
      ['a2', 20],
      ['a3 1/3', 15],
      ['a3 2/3', 15],
      ['a3 3/3', 15],
    ]);
    expect(days(catalog, 2)[1]?.reason).toBe('goes on with the same step, sitting 2 of 3');
  });

  it('needs no further sittings once it is marked Done often enough', () => {
    const twoDone = { advance: { by: 'days', marks: 2, days: 5 } } as const;
    const next = (done: number) =>
      briefly(ahead(catalog, cursorAfter(days(catalog, 1)), marked({ a1: { done } }), options(twoDone), 1));
    expect(next(1)).toBe('a1 2/3');
    expect(next(2)).toBe('a2');
  });

  it.each([
    { from: 20, to: 45, posts: ['a1 2/2 30', 'a2 20', 'a3 43'] },
    { from: 20, to: 10, posts: ['a1 2/4 10', 'a1 3/4 10', 'a1 4/4 10'] },
    { from: 30, to: 20, posts: ['a1 2/3 15', 'a1 3/3 15', 'a2 20'] },
    { from: 45, to: 10, posts: ['a2 1/2 10', 'a2 2/2 10', 'a3 1/5 9'] },
  ])('has its rest cut anew when $from minutes become $to', ({ from, to, posts }) => {
    const begun = cursorAfter(days(catalog, 1, { minutes: from }));
    const rest = ahead(catalog, begun, noMarks, options({ minutes: to }), 3);
    expect(rest.map((one) => `${brief(one)} ${one.minutes}`)).toEqual(posts);
  });
});

describe('a channel that moves on by marks', () => {
  const catalog = catalogOf({ a: ['a1', 'a2 40', 'a3'] });
  const byMarks = { advance: { by: 'marks', marks: 2, days: 3 } } as const;

  it('gets the same step again until it had its days, and the reason counts them', () => {
    const posts = days(catalog, 7, byMarks);
    expect(briefly(posts)).toBe('a1, a1, a1, a2 1/2, a2 2/2, a2 2/2, a3');
    expect(posts[2]?.reason).toBe('nobody has marked it Done yet; post 3 of 3');
    expect(posts[5]?.minutes).toBe(20);
    expect(posts[5]?.reason).toBe('nobody has marked it Done yet; post 3 of 3');
  });

  it('moves on as soon as enough people marked it Done', () => {
    const begun = cursorAfter(days(catalog, 1, byMarks));
    const next = (done: number) => ahead(catalog, begun, marked({ a1: { done } }), options(byMarks), 1)[0];
    expect(brief(next(1))).toBe('a1');
    expect(next(1)?.reason).toBe('marked Done by 1 of 2 so far; post 2 of 3');
    expect(brief(next(2))).toBe('a2 1/2');
  });

  it('gets no more than its minutes again, when they became fewer', () => {
    const begun = cursorAfter(days(catalog, 4, { ...byMarks, minutes: 45 }));
    const fewer = options({ ...byMarks, minutes: 30 });
    const [post] = ahead(catalog, begun, noMarks, fewer, 1);
    expect([brief(post), post?.minutes]).toEqual(['a2', 30]);
  });

  it('gets every sitting, even where they are more than its days', () => {
    const oneDay = { advance: { by: 'marks', marks: 1, days: 1 } } as const;
    expect(briefly(days(catalog, 4, oneDay))).toBe('a1, a2 1/2, a2 2/2, a3');
  });

  it('moves on at once when it is changed to move on by days', () => {
    const begun = cursorAfter(days(catalog, 2, byMarks));
    expect(briefly(ahead(catalog, begun, noMarks, options(), 1))).toBe('a2 1/2');
  });
});

describe('a step that most find too easy', () => {
  const catalog = catalogOf({
    a: ['a1 beginner', 'a2 beginner', 'a3', 'a4 beginner', 'a5'],
    b: ['b1 beginner'],
  });
  const easy = marked({ a1: { 'too-easy': 2, done: 1 } });

  it('takes the other beginner steps of its topic with it, and the reason says so', () => {
    const posts = ahead(catalog, cursorAfter(days(catalog, 1)), easy, options(), 3);
    expect(briefly(posts)).toBe('a3, a5, b1');
    expect(posts[0]?.reason).toBe(
      'passes over 2 beginner steps of A as too easy; goes on in A: 1 more step, then B',
    );
    expect(posts[1]?.reason).toBe('the last step of A; next is B');
  });

  it('stays so when the marks are gone', () => {
    const [post] = ahead(catalog, cursorAfter(days(catalog, 1)), easy, options(), 1);
    expect(briefly(ahead(catalog, post?.cursor ?? start, noMarks, options(), 2))).toBe('a5, b1');
  });

  it.each([
    { 'too-easy': 1, done: 1 },
    { 'too-easy': 1, people: 2 },
    { 'too-easy': 0, done: 1 },
  ])('changes nothing when it is half of them or less: %j', (tally) => {
    expect(briefly(ahead(catalog, cursorAfter(days(catalog, 1)), marked({ a1: tally }), options(), 1))).toBe(
      'a2',
    );
  });

  it('needs no further sittings and is not repeated', () => {
    const long = catalogOf({ a: ['a1 40 beginner', 'a2'] });
    const marks = marked({ a1: { 'too-easy': 1 } });
    expect(briefly(ahead(long, cursorAfter(days(long, 1)), marks, options(), 1))).toBe('a2');
    const byMarks = options({ advance: { by: 'marks', marks: 1, days: 5 } });
    expect(briefly(ahead(long, cursorAfter(days(long, 2)), marks, byMarks, 1))).toBe('a2');
  });

  it('counts only as the last one posted', () => {
    expect(briefly(ahead(catalog, cursorAfter(days(catalog, 2)), easy, options(), 2))).toBe('a3, a4');
  });
});
