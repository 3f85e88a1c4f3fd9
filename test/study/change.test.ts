import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../src/catalog/create.ts';
import type { Catalog } from '../../src/catalog/model.ts';
import { ahead } from '../../src/study/path.ts';
import { briefly, catalogOf, cursorAfter, days, noMarks, options } from './small.ts';

const old = catalogOf({ a: ['a1', 'a2', 'a3'], b: ['b1', 'b2', 'b3'], c: ['c1'] });
/** Stands at b2. */
const here = cursorAfter(days(old, 5));

function rest(catalog: Catalog, count: number): string {
  return briefly(ahead(catalog, here, noMarks, options(), count));
}

describe('a catalog that changed while a channel stood in the middle', () => {
  it('goes on behind the last step when others are gone', () => {
    expect(rest(catalogOf({ b: ['b2', 'b3'], c: ['c1'] }), 2)).toBe('b3, c1');
  });

  it('goes on in the same place when the last step is gone', () => {
    expect(rest(catalogOf({ a: ['a1', 'a2', 'a3'], b: ['b0', 'b3'], c: ['c1'] }), 3)).toBe('b3, c1, b0');
    expect(rest(catalogOf({ a: ['a1'], b: ['b1'], c: ['c1'], d: ['d1'] }), 2)).toBe('c1, d1');
    const [post] = ahead(catalogOf({ b: ['b1', 'b3'], c: ['c1'] }), here, noMarks, options(), 1);
    expect(post?.reason).toBe('the last step of B; next is C');
  });

  it('goes on with the topic in its place when the last topic is gone', () => {
    expect(rest(catalogOf({ a: ['a1', 'a9'], c: ['c1', 'c2'] }), 3)).toBe('c1, c2, a9');
  });

  it('goes on in the same place when the topic has another name', () => {
    const renamed = { a: ['a1', 'a2', 'a3'], beta: ['b1', 'b2', 'b3'], c: ['c1'] };
    expect(rest(catalogOf(renamed), 2)).toBe('b3, c1');
  });

  it('goes on in the same place when the topic has another name and the last step is gone', () => {
    const renamed = { a: ['a1', 'a2', 'a9'], beta: ['b1', 'b3'], c: ['c1'] };
    expect(rest(catalogOf(renamed), 3)).toBe('b3, c1, a9');
  });

  it('goes on behind the last step where the path has another order, and comes back for the rest', () => {
    const topics = { c: ['c1'], b: ['b3', 'b2', 'b1'], a: ['a1', 'a2', 'a3', 'a4'] };
    expect(rest(catalogOf(topics), 3)).toBe('a4, c1, b3');
  });

  it('keeps steps that were put in before the place for the path’s end, before the review', () => {
    const grown = { a: ['a0', 'a1', 'a2', 'a3'], b: ['b1', 'b1b', 'b2', 'b2b', 'b3'], c: ['c1'] };
    const posts = ahead(catalogOf(grown), here, noMarks, options(), 6);
    expect(briefly(posts)).toBe('b2b, b3, c1, a0, b1b, a0');
    expect(posts[3]?.reason).toBe('left open in A when the channel passed there');
    expect(posts[5]?.reason).toMatch(/^begins review round 1/);
  });

  it('stays in the topic when the last step was moved to another', () => {
    expect(rest(catalogOf({ a: ['a1'], b: ['b1', 'b3'], c: ['c1', 'b2', 'c2'] }), 3)).toBe('b3, c1, c2');
  });

  it('gives nothing again that was moved', () => {
    expect(rest(catalogOf({ a: ['a1'], b: ['b2'], c: ['b1', 'c1', 'a2'] }), 1)).toBe('c1');
  });

  it('goes on with other sittings when the step became shorter, or none', () => {
    const begun = cursorAfter(days(catalogOf({ a: ['a1 45', 'a2'] }), 1));
    const then = (step: string) =>
      briefly(ahead(catalogOf({ a: [step, 'a2'] }), begun, noMarks, options(), 1));
    expect(then('a1 25')).toBe('a1 2/2');
    expect(then('a1 15')).toBe('a2');
  });

  it('takes the place in a choice of topics with it', () => {
    const choice = { aws: ['aws1', 'aws2'], gcp: ['gcp1', 'gcp2'], z: ['z1'] };
    const begun = cursorAfter(days(catalogOf(choice, { path: ['aws|gcp', 'z'] }), 1));
    const changed = catalogOf({ ...choice, aws: ['aws2'] }, { path: ['gcp|aws', 'z'] });
    expect(briefly(ahead(changed, begun, noMarks, options(), 2))).toBe('aws2, z1');
    const gone = catalogOf({ gcp: ['gcp1', 'gcp2'], z: ['z1'] }, { path: ['gcp', 'z'] });
    expect(briefly(ahead(gone, begun, noMarks, options(), 3))).toBe('gcp1, gcp2, z1');
  });

  it('has its place again when it was empty for a day', () => {
    expect(rest(createCatalog({}), 1)).toBe('');
    expect(rest(old, 2)).toBe('b3, c1');
  });
});
