import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { type Judged, parseJudged } from '../../src/search/judge.ts';

const root = join(import.meta.dirname, '../..');
let queries: Judged[];

beforeAll(async () => {
  queries = parseJudged(await readFile(join(root, 'bench/eval/queries.json'), 'utf8'));
});

describe('the judged queries of the project', () => {
  test('are 30, of ten classes', () => {
    expect(queries).toHaveLength(30);
    expect(new Set(queries.map((one) => one.class)).size).toBe(10);
  });

  test('grade only what the catalog holds', async () => {
    const { resources } = await loadCatalog([join(root, 'catalog')]);
    const known = new Set(resources.map(({ url }) => url));
    const graded = queries.flatMap(({ id, judgments }) =>
      Object.keys(judgments).map((url) => `${id} ${url}`),
    );
    expect(graded.filter((one) => !known.has(one.slice(one.indexOf(' ') + 1)))).toEqual([]);
  });

  test('have something just right to find, or expect nothing', () => {
    for (const { id, judgments, expectEmpty } of queries) {
      expect([id, Object.values(judgments).includes(3)]).toEqual([id, !expectEmpty]);
    }
  });
});
