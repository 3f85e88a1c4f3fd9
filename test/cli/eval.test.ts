import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type EvalOptions, evaluate } from '../../src/cli/eval.ts';
import { folderWith, resource, topic } from '../catalog/folder.ts';

const docker = 'https://docs.docker.com/get-started/';
const git = 'https://git-scm.com/book/en/v2';
const resources = [
  resource('docker-start', 'title: Get started with Docker', `url: ${docker}`, 'topics: [docker]'),
  resource('pro-git', 'title: Pro Git', `url: ${git}`, 'topics: [git]', 'kind: book'),
].join('');
const files = {
  'resources/all.yaml': resources,
  'topics/all.yaml': topic('docker', 'title: Docker') + topic('git', 'title: Git'),
};
const judged = [
  { id: 'Q1', class: 'exact', query: 'docker', judgments: { 'http://www.docs.docker.com/Get-Started': 3 } },
  { id: 'Q2', class: 'exact', query: 'pro git', judgments: { [git]: 3 } },
  { id: 'Q3', class: 'wrong', query: 'docker', judgments: { [git]: 3 } },
  { id: 'Q4', class: 'nonsense', query: 'zzyx vvbn', expectEmpty: true },
];

async function run(options: Partial<EvalOptions>): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const dir = options.catalogDirs?.[0] ?? (await folderWith(files));
  const code = await evaluate(
    {
      catalogDirs: [dir],
      vocabularyDir: dir,
      json: false,
      defaultQueries: 'no-such-default.json',
      ...options,
    },
    (text) => {
      lines.push(text);
    },
  );
  return { code, text: lines.join('\n') };
}

async function fileOf(queries: unknown): Promise<string> {
  const dir = await folderWith({ 'queries.json': JSON.stringify(queries) });
  return join(dir, 'queries.json');
}

describe('eval --json', () => {
  test('gives the figures of what resource answers, overall and by class, and nothing else', async () => {
    const { code, text } = await run({ queries: await fileOf(judged), json: true });
    const perfect = { ndcg5: 1, mrr: 1, success1: 1, zeroRate: 0, falsePositiveRate: 0 };
    const nothing = { ndcg5: 0, mrr: 0, success1: 0, zeroRate: 0, falsePositiveRate: 0 };
    expect(code).toBe(0);
    expect(JSON.parse(text)).toEqual({
      overall: { ...perfect, ndcg5: 2 / 3, mrr: 2 / 3, success1: 2 / 3 },
      byClass: {
        exact: { n: 2, ...perfect },
        wrong: { n: 1, ...nothing },
        nonsense: { n: 1, ...nothing },
      },
    });
  });

  test('uses the default file when none is named', async () => {
    const defaultQueries = await fileOf(judged.slice(0, 1));
    const { code, text } = await run({ defaultQueries, json: true });
    expect([code, JSON.parse(text).overall.ndcg5]).toEqual([0, 1]);
  });
});

describe('eval', () => {
  test('prints an aligned table with a dash where there is nothing to take a mean of', async () => {
    const { text } = await run({ queries: await fileOf(judged) });
    expect(text.split('\n').slice(0, 5)).toEqual([
      'class     queries  nDCG@5    MRR  success@1  no result  false positive',
      'exact           2   1.000  1.000      1.000      0.0 %               -',
      'wrong           1   0.000  0.000      0.000      0.0 %               -',
      'nonsense        1       -      -          -          -           0.0 %',
      'overall         4   0.667  0.667      0.667      0.0 %           0.0 %',
    ]);
  });

  test('shows what went worst, with what came first instead', async () => {
    const { text } = await run({ queries: await fileOf(judged) });
    const shown = text.split('\n').slice(6);
    expect(shown).toEqual([
      'What went worst:',
      '  docker (Q3, nDCG@5 0.000)',
      `    Get started with Docker  ${docker}`,
    ]);
  });

  test('shows no more than three, the worst first', async () => {
    const query = (id: string, judgments: Record<string, number>) => ({
      id,
      class: 'c',
      query: 'docker',
      judgments,
    });
    const half = query('half', { [docker]: 3, [git]: 3 });
    const rest = ['a', 'b', 'c'].map((id) => query(id, { [git]: 3 }));
    const { text } = await run({ queries: await fileOf([half, ...rest]) });
    expect(text.match(/\((\w+), nDCG/g)).toEqual(['(a, nDCG', '(b, nDCG', '(c, nDCG']);
  });

  test('says so when every ranking is ideal', async () => {
    const { text } = await run({ queries: await fileOf(judged.slice(0, 2)) });
    expect(text.split('\n').at(-1)).toBe('Every ranking is ideal.');
  });

  test('names a query that expects nothing and got something', async () => {
    const { text } = await run({
      queries: await fileOf([{ id: 'N', class: 'nonsense', query: 'docker', expectEmpty: true }]),
    });
    expect(text).toContain('  docker (N, expects nothing)\n    Get started with Docker');
    expect(text).toContain('100.0 %');
  });
});

describe('what cannot be scored', () => {
  test('a file that is not there ends with 2 and one line that names it', async () => {
    const { code, text } = await run({ queries: 'no/such/file.json' });
    expect(code).toBe(2);
    expect(text).toMatch(/^no\/such\/file\.json does not exist\. .*--queries FILE\.$/);
  });

  test('a file with a bad entry ends with 2 and says which', async () => {
    const queries = await fileOf([{ ...judged[0], judgments: { [git]: 'good' } }]);
    const { code, text } = await run({ queries });
    expect([code, text]).toEqual([
      2,
      `${queries} query 1 (Q1), judgments › ${git}: a grade is 0, 1, 2 or 3.`,
    ]);
  });

  test('a catalog with problems ends with 1 and names each with its line', async () => {
    const dir = await folderWith({ 'resources/all.yaml': resource('pro-git', 'level: easy', 'kind: bok') });
    const { code, text } = await run({ queries: await fileOf(judged), catalogDirs: [dir] });
    expect(code).toBe(1);
    expect(text).toMatch(/all\.yaml:2:\d+ /);
    expect(text).toMatch(/all\.yaml:3:\d+ /);
    expect(text).toContain('2 problems');
  });
});

test('the queries of the project and its catalog go together', async () => {
  const root = join(import.meta.dirname, '../..');
  const defaultQueries = join(root, 'bench/eval/queries.json');
  const catalog = join(root, 'catalog');
  const { code, text } = await run({
    defaultQueries,
    catalogDirs: [catalog],
    vocabularyDir: catalog,
    json: true,
  });
  expect(code).toBe(0);
  const counts = Object.values(JSON.parse(text).byClass as Record<string, { n: number }>).map(({ n }) => n);
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(
    JSON.parse(await readFile(defaultQueries, 'utf8')).length,
  );
});
