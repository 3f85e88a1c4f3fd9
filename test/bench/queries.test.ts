import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { loadCatalog } from '../../src/catalog/load.ts';
import { evaluate } from '../../src/cli/eval.ts';
import { type Judged, parseJudged } from '../../src/search/judge.ts';

const root = join(import.meta.dirname, '../..');
const scores = z.object({
  ndcg5: z.number(),
  success1: z.number(),
  zeroRate: z.number(),
  falsePositiveRate: z.number(),
});
let queries: Judged[];

beforeAll(async () => {
  queries = parseJudged(await readFile(join(root, 'bench/eval/queries.json'), 'utf8'));
});

describe('the judged queries of the project', () => {
  test('are 150, of fourteen classes', () => {
    expect(queries).toHaveLength(150);
    expect(new Set(queries.map((one) => one.class)).size).toBe(14);
  });

  test('find what they should', async () => {
    const printed: string[] = [];
    const catalogDirs = [join(root, 'catalog')];
    const file = join(root, 'bench/eval/queries.json');
    await evaluate(
      { catalogDirs, vocabularyDir: catalogDirs[0] ?? '', defaultQueries: file, json: true },
      (text) => printed.push(text),
    );
    const { overall } = z.object({ overall: scores }).parse(JSON.parse(printed.join('')));
    expect(overall.ndcg5).toBeGreaterThanOrEqual(0.85);
    expect(overall.success1).toBeGreaterThanOrEqual(0.93);
    expect([overall.zeroRate, overall.falsePositiveRate]).toEqual([0, 0]);
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
