import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../src/catalog/create.ts';
import { ahead } from '../../src/study/path.ts';
import { entry } from '../search/entries.ts';
import { brief, briefly, cursorAfter, days, noMarks, options, question } from './small.ts';

const many = 'abcdefgh'.split('').map((id) => entry(id, { minutes: 30 }));
const catalog = createCatalog({ resources: many });
const random = { mode: { type: 'random' } } as const;
const practice = { mode: { type: 'practice' } } as const;

describe('the mode random', () => {
  it('draws every resource once before one comes again', () => {
    const drawn = briefly(days(catalog, 24, random)).split(', ');
    for (const round of [drawn.slice(0, 8), drawn.slice(8, 16), drawn.slice(16)]) {
      expect(round.toSorted().join('')).toBe('abcdefgh');
    }
    expect(new Set([0, 8, 16].map((at) => drawn.slice(at, at + 8).join(''))).size).toBe(3);
  });

  it('draws in the same order for the same channel, and in another for another', () => {
    const order = (seed: string) => briefly(days(catalog, 8, { ...random, seed }));
    expect(order('one')).toBe(order('one'));
    expect(new Set(['one', 'two', 'three', 'four'].map(order)).size).toBe(4);
  });

  it('never draws the same twice in a row where there are two', () => {
    const two = createCatalog({ resources: many.slice(0, 2) });
    const seeds = Array.from({ length: 20 }, (_, seed) => `${seed}`);
    for (const seed of seeds) {
      const drawn = briefly(days(two, 10, { ...random, seed })).split(', ');
      expect(drawn.filter((one, at) => one === drawn[at + 1])).toEqual([]);
    }
    expect(briefly(days(createCatalog({ resources: many.slice(0, 1) }), 3, random))).toBe('a, a, a');
  });

  it('gives a part of what takes longer, and says so', () => {
    const [post] = days(catalog, 1, { ...random, minutes: 20 });
    expect(post).toMatchObject({ type: 'resource', minutes: 20 });
    expect(post?.reason).toBe(
      'drawn by lot: 1 of 8 in this round, none comes twice; 20 minutes are a start, all of it takes longer',
    );
    expect(days(catalog, 1, { ...random, minutes: 45 })[0]).toMatchObject({ minutes: 30 });
  });

  it('draws what is new in the catalog in the same round, and not what is gone', () => {
    const half = days(catalog, 4, random);
    const came = many.filter(({ id }) => briefly(half).split(', ').includes(id));
    const [, ...left] = many.filter((one) => !came.includes(one));
    const added = ['new', 'newer', 'newest'].map((id) => entry(id));
    const changed = createCatalog({ resources: [...added, ...left, ...came.slice(1)] });
    const rest = ahead(changed, cursorAfter(half), noMarks, options(random), 6);
    const expected = [...added, ...left].map(({ id }) => id);
    expect(briefly(rest).split(', ').toSorted()).toEqual(expected.toSorted());
  });

  it('takes a resource with a new id for the old one', () => {
    const half = days(catalog, 7, random);
    const renamed = createCatalog({
      resources: many.map((one) => ({ ...one, id: `new-${one.id}`, formerly: [one.id] })),
    });
    const [last] = ahead(renamed, cursorAfter(half), noMarks, options(random), 1);
    const missing = many.find(({ id }) => !briefly(half).split(', ').includes(id));
    expect(brief(last)).toBe(`new-${missing?.id}`);
    expect(last?.reason).toMatch(/^drawn by lot: 8 of 8/);
  });

  it('keeps its place while the channel does something else', () => {
    const exercises = createCatalog({ resources: many.map((one) => ({ ...one, kind: 'practice' })) });
    const half = days(exercises, 4, random);
    const between = ahead(exercises, cursorAfter(half), noMarks, options(practice), 3);
    const rest = ahead(exercises, cursorAfter(between), noMarks, options(random), 4);
    expect(between).toHaveLength(3);
    expect(
      briefly([...half, ...rest])
        .split(', ')
        .toSorted()
        .join(''),
    ).toBe('abcdefgh');
  });

  it('has nothing to draw from an empty catalog', () => {
    expect(days(createCatalog({}), 1, random)).toEqual([]);
  });
});

describe('the mode practice', () => {
  const resources = [entry('kata', { kind: 'practice', minutes: 60 }), entry('book', { kind: 'book' })];
  const questions = [question('bias'), question('drift')];

  it('draws questions, ten minutes each, and exercises', () => {
    const posts = days(createCatalog({ resources, questions }), 3, practice);
    expect(briefly(posts).split(', ').toSorted()).toEqual(['bias', 'drift', 'kata']);
    const minutes = Object.fromEntries(posts.map((one) => [briefly([one]), one.minutes]));
    expect(minutes).toEqual({ bias: 10, drift: 10, kata: 20 });
    expect(posts[2]?.reason).toMatch(/^practice drawn by lot: 3 of 3 in this round, none comes twice/);
  });

  it('is the only one with questions', () => {
    const drawn = briefly(days(createCatalog({ resources, questions }), 2, random)).split(', ');
    expect(drawn.toSorted()).toEqual(['book', 'kata']);
  });

  it('has nothing to draw where there is no practice', () => {
    expect(days(createCatalog({ resources: [entry('book', { kind: 'book' })] }), 1, practice)).toEqual([]);
  });
});
