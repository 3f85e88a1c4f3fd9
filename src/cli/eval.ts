import { readFile } from 'node:fs/promises';
import { problemText } from '../catalog/check.ts';
import { CatalogError, loadCatalog } from '../catalog/load.ts';
import type { Catalog } from '../catalog/model.ts';
import {
  depth,
  type Judged,
  JudgedError,
  type Judgement,
  parseJudged,
  type Score,
  type Summary,
  score,
  summarise,
} from '../search/judge.ts';
import { createSearch, type Hit } from '../search/search.ts';

export interface EvalOptions {
  /** A file of judged queries. */
  queries?: string;
  catalogDirs: readonly string[];
  /** A catalog's folder whose aliases and synonyms apply to any catalog. */
  vocabularyDir: string;
  json: boolean;
  /** The file of queries when none is named. */
  defaultQueries: string;
}

interface Ranked {
  score: Score;
  hits: readonly Hit[];
}

/**
 * Scores what `resource` answers to judged queries. The exit code: 0, 1 for a catalog with problems, 2 for a file of
 * queries that cannot be used.
 */
export async function evaluate(options: EvalOptions, out: (text: string) => void): Promise<number> {
  const file = options.queries ?? options.defaultQueries;
  try {
    const judged = await readJudged(file);
    const { catalogDirs, vocabularyDir } = options;
    const ranked = rank(await loadCatalog(catalogDirs, { vocabularyDir }), judged);
    const judgement = summarise(ranked.map((one) => one.score));
    out(options.json ? JSON.stringify(judgement, undefined, 2) : report(judgement, ranked));
    return 0;
  } catch (error) {
    if (error instanceof JudgedError) {
      out(`${file} ${error.message}.`);
      return 2;
    }
    if (!(error instanceof CatalogError)) throw error;
    out(problemText(error.problems));
    return 1;
  }
}

async function readJudged(file: string): Promise<Judged[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new JudgedError(
      absent
        ? 'does not exist. Our own queries come with a checkout only; elsewhere name yours with --queries FILE'
        : `cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return parseJudged(text);
}

function rank(catalog: Catalog, queries: readonly Judged[]): Ranked[] {
  const search = createSearch(catalog);
  return queries.map((judged) => {
    const { hits } = search.find(judged.query, { limit: depth });
    const urls = hits.map(({ resource }) => resource.url);
    return { score: score(judged, urls), hits };
  });
}

function report({ overall, byClass }: Judgement, ranked: readonly Ranked[]): string {
  const answerable = (name?: string) =>
    ranked.filter(({ score: { judged } }) => !judged.expectEmpty && (name ?? judged.class) === judged.class)
      .length;
  const classes = Object.entries(byClass).map(([name, { n, ...summary }]) =>
    row(name, n, answerable(name), summary),
  );
  const rows = [head, ...classes, row('overall', ranked.length, answerable(), overall)];
  return [...aligned(rows), '', ...worst(ranked)].join('\n');
}

const head = ['class', 'queries', 'nDCG@5', 'MRR', 'success@1', 'no result', 'false positive'];

/** A mean over no query is shown as a dash. */
function row(name: string, n: number, answerable: number, summary: Summary): string[] {
  const number = (value: number) => (answerable === 0 ? '-' : value.toFixed(3));
  const share = (value: number, of: number) => (of === 0 ? '-' : `${(value * 100).toFixed(1)} %`);
  return [
    name,
    String(n),
    number(summary.ndcg5),
    number(summary.mrr),
    number(summary.success1),
    share(summary.zeroRate, answerable),
    share(summary.falsePositiveRate, n - answerable),
  ];
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows.map((cells) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

/** The three queries that went worst, with what came first. */
function worst(ranked: readonly Ranked[]): string[] {
  const value = ({ score: { judged, ndcg5, results } }: Ranked) =>
    judged.expectEmpty ? Number(results === 0) : ndcg5;
  const chosen = ranked
    .filter((one) => value(one) < 1)
    .toSorted((a, b) => value(a) - value(b))
    .slice(0, 3);
  if (chosen.length === 0) return ['Every ranking is ideal.'];
  return [
    'What went worst:',
    ...chosen.flatMap(({ score: { judged, ndcg5 }, hits }) => {
      const mark = judged.expectEmpty ? 'expects nothing' : `nDCG@5 ${ndcg5.toFixed(3)}`;
      const first = hits.slice(0, 3).map(({ resource }) => `    ${resource.title}  ${resource.url}`);
      return [`  ${judged.query} (${judged.id}, ${mark})`, ...(first.length > 0 ? first : ['    nothing'])];
    }),
  ];
}
