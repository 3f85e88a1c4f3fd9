import { describe, expect, it } from 'vitest';
import { entry, others, searchOf, titlesOf, topicOf } from './entries.ts';

const search = searchOf(
  [
    ...others,
    ...['Docker basics', 'Docker images', 'Docker and Python', 'Docker networks', 'Docker labs'].map(
      (title) => entry(title, { topics: ['docker'] }),
    ),
    entry('Kubernetes', { topics: ['kubernetes'], authors: ['Chip Huyen'] }),
    entry('Concept drift', { topics: ['drift'] }),
    entry('Recipes for training neural networks'),
  ],
  {
    topics: [
      topicOf('docker', 'Docker'),
      topicOf('kubernetes', 'Kubernetes'),
      topicOf('drift', 'Drift detection'),
    ],
    aliases: [
      { alias: 'containers', topic: 'docker', also: ['kubernetes'] },
      { alias: 'dataset shift', topic: 'drift', also: [] },
    ],
  },
);

describe('a query that the catalog has nothing for', () => {
  it.each([
    'asdfgh',
    'jklzxcv',
    'qqqq wwww',
    'weather tomorrow',
    'pizza recipe',
    'best pizza in town',
    'рецепт',
    '天気',
  ])('finds nothing for %s, and names topics to go on with', (line) => {
    const found = search.find(line);
    expect(titlesOf(found)).toEqual([]);
    expect(found.total).toBe(0);
    expect(found.nearest.length).toBeGreaterThan(0);
    expect(found).not.toHaveProperty('didYouMean');
  });

  it('finds what most of a question is about, when one of its words stands nowhere', () => {
    const found = search.find('how do we prune neural networks');
    expect(titlesOf(found)).toEqual(['Recipes for training neural networks']);
    expect(search.find('training llamas zealously').total).toBe(0);
  });

  it('offers the same words without a filter that nothing passes', () => {
    expect(search.find('docker kind:paper')).toMatchObject({ total: 0, didYouMean: 'docker' });
    expect(search.find('docker kind:paper').nearest[0]?.id).toBe('docker');
  });

  it('offers a known word that is further away than a slip', () => {
    expect(search.find('cubrnetis')).toMatchObject({ total: 0, didYouMean: 'kubernetes' });
    expect(search.find('brobbilty')).toMatchObject({ total: 0, didYouMean: 'probability' });
  });

  it('finds the thing that is named among words that nobody knows', () => {
    const { hits, total } = search.find('docker qwertyuiop');
    expect(total).toBe(5);
    expect(hits.every(({ resource }) => resource.title.startsWith('Docker'))).toBe(true);
  });

  it('does not make sense of nonsense by taking each of its words for a slip', () => {
    const one = searchOf([...others, entry('A hurry of patterns')]);
    expect(one.find('harry patterms').total).toBe(0);
    expect(one.find('hurry patterms').total).toBe(1);
  });

  it('is not filled up with entries that share a word that says little', () => {
    expect(search.find('cooking recipes of grandmothers').total).toBe(0);
  });

  it('gives nothing and throws nothing when the catalog is empty', () => {
    const empty = searchOf([]);
    expect(empty.find('docker')).toMatchObject({ hits: [], total: 0, nearest: [] });
    expect(empty.suggest('d')).toEqual([]);
    expect(empty.nearestTopics('docker')).toEqual([]);
  });
});

describe('topics by name', () => {
  it.each([
    ['docker', 'docker', []],
    ['DOCKER ', 'docker', []],
    ['Drift detection', 'drift', []],
    ['drift-detection', 'drift', []],
    ['dataset-shift', 'drift', []],
    ['containers', 'docker', ['kubernetes']],
  ])('knows %s', (text, id, also) => {
    const named = search.topicNamed(text);
    expect(named?.topic.id).toBe(id);
    expect(named?.also.map((topic) => topic.id)).toEqual(also);
  });

  it.each(['dock', 'docker images', '', 'constructor', '__proto__'])('knows no topic for %j', (text) => {
    expect(search.topicNamed(text)).toBeUndefined();
  });

  it('shows the topic that a question is about, and what else its word may mean', () => {
    expect(search.find('what is docker?').topic?.id).toBe('docker');
    expect(search.find('a course on containers')).toMatchObject({ topic: { id: 'docker' } });
    expect(search.find('containers').alsoTopics.map(({ id }) => id)).toEqual(['kubernetes']);
    expect(search.find('kuberntes').topic?.id).toBe('kubernetes');
    expect(search.find('docker networks').topic).toBeUndefined();
  });

  it('names the nearest by name, with slips, then by what its results are about', () => {
    expect(search.nearestTopics('kuberntes', 1).map(({ id }) => id)).toEqual(['kubernetes']);
    expect(search.nearestTopics('my containers are slow', 2).map(({ id }) => id)).toEqual([
      'docker',
      'kubernetes',
    ]);
    expect(search.nearestTopics('huyen', 1).map(({ id }) => id)).toEqual(['kubernetes']);
    expect(search.nearestTopics('zzz', 2)).toHaveLength(2);
  });
});

describe('what search knows', () => {
  it.each([
    'docker',
    'Drift Detection',
    'containers',
    'concept drift',
    'docker labs',
    'neural',
    'the docker',
  ])('knows %s', (text) => {
    expect(search.knows(text)).toBe(true);
  });

  it.each(['', 'the', 'hepl docker', 'kuberntes', 'neur', '🚀', 'huyen'])('does not know %j', (text) => {
    expect(search.knows(text)).toBe(false);
  });
});
