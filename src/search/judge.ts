import * as z from 'zod';

/** How good a link is for a query: 3 just what was asked for, 2 good, 1 related, 0 not. */
const gradeSchema = z.literal([0, 1, 2, 3], { error: 'a grade is 0, 1, 2 or 3' });

const judgedSchema = z
  .object({
    id: z.string().min(1),
    class: z.string().min(1),
    query: z.string(),
    /** Grades by address. */
    judgments: z.record(z.string(), gradeSchema).default({}),
    /** Nonsense: the right answer is nothing. */
    expectEmpty: z.boolean().default(false),
  })
  .refine((one) => one.expectEmpty || Object.keys(one.judgments).length > 0, {
    error: 'needs judgments, or expectEmpty: true',
  });
const judgedListSchema = z
  .array(judgedSchema, { error: 'must be a list of judged queries' })
  .min(1, 'has no query');
export type Judged = z.infer<typeof judgedSchema>;

/** Thrown for a file of queries that cannot be used; the message is one sentence that names the places. */
export class JudgedError extends Error {
  override name = 'JudgedError';
}

/**
 * Reads a file of judged queries: a JSON list of {id, class, query, judgments: {url: grade}, expectEmpty?}.
 *
 * @throws {JudgedError} with every problem, each with the query's place in the list and its id.
 */
export function parseJudged(text: string): Judged[] {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw new JudgedError(`is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { success, data, error } = judgedListSchema.safeParse(raw);
  const problems = success
    ? repeatedIds(data)
    : error.issues.map(({ path, message }) => `${placeOf(raw, path)}${message}`);
  if (!success || problems.length > 0) throw new JudgedError(problems.join('; '));
  return data;
}

function repeatedIds(queries: readonly Judged[]): string[] {
  const first = new Map<string, number>();
  const problems: string[] = [];
  for (const [index, { id }] of queries.entries()) {
    const before = first.get(id);
    if (before === undefined) first.set(id, index);
    else problems.push(`query ${index + 1} (${id}): query ${before + 1} has the same id`);
  }
  return problems;
}

/** "query 3 (P003), judgments › https://…: ", counted from 1. */
function placeOf(raw: unknown, [index, ...path]: readonly PropertyKey[]): string {
  if (typeof index !== 'number') return '';
  const entry: unknown = Array.isArray(raw) ? raw[index] : undefined;
  const id = typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined;
  const name = typeof id === 'string' && id !== '' ? ` (${id})` : '';
  return `query ${index + 1}${name}${path.length === 0 ? '' : `, ${path.map(String).join(' › ')}`}: `;
}

/** What one ranking was worth, each between 0 and 1. A query that expects nothing has only `results`. */
export interface Score {
  judged: Judged;
  ndcg5: number;
  /** One divided by the place of the first result graded 2 or 3; 0 when the first ten have none. */
  reciprocalRank: number;
  /** 1 when the first result is graded 2 or 3. */
  success1: number;
  /** How many results there were among the first ten. */
  results: number;
}

/** Only the first ten results count. */
export const depth = 10;

/** Scores the addresses that a search gave for a query, best first. An address counts where it first stands. */
export function score(judged: Judged, urls: readonly string[]): Score {
  const grades = gradesOf(judged);
  const ranked = urls.slice(0, depth).map(comparable);
  const found = ranked.map((url, place) => (ranked.indexOf(url) === place ? (grades.get(url) ?? 0) : 0));
  const ideal = gain([...grades.values()].sort((a, b) => b - a));
  const right = found.findIndex((grade) => grade >= 2);
  return {
    judged,
    ndcg5: ideal === 0 ? 0 : gain(found) / ideal,
    reciprocalRank: right < 0 ? 0 : 1 / (right + 1),
    success1: right === 0 ? 1 : 0,
    results: ranked.length,
  };
}

/** The same text for addresses that differ in scheme, www., a slash at the end, or letter case. */
function comparable(url: string): string {
  return url
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/+$/, '');
}

/** An address that stands there twice, written differently, keeps its better grade. */
function gradesOf({ judgments }: Judged): Map<string, number> {
  const grades = new Map<string, number>();
  for (const [url, grade] of Object.entries(judgments)) {
    const key = comparable(url);
    grades.set(key, Math.max(grade, grades.get(key) ?? 0));
  }
  return grades;
}

/** Discounted cumulative gain of the first five: 2^grade − 1, divided by log2 of the place plus one. */
function gain(grades: readonly number[]): number {
  return grades.slice(0, 5).reduce((sum, grade, place) => sum + (2 ** grade - 1) / Math.log2(place + 2), 0);
}

/**
 * Means over queries. ndcg5, mrr, success1 and zeroRate are about answerable queries only, falsePositiveRate about
 * those that expect nothing; a mean over no query is 0.
 */
export interface Summary {
  ndcg5: number;
  mrr: number;
  success1: number;
  /** The share of answerable queries without any result. */
  zeroRate: number;
  /** The share of queries that expect nothing and got something. */
  falsePositiveRate: number;
}

export interface Judgement {
  overall: Summary;
  /** `n` counts all queries of the class. */
  byClass: Record<string, { n: number } & Summary>;
}

/** Overall and by class, classes in the order in which they first stand in the file. */
export function summarise(scores: readonly Score[]): Judgement {
  const classes = Map.groupBy(scores, ({ judged }) => judged.class);
  return {
    overall: means(scores),
    byClass: Object.fromEntries(
      [...classes].map(([name, members]) => [name, { n: members.length, ...means(members) }]),
    ),
  };
}

function means(scores: readonly Score[]): Summary {
  const answerable = scores.filter(({ judged }) => !judged.expectEmpty);
  const nonsense = scores.filter(({ judged }) => judged.expectEmpty);
  return {
    ndcg5: mean(answerable.map(({ ndcg5 }) => ndcg5)),
    mrr: mean(answerable.map(({ reciprocalRank }) => reciprocalRank)),
    success1: mean(answerable.map(({ success1 }) => success1)),
    zeroRate: mean(answerable.map(({ results }) => (results === 0 ? 1 : 0))),
    falsePositiveRate: mean(nonsense.map(({ results }) => (results > 0 ? 1 : 0))),
  };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
