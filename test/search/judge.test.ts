import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Judged, parseJudged, type Score, score, summarise } from '../../src/search/judge.ts';

function judged(judgments: Record<string, Judged['judgments'][string]>, more: Partial<Judged> = {}): Judged {
  return { id: 'Q1', class: 'exact', query: 'docker', judgments, expectEmpty: false, ...more };
}

const nonsense = judged({}, { id: 'Q9', class: 'nonsense', query: 'qqqq', expectEmpty: true });

function message(text: string): string {
  try {
    parseJudged(text);
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
  return 'no error';
}

describe('a file of judged queries', () => {
  test('is read, with expectEmpty false where it is not said', () => {
    const entry = { id: 'P1', class: 'exact', query: 'spark', judgments: { 'https://spark.apache.org/': 3 } };
    expect(parseJudged(JSON.stringify([entry]))).toEqual([{ ...entry, expectEmpty: false }]);
  });

  test('may leave judgments out of what expects nothing', () => {
    const entry = { id: 'P1', class: 'nonsense', query: 'qqqq', expectEmpty: true };
    expect(parseJudged(JSON.stringify([entry]))).toEqual([{ ...entry, judgments: {} }]);
  });

  test('that is not JSON, not a list or empty is refused', () => {
    expect(message('[{')).toMatch(/^JudgedError: is not JSON: /);
    expect(message('{}')).toBe('JudgedError: must be a list of judged queries');
    expect(message('[]')).toBe('JudgedError: has no query');
  });

  test('with bad entries is refused, and every problem has its place', () => {
    const text = JSON.stringify([
      { id: 'P1', class: 'exact', query: 'spark', judgments: { 'https://a.org': 5 } },
      { id: 'P2', class: 'exact', judgments: { 'https://a.org': 3 } },
      { id: 'P3', class: 'exact', query: 'x', expectempty: true },
      { class: 'exact', query: 'x', expectEmpty: true },
      'spark',
    ]);
    expect(message(text).split('; ')).toEqual([
      'JudgedError: query 1 (P1), judgments › https://a.org: a grade is 0, 1, 2 or 3',
      'query 2 (P2), query: Invalid input: expected string, received undefined',
      'query 3 (P3): needs judgments, or expectEmpty: true',
      'query 4, id: Invalid input: expected string, received undefined',
      'query 5: Invalid input: expected object, received string',
    ]);
  });

  test('with the same id twice is refused', () => {
    const entry = { id: 'P1', class: 'nonsense', query: 'qqqq', expectEmpty: true };
    expect(message(JSON.stringify([entry, entry]))).toBe(
      'JudgedError: query 2 (P1): query 1 has the same id',
    );
  });
});

describe('the score of a ranking', () => {
  test('is what one computes by hand', () => {
    const query = judged({ 'https://a.org': 3, 'https://b.org': 2, 'https://c.org': 1, 'https://d.org': 0 });
    // Gains 0, 1, 7, 3 at places 1 to 4; the best order would be 7, 3, 1.
    const dcg = 1 / Math.log2(3) + 7 / Math.log2(4) + 3 / Math.log2(5);
    const ideal = 7 + 3 / Math.log2(3) + 1 / Math.log2(4);
    const urls = ['https://d.org', 'https://c.org', 'https://a.org', 'https://b.org'];
    const { ndcg5, reciprocalRank, success1, results } = score(query, urls);
    expect(ndcg5).toBeCloseTo(dcg / ideal, 12);
    expect({ reciprocalRank, success1, results }).toEqual({
      reciprocalRank: 1 / 3,
      success1: 0,
      results: 4,
    });
  });

  test('takes a grade of 2 for right and a grade of 1 for not', () => {
    const query = judged({ 'https://b.org': 2, 'https://c.org': 1 });
    expect(score(query, ['https://b.org'])).toMatchObject({ reciprocalRank: 1, success1: 1 });
    expect(score(query, ['https://c.org'])).toMatchObject({ reciprocalRank: 0, success1: 0 });
  });

  test('compares addresses without scheme, www., slash at the end and letter case', () => {
    const query = judged({ 'http://www.Example.org/Docs/': 3 });
    for (const url of ['https://example.org/docs', 'HTTPS://WWW.EXAMPLE.ORG/DOCS//']) {
      expect(score(query, [url]).ndcg5).toBe(1);
    }
    expect(score(query, ['https://example.org/doc']).ndcg5).toBe(0);
  });

  test('counts only the first ten results for the place of the first right one, and five for nDCG', () => {
    const query = judged({ 'https://a.org': 3 });
    const others = (count: number) => Array.from({ length: count }, (_, i) => `https://other.org/${i}`);
    expect(score(query, [...others(9), 'https://a.org'])).toMatchObject({ reciprocalRank: 0.1, ndcg5: 0 });
    expect(score(query, [...others(10), 'https://a.org'])).toMatchObject({ reciprocalRank: 0, results: 10 });
  });

  test('gives nothing for the same address a second time', () => {
    const query = judged({ 'https://a.org': 3, 'https://b.org': 3 });
    const once = score(query, ['https://a.org', 'https://x.org']).ndcg5;
    expect(score(query, ['https://a.org', 'http://www.a.org/']).ndcg5).toBe(once);
  });

  test('takes the better grade of an address that is graded twice', () => {
    for (const judgments of [
      { 'https://a.org': 1, 'http://a.org/': 3 },
      { 'https://a.org': 3, 'http://a.org/': 1 },
    ] as const) {
      expect(score(judged(judgments), ['https://a.org'])).toMatchObject({ ndcg5: 1, success1: 1 });
    }
  });

  test('is 0 where no result could be worth anything', () => {
    expect(score(judged({ 'https://a.org': 0 }), ['https://a.org']).ndcg5).toBe(0);
  });

  const grades = fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
    fc.constantFrom(0, 1, 2, 3),
  );
  const ranking = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'));

  test('is between 0 and 1 whatever is graded and found', () => {
    fc.assert(
      fc.property(grades, ranking, (judgments, urls) => {
        const { ndcg5, reciprocalRank, success1 } = score(judged(judgments), urls);
        for (const value of [ndcg5, reciprocalRank, success1]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('is 1 for the ideal order, and no other order is better', () => {
    fc.assert(
      fc.property(grades, ranking, (judgments, urls) => {
        fc.pre(Object.values(judgments).some((grade) => grade > 0));
        const ideal = Object.keys(judgments).sort((a, b) => (judgments[b] ?? 0) - (judgments[a] ?? 0));
        expect(score(judged(judgments), ideal).ndcg5).toBe(1);
        expect(score(judged(judgments), urls).ndcg5).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the summary', () => {
  const right = score(judged({ 'https://a.org': 3 }), ['https://a.org']);
  const empty = score(judged({ 'https://a.org': 3 }, { class: 'typo' }), []);

  test('is the mean over queries, overall and by class in the order of the file', () => {
    const { overall, byClass } = summarise([right, empty, right]);
    const two = 2 / 3;
    expect(overall).toEqual({ ndcg5: two, mrr: two, success1: two, zeroRate: 1 / 3, falsePositiveRate: 0 });
    expect(Object.entries(byClass)).toEqual([
      ['exact', { n: 2, ndcg5: 1, mrr: 1, success1: 1, zeroRate: 0, falsePositiveRate: 0 }],
      ['typo', { n: 1, ndcg5: 0, mrr: 0, success1: 0, zeroRate: 1, falsePositiveRate: 0 }],
    ]);
  });

  test('leaves queries that expect nothing out of all means but their own', () => {
    const scores: Score[] = [right, score(nonsense, []), score(nonsense, ['https://a.org'])];
    const { overall, byClass } = summarise(scores);
    expect(overall).toEqual({ ndcg5: 1, mrr: 1, success1: 1, zeroRate: 0, falsePositiveRate: 0.5 });
    expect(byClass.nonsense).toEqual({
      n: 2,
      ndcg5: 0,
      mrr: 0,
      success1: 0,
      zeroRate: 0,
      falsePositiveRate: 0.5,
    });
  });

  test('of no query is all zeros', () => {
    const zeros = { ndcg5: 0, mrr: 0, success1: 0, zeroRate: 0, falsePositiveRate: 0 };
    expect(summarise([])).toEqual({ overall: zeros, byClass: {} });
  });
});
