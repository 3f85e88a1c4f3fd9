import { describe, expect, it } from 'vitest';
import { coverageOf, coverageText } from '../../src/catalog/coverage.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import { nearTitles } from '../../src/catalog/near-titles.ts';
import { folderWith, resource, topic } from './folder.ts';

const own = await loadCatalog(['catalog']);

describe('the coverage of a topic', () => {
  it('counts what the topic has, and names what it lacks', async () => {
    const dir = await folderWith({
      'topics.yaml': topic('docker'),
      'resources.yaml': [
        resource('a', 'topics: [docker]'),
        resource('b', 'topics: [docker]', 'kind: book', 'level: advanced', 'access: paid'),
        resource('c', 'topics: [docker]', 'kind: practice'),
      ].join(''),
    });
    const [docker] = coverageOf(await loadCatalog([dir]));
    expect(docker).toMatchObject({ entries: 3, levels: 2, kinds: 3, free: 2, practice: 1, steps: 0 });
    expect(docker?.lacks).toEqual(['entries 3, at least 4', 'steps 0, at least 4']);
    expect(coverageText(docker === undefined ? [] : [docker]).split('\n')).toEqual([
      'topic   entries  levels  kinds  free  practice  steps',
      'docker        3       2      3     2         1      0',
      '',
      'To fill:',
      '  docker: entries 3, at least 4; steps 0, at least 4',
    ]);
    expect(coverageText([])).toBe('');
  });

  it('is whole for every topic of the path, with steps for a year of mornings', () => {
    const coverage = coverageOf(own);
    expect(coverage.filter(({ lacks }) => lacks.length > 0).map(({ topic: { id } }) => id)).toEqual([]);
    const steps = coverage.reduce((sum, one) => sum + one.steps, 0);
    expect(steps).toBeGreaterThanOrEqual(260);
  });
});

describe('the steps of the path', () => {
  it('are each on something that its topic has, but for one that borrows', () => {
    const borrowed = own.topics.flatMap(({ id, steps }) =>
      steps
        .filter((step) => own.resource(step.resource)?.topics.includes(id) !== true)
        .map((step) => step.id),
    );
    expect(borrowed).toEqual(['batch-inference-rerun']);
  });

  it('are sentences with a question, and never twice the same', () => {
    const all = own.topics.flatMap(({ steps }) => steps);
    expect(new Set(all.map((step) => step.do)).size).toBe(all.length);
    expect(new Set(all.map((step) => step.check)).size).toBe(all.length);
    for (const { do: sentence, check } of all) {
      expect(sentence).toMatch(/[.!]$/);
      expect(check).toMatch(/\?$/);
    }
  });
});

describe('titles that are nearly the same', () => {
  const titled = (id: string, title: string) => resource(id, `title: "${title}"`);

  it('are found whatever their order, little words and slips', async () => {
    const dir = await folderWith({
      'resources.yaml': [
        titled('a', 'The Guide to Machine Learning Systems'),
        titled('b', 'Machine learning systems: a guide'),
        titled('c', 'Guide to Machine Learning System'),
        titled('d', 'DVC documentation'),
        titled('e', 'uv documentation'),
      ].join(''),
    });
    const pairs = nearTitles(await loadCatalog([dir])).map((pair) => pair.map(({ id }) => id).join());
    expect(pairs).toEqual(['a,b', 'a,c', 'b,c']);
  });
});
