import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entry, searchOf, topicOf } from './entries.ts';

const search = searchOf(
  [
    entry('Docker in Action'),
    entry('Get started with Docker'),
    entry('Docs that people read'),
    entry('Kubernetes: Up and Running'),
    entry(`A title of many words ${'and more '.repeat(18)}`),
  ],
  {
    topics: [
      topicOf('git', 'Version control'),
      topicOf('docker', 'Docker and containers'),
      topicOf('kubernetes', 'Kubernetes'),
    ],
    aliases: [
      { alias: 'dockerfile', topic: 'docker', also: [] },
      { alias: 'doc', topic: 'git', also: [] },
      { alias: 'k8s', topic: 'kubernetes', also: [] },
    ],
  },
);
const labels = (prefix: string, limit?: number) => search.suggest(prefix, limit).map(({ label }) => label);

describe('suggestions while typing', () => {
  it('offers the topics of the path before anything is typed', () => {
    expect(search.suggest('')).toEqual([
      { label: 'Version control', value: 'git', type: 'topic', id: 'git' },
      { label: 'Docker and containers', value: 'docker', type: 'topic', id: 'docker' },
      { label: 'Kubernetes', value: 'kubernetes', type: 'topic', id: 'kubernetes' },
    ]);
    expect(labels('  ')).toEqual(labels(''));
  });

  it('puts exact names before beginnings, and these before words inside', () => {
    expect(labels('doc')).toEqual([
      'doc (Version control)',
      'Docker and containers',
      'dockerfile (Docker and containers)',
      'Docker in Action',
      'Docs that people read',
      'Get started with Docker',
    ]);
  });

  it.each([
    ['GIT', 'Version control'],
    ['up and', 'Kubernetes: Up and Running'],
    ['with dock', 'Get started with Docker'],
    ['dokcer', 'Docker and containers'],
    ['kubrenetes', 'Kubernetes'],
  ])('finds %s', (prefix, label) => {
    expect(labels(prefix)[0]).toBe(label);
  });

  it('keeps slips for when nothing else fits', () => {
    expect(labels('docker')).not.toContain('doc (Version control)');
    expect(labels('xyzxyz')).toEqual([]);
  });

  it('gives values that find what they stand for', () => {
    for (const { value, type, id } of [...search.suggest('d'), ...search.suggest('a title')]) {
      const found = search.find(value);
      if (type === 'resource') expect(found.hits[0]?.resource.id).toBe(id);
      else expect(found.topic?.id).toBe(id);
      expect(value.length).toBeLessThanOrEqual(100);
    }
  });

  it('takes any text, and never gives more than was asked for or 25', () => {
    const many = searchOf(Array.from({ length: 60 }, (_, at) => entry(`Docker ${at}`)));
    expect(many.suggest('docker')).toHaveLength(25);
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.integer({ min: -1, max: 60 }),
        (prefix, limit) => {
          expect(many.suggest(prefix, limit).length).toBeLessThanOrEqual(Math.min(25, Math.max(0, limit)));
        },
      ),
    );
  });
});
