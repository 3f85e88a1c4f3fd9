import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../src/catalog/create.ts';
import { start } from '../../src/study/cursor.ts';
import { ahead, stepNumber, stepsOnPath, topicNumber } from '../../src/study/path.ts';
import { pick } from '../../src/study/pick.ts';
import { brief, briefly, catalogOf, cursorAfter, days, marked, noMarks, options } from './small.ts';

describe('a channel on the path', () => {
  const catalog = catalogOf({ a: ['a1', 'a2', 'a3'], b: ['b1'], c: ['c1', 'c2'] });

  it('gets the steps in their order, each with its place as the reason', () => {
    expect(days(catalog, 6).map((one) => [brief(one), one.reason])).toEqual([
      ['a1', 'the path begins here; next is B'],
      ['a2', 'goes on in A: 1 more step, then B'],
      ['a3', 'the last step of A; next is B'],
      ['b1', 'follows A; next is C'],
      ['c1', 'follows B; then comes a review'],
      ['c2', 'the last step of C; next is a review'],
    ]);
  });

  it('gets nothing of topics that are not on the path', () => {
    const off = catalogOf({ a: ['a1'], b: ['b1'] }, { path: ['b'] });
    expect(briefly(days(off, 2))).toBe('b1, b1');
  });

  it('gets nothing at all when the path has no steps', () => {
    expect(pick(catalogOf({ a: [], b: [] }), start, noMarks, options())).toBeUndefined();
    expect(pick(createCatalog({}), start, noMarks, options())).toBeUndefined();
  });

  it.each(['Long winded '.repeat(8), 'Short...', 'Two\nlines.', '🐳'.repeat(50), '...'])(
    'keeps a reason within 160 characters and one line, without a full stop, in topics called %j',
    (title) => {
      const { topics, ...rest } = catalogOf({ a: ['a1 beginner', 'a2 beginner', 'a3', 'a4'], b: ['b1'] });
      const named = createCatalog({ ...rest, topics: topics.map((topic) => ({ ...topic, title })) });
      for (const { reason } of ahead(named, start, marked({ a1: { 'too-easy': 1 } }), options(), 6)) {
        expect(reason.length).toBeLessThanOrEqual(160);
        expect(reason).toMatch(/^[a-z].*[^.\s]$/);
        expect(reason.isWellFormed()).toBe(true);
      }
    },
  );

  it('is told what it follows, be that what was posted as one topic', () => {
    const onlyA = days(catalog, 3, { mode: { type: 'topic', topic: 'a' } });
    const [post] = ahead(catalog, cursorAfter(onlyA), noMarks, options(), 1);
    expect([brief(post), post?.reason]).toEqual(['b1', 'follows A; next is C']);
  });
});

describe('a choice of topics', () => {
  const catalog = catalogOf(
    { a: ['a1'], aws: ['aws1', 'aws2'], gcp: ['gcp1', 'gcp2'], z: ['z1'] },
    { path: ['a', 'aws|gcp', 'z'] },
  );

  it('is walked as its first topic, and the reason says how to get another', () => {
    const posts = days(catalog, 4);
    expect(briefly(posts)).toBe('a1, aws1, aws2, z1');
    expect(posts[1]?.reason).toBe(
      'follows A; AWS stands for a choice of 2 here: mode topic:gcp takes another',
    );
    expect(posts[2]?.reason).toBe('the last step of AWS; next is Z');
  });

  it('is walked as the topic that people have most Done in', () => {
    expect(briefly(days(catalog, 4, {}, marked({ gcp2: { done: 2 }, aws1: { done: 1 } })))).toBe(
      'a1, gcp1, gcp2, z1',
    );
    expect(briefly(days(catalog, 3, {}, marked({ 'topic:gcp': { done: 1 } })))).toBe('a1, gcp1, gcp2');
  });

  it('stays with the topic that was begun, whatever is marked later', () => {
    const begun = cursorAfter(days(catalog, 2));
    const marks = marked({ gcp1: { done: 9 }, gcp2: { done: 9 } });
    expect(briefly(ahead(catalog, begun, marks, options(), 2))).toBe('aws2, z1');
  });

  it('is walked as the topic that was begun as a mode of its own', () => {
    const begun = cursorAfter(days(catalog, 1, { mode: { type: 'topic', topic: 'gcp' } }));
    const posts = ahead(catalog, begun, noMarks, options(), 3);
    expect(briefly(posts)).toBe('a1, gcp2, z1');
    expect(posts[1]?.reason).toBe('follows A; next is Z');
  });

  it('is none when its topic is on the path anyway', () => {
    const twice = catalogOf({ aws: ['aws1'], gcp: ['gcp1'] }, { path: ['aws', 'aws|gcp'] });
    expect(days(twice, 1)[0]?.reason).toBe('the path begins here; then comes a review');
  });

  it('leaves out topics without steps', () => {
    const half = catalogOf({ aws: [], gcp: ['gcp1'] }, { path: ['aws|gcp'] });
    expect(briefly(days(half, 1))).toBe('gcp1');
    expect(days(half, 1)[0]?.reason).toBe('the path begins here; then comes a review');
  });
});

