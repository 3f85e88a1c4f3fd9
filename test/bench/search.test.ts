import { beforeAll, describe, expect, test } from 'vitest';
import {
  catalogOf,
  createWorld,
  generateResources,
  seeded,
  type World,
  zipf,
} from '../../bench/search/generate.ts';
import { queryRounds } from '../../bench/search/queries.ts';
import { shapes } from '../../bench/search/shapes.ts';
import { type Resource, resourceSchema } from '../../src/catalog/model.ts';
import { normaliseUrl } from '../../src/catalog/url.ts';

let world: World;
let resources: Resource[];

beforeAll(() => {
  world = createWorld();
  resources = generateResources(world, 2000);
});

describe('generated entries', () => {
  test('are valid resources', () => {
    for (const resource of resources) expect(resourceSchema.parse(resource)).toEqual(resource);
  });

  test('have different ids and addresses', () => {
    expect(new Set(resources.map(({ id }) => id)).size).toBe(resources.length);
    expect(new Set(resources.map(({ url }) => normaliseUrl(url))).size).toBe(resources.length);
  });

  test('are the same each time, and a shorter list is the beginning of a longer one', () => {
    expect(createWorld()).toEqual(world);
    expect(generateResources(createWorld(), 300)).toEqual(resources.slice(0, 300));
  });

  test('are about topics that their catalog has', () => {
    const catalog = catalogOf(resources);
    for (const id of resources.flatMap(({ topics }) => topics)) expect(catalog.topic(id)).toBeDefined();
    for (const { topic } of catalog.aliases) expect(catalog.topic(topic)).toBeDefined();
    expect(catalog.resources).toHaveLength(resources.length);
  });

  test('repeat few words often and most words hardly ever, as text does', () => {
    const counts = new Map<string, number>();
    const text = resources.flatMap(({ title, description }) =>
      `${title} ${description}`.toLowerCase().split(/\W+/),
    );
    for (const word of text.filter((one) => one !== '')) counts.set(word, (counts.get(word) ?? 0) + 1);
    const often = [...counts.values()].sort((a, b) => b - a);
    const total = often.reduce((sum, count) => sum + count, 0);
    const share = (most: number) => often.slice(0, most).reduce((sum, count) => sum + count, 0) / total;
    expect(share(100)).toBeGreaterThan(0.45);
    expect(often.filter((count) => count === 1).length).toBeGreaterThan(often.length / 3);
  });
});

describe('drawing by Zipf', () => {
  test('takes the first of a list most often and reaches the last', () => {
    const draw = zipf(['first', 'second', 'third'], seeded(1));
    const drawn = Array.from({ length: 3000 }, draw);
    const count = (word: string) => drawn.filter((one) => one === word).length;
    expect(count('first')).toBeGreaterThan(count('second'));
    expect(count('second')).toBeGreaterThan(count('third'));
    expect(count('third')).toBeGreaterThan(0);
  });
});

describe('the queries of the benchmark', () => {
  test('have 100 shapes, all different', () => {
    expect(shapes).toHaveLength(100);
    expect(new Set(shapes).size).toBe(100);
  });

  test('are the same each time, one for each shape and round', () => {
    const rounds = queryRounds(world, 3);
    expect(rounds.map(({ length }) => length)).toEqual([100, 100, 100]);
    expect(queryRounds(createWorld(), 3)).toEqual(rounds);
    expect(rounds.flat().join('')).not.toMatch(/[{}]/);
  });

  test('are never asked twice, not even in another spelling, so that no cache of answers helps', () => {
    const folded = queryRounds(world, 6)
      .flat()
      .map((query) =>
        query
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, ' ')
          .trim(),
      );
    expect(new Set(folded).size).toBe(600);
  });
});
