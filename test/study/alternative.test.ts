import { describe, expect, it } from 'vitest';
import type { Resource } from '../../src/catalog/model.ts';
import { entry } from '../search/entries.ts';
import { catalogOf, days } from './small.ts';

/** The alternative to the step "a1", whose resource is an article of level intermediate. */
function alternativeAmong(...resources: Resource[]): string | undefined {
  const [post] = days(catalogOf({ a: ['a1'] }, { resources }), 1);
  return post?.type === 'step' ? post.alternative?.title : undefined;
}

const on = (title: string, fields: Partial<Resource> = {}) => entry(title, { topics: ['a'], ...fields });

describe('the alternative to a step', () => {
  it('is another resource on the topic, if there is one', () => {
    expect(alternativeAmong(on('Other'))).toBe('Other');
    expect(alternativeAmong(entry('Elsewhere', { topics: ['b'] }))).toBeUndefined();
  });

  it.each([
    ['mainly about the topic', on('Worse', { topics: ['b', 'a'] }), on('Better', { level: 'advanced' })],
    ['near in level', on('Worse', { level: 'beginner' }), on('Better', { access: 'paid' })],
    ['free', on('Worse', { access: 'paid', kind: 'video' }), on('Better')],
    ['of another kind', on('Worse'), on('Better', { kind: 'video' })],
  ])('is rather one that is %s', (_what, worse, better) => {
    expect(alternativeAmong(worse, better)).toBe('Better');
  });

  it('is rather none that another step of the topic uses, and steps take turns', () => {
    const catalog = catalogOf({ a: ['a1', 'a2', 'a3'] }, { resources: [on('One'), on('Two')] });
    const titles = days(catalog, 3).map((one) => one.type === 'step' && one.alternative?.title);
    expect(titles).toEqual(['One', 'Two', 'One']);
  });
});