describe('one topic as the mode', () => {
  const catalog = catalogOf({ a: ['a1', 'a2'], b: ['b1', 'b2'], off: ['off1'] }, { path: ['a', 'b'] });
  const onlyB = { mode: { type: 'topic', topic: 'b' } } as const;

  it('gives the steps of that topic, then a review of it', () => {
    expect(days(catalog, 3, onlyB).map((one) => [brief(one), one.reason])).toEqual([
      ['b1', 'the chosen topic is B: 2 steps, then a review'],
      ['b2', 'the last step of B; next is a review'],
      ['b1', 'begins review round 1: one of the hardest'],
    ]);
  });

  it('may be a topic outside the path', () => {
    expect(briefly(days(catalog, 1, { mode: { type: 'topic', topic: 'off' } }))).toBe('off1');
  });

  it('shares with the path what was posted, and the path keeps its place', () => {
    const onPath = cursorAfter(days(catalog, 1));
    const inTopic = cursorAfter(ahead(catalog, onPath, noMarks, options(onlyB), 1));
    expect(briefly(ahead(catalog, inTopic, noMarks, options(), 2))).toBe('a2, b2');
  });

  it('goes on with a step that the path has just begun, and the path does not repeat that', () => {
    const long = catalogOf({ a: ['a1 40', 'a2'], b: ['b1'] });
    const onlyA = options({ mode: { type: 'topic', topic: 'a' } });
    const [second] = ahead(long, cursorAfter(days(long, 1)), noMarks, onlyA, 1);
    expect(brief(second)).toBe('a1 2/2');
    expect(briefly(ahead(long, cursorAfter(second ? [second] : []), noMarks, options(), 2))).toBe('a2, b1');
  });

  it('gives way to the path when the topic has no steps', () => {
    const empty = catalogOf({ a: ['a1'], b: [] });
    expect(briefly(days(empty, 1, onlyB))).toBe('a1');
  });

  it('gives way to the path when the catalog has the topic no longer, and says so', () => {
    const [post] = days(catalog, 1, { mode: { type: 'topic', topic: 'gone' } });
    expect(brief(post)).toBe('a1');
    expect(post?.reason).toBe(
      'the topic “gone” has no steps in the catalog now, so the path goes on; the path begins here; next is B',
    );
  });
});

describe('the numbers on a post', () => {
  const catalog = catalogOf({ x: ['x1'], a: ['a1', 'a2'], b: ['b1'], c: [] }, { path: ['a', 'b|c'] });

  it('count topics on the path and steps in the topic', () => {
    const [a, b, , x] = catalog.topics;
    if (a === undefined || b === undefined || x === undefined) throw new Error('a topic is missing');
    expect(topicNumber(catalog, b)).toEqual({ number: 2, of: 3 });
    expect(topicNumber(catalog, x)).toBeUndefined();
    expect(a.steps.map((step) => stepNumber(a, step))).toEqual([
      { number: 1, of: 2 },
      { number: 2, of: 2 },
    ]);
    expect(stepsOnPath(catalog).map(({ step }) => step.id)).toEqual(['a1', 'a2', 'b1']);
  });
});
