import { describe, expect, it } from 'vitest';
import { entry, others, searchOf, titlesOf, topicOf } from './entries.ts';

describe('the order of results', () => {
  it('puts entries with all words before those with some', () => {
    const search = searchOf([
      ...others,
      entry('Kafka, Kafka and Kafka'),
      entry('Streams', { description: 'Security of Kafka clusters.' }),
      entry('Security for everybody'),
    ]);
    expect(titlesOf(search.find('kafka security'))[0]).toBe('Streams');
    expect(search.find('kafka security').total).toBeGreaterThan(1);
  });

  it('prefers the title that is the query to one that only has it', () => {
    const search = searchOf([
      ...others,
      entry('Running Spark and friends on a cluster', { description: 'Spark, Spark, Spark.' }),
      entry('Spark', { kind: 'tool' }),
      entry('Spark Streaming', { kind: 'tool' }),
    ]);
    expect(titlesOf(search.find('spark'))[0]).toBe('Spark');
  });

  it('puts introductions before special cases where the query is broad', () => {
    const special = ['security', 'networks', 'volumes', 'registries', 'swarm', 'logging'];
    const search = searchOf([
      ...others,
      ...special.map((what) => entry(`Docker ${what}`, { level: 'advanced' })),
      entry('Introduction to Docker', { level: 'beginner' }),
    ]);
    expect(titlesOf(search.find('docker'))[0]).toBe('Introduction to Docker');
  });

  it('puts what the topic starts with first', () => {
    const search = searchOf(
      [
        ...others,
        entry('Docker from scratch', { topics: ['docker'], level: 'beginner' }),
        entry('Get going', { topics: ['docker'], level: 'beginner' }),
      ],
      {
        topics: [
          topicOf('docker', 'Docker', {
            steps: [{ id: 'one', do: 'Read it.', resource: 'get-going', minutes: 20, check: 'What is it?' }],
          }),
        ],
      },
    );
    const found = search.find('docker');
    expect(found.topic?.id).toBe('docker');
    expect(titlesOf(found)).toEqual(['Get going', 'Docker from scratch']);
  });

  it('likes the kind that plain words ask for, and falls back on others', () => {
    const search = searchOf([
      ...others,
      entry('Kubernetes dashboard', { kind: 'tool' }),
      entry('Learning Kubernetes', { kind: 'book', access: 'paid' }),
      entry('Operating clusters', { kind: 'book', description: 'With Kubernetes.' }),
      entry('Feature store'),
    ]);
    expect(titlesOf(search.find('kubernetes book'))).toEqual([
      'Learning Kubernetes',
      'Operating clusters',
      'Kubernetes dashboard',
    ]);
    expect(titlesOf(search.find('is there a video about kubernetes?'))).toHaveLength(3);
    expect(titlesOf(search.find('feature store course'))).toEqual(['Feature store']);
  });

  it('filters by an explicit kind', () => {
    const search = searchOf([entry('Docker one', { kind: 'book' }), entry('Docker two', { kind: 'tool' })]);
    expect(titlesOf(search.find('docker kind:tool'))).toEqual(['Docker two']);
    expect(search.find('docker kind:video').total).toBe(0);
  });

  it('finds a kind by its own word where it stands only in a list’s words or headings', () => {
    const search = searchOf([
      ...others,
      entry('Data Weekly', { kind: 'notes', words: ['newsletter'], description: 'On data science.' }),
      entry('Data Science at Scale'),
    ]);
    expect(titlesOf(search.find('data science newsletter'))[0]).toBe('Data Weekly');
  });

  it('takes words of kinds for the title where it has them', () => {
    const search = searchOf([
      entry('Machine Learning Engineering book'),
      entry('Machine Learning Engineering'),
    ]);
    expect(titlesOf(search.find('machine learning engineering book'))[0]).toBe(
      'Machine Learning Engineering book',
    );
  });

  it('lists a kind when nothing else is asked for, introductions and the path first', () => {
    const search = searchOf(
      [
        entry('Third', { kind: 'book', topics: ['b'] }),
        entry('Second', { kind: 'book', topics: ['a'], level: 'advanced' }),
        entry('First', { kind: 'book', topics: ['a'], level: 'beginner' }),
        entry('A tool', { kind: 'tool', topics: ['a'] }),
      ],
      { topics: [topicOf('a', 'Alpha'), topicOf('b', 'Beta')] },
    );
    expect(titlesOf(search.find('kind:book'))).toEqual(['First', 'Second', 'Third']);
    expect(titlesOf(search.find('books'))).toEqual(['First', 'Second', 'Third']);
    expect(titlesOf(search.find('books for beginners'))).toEqual(['First']);
  });

  it('keeps equal entries in the order of the catalog', () => {
    const twins = ['c', 'a', 'b'].map((id) => entry('Airflow tutorial', { id }));
    const search = searchOf([...others, ...twins]);
    for (const line of ['airflow', 'airflow tutorial', 'tutorial airflow']) {
      expect(search.find(line).hits.map(({ resource }) => resource.id)).toEqual(['c', 'a', 'b']);
    }
  });

  it('pages through the same list', () => {
    const search = searchOf(Array.from({ length: 12 }, (_, at) => entry(`Docker part ${at}`)));
    const all = titlesOf(search.find('docker', { limit: 12 }));
    const pages = [0, 5, 10].flatMap((offset) => titlesOf(search.find('docker', { offset, limit: 5 })));
    expect(pages).toEqual(all);
    expect(search.find('docker', { limit: 0 })).toMatchObject({ hits: [], total: 12 });
  });

  it('lets free through what is free in part, and max what takes less', () => {
    const search = searchOf([
      entry('Docker free'),
      entry('Docker freemium', { access: 'freemium' }),
      entry('Docker paid', { access: 'paid', minutes: 500 }),
    ]);
    expect(titlesOf(search.find('docker access:free'))).toEqual(['Docker free', 'Docker freemium']);
    expect(titlesOf(search.find('docker max:30'))).toEqual(['Docker free', 'Docker freemium']);
    expect(titlesOf(search.find('docker access:paid'))).toEqual(['Docker paid']);
  });
});
