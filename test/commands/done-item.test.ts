import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../src/catalog/create.ts';
import { finishable, itemOf, meantBy, suggestions, titleOf } from '../../src/commands/done-item.ts';
import { botOn, caller, realCatalog } from './bot.ts';

const { deps, dispatcher } = botOn(realCatalog);
const { topics, resources } = realCatalog;

describe('items of marks', () => {
  it('lead back to what was marked, and fit into the store', () => {
    const all = [
      ...topics.map((topic) => ({ type: 'topic', topic }) as const),
      ...topics.flatMap((topic) => topic.steps.map((step) => ({ type: 'step', topic, step }) as const)),
      ...resources.map((resource) => ({ type: 'resource', resource }) as const),
    ];
    for (const one of all) {
      expect(finishable(itemOf(one), realCatalog)).toEqual(one);
      expect(meantBy(itemOf(one), deps)).toEqual({ found: [one], also: expect.anything() });
      expect(itemOf(one).length).toBeLessThanOrEqual(200);
    }
  });

  it('of the same entry under an id that it had formerly are the same', () => {
    const [entry] = resources;
    if (entry === undefined) throw new Error('the catalog is empty');
    const renamed = { ...entry, id: 'new', formerly: ['old'] };
    const found = finishable('resource:old', createCatalog({ resources: [renamed] }));
    expect(found && itemOf(found)).toBe('resource:new');
  });
});

describe('names', () => {
  it('mean every topic by its id and title, and every entry by its address', () => {
    for (const topic of topics) {
      for (const name of [topic.id, topic.title]) {
        expect(meantBy(name, deps).found.map(itemOf), name).toEqual([`topic:${topic.id}`]);
      }
    }
    for (const { id, url } of resources) {
      expect(meantBy(url, deps).found.map(itemOf), url).toEqual([`resource:${id}`]);
    }
  });

  it('lead to every entry by its title, be it as one of several or beside a topic', () => {
    for (const { id, title } of resources) {
      const { found, also } = meantBy(title.toUpperCase(), deps);
      const items = [...found, ...also].map(itemOf);
      expect(items, title).toContain(`resource:${id}`);
      expect(new Set(items).size, title).toBe(items.length);
    }
  });

  it('of nothing but signs are no name', () => {
    const [entry] = resources;
    if (entry === undefined) throw new Error('the catalog is empty');
    const signs = botOn(createCatalog({ resources: [{ ...entry, title: '***' }] }));
    expect(meantBy('???', signs.deps)).toEqual({ found: [], also: [] });
  });
});

describe('the suggestions of done', () => {
  it('are the topics while nothing is typed, then entries too', async () => {
    const first = await dispatcher.suggest('done', 'item', '', caller);
    expect(first).toHaveLength(25);
    expect(first[0]).toEqual({ label: topics[0]?.title, value: topics[0]?.id });
    expect(await dispatcher.suggest('done', 'item', 'designing mach', caller)).toContainEqual({
      label: 'Designing Machine Learning Systems',
      value: 'Designing Machine Learning Systems',
    });
  });

  it.each(['', 'd', 'feast', 'ray', 'agents', 'llm', 'git', 'prompt eng', 'k8s', 'kuber'])(
    'for %j mean what they say',
    (typed) => {
      const offered = suggestions(typed, deps, 25);
      expect(offered.length).toBeGreaterThan(0);
      expect(new Set(offered.map(({ value }) => value)).size).toBe(offered.length);
      for (const { label, value } of offered) {
        const [one, ...others] = meantBy(value, deps).found;
        expect(others).toEqual([]);
        if (one === undefined) throw new Error(`${value} means nothing`);
        expect(label).toContain(titleOf(one, deps));
        expect(Math.max(label.length, value.length)).toBeLessThanOrEqual(100);
      }
    },
  );

  it('offer the entry beside the topic that has its name', () => {
    expect(suggestions('feast', deps, 25)).toEqual(
      expect.arrayContaining([
        { label: 'feast (Feature stores)', value: 'feast' },
        { label: 'Feast', value: 'resource:feast' },
      ]),
    );
  });

  it('tell entries of one title apart', () => {
    expect(suggestions('llm course', deps, 25)).toEqual(
      expect.arrayContaining([
        { label: 'LLM course (Hugging Face)', value: 'resource:llm-course-2' },
        { label: 'LLM course (Maxime Labonne)', value: 'resource:llm-course' },
      ]),
    );
  });
});
