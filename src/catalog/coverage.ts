import type { Catalog, Topic } from './model.ts';

/** What the catalog has on one topic. */
export interface Coverage {
  topic: Topic;
  entries: number;
  /** Different levels, kinds, and how many of the entries are free. */
  levels: number;
  kinds: number;
  free: number;
  practice: number;
  steps: number;
  /** What a learner misses, in words: "steps 2, at least 4". */
  lacks: readonly string[];
}

/** What a topic needs, so that everybody finds a way in and a month has its steps. */
const least = { entries: 4, levels: 2, kinds: 2, free: 1, steps: 4 } as const;

/** In the order of the path. */
export function coverageOf({ topics, resources }: Catalog): Coverage[] {
  return topics.map((topic) => {
    const own = resources.filter((one) => one.topics.includes(topic.id));
    const counts = {
      entries: own.length,
      levels: new Set(own.map(({ level }) => level)).size,
      kinds: new Set(own.map(({ kind }) => kind)).size,
      free: own.filter(({ access }) => access === 'free').length,
      steps: topic.steps.length,
    };
    const lacks = keys.flatMap((key) =>
      counts[key] < least[key] ? [`${key} ${counts[key]}, at least ${least[key]}`] : [],
    );
    return { topic, ...counts, practice: own.filter(({ kind }) => kind === 'practice').length, lacks };
  });
}

const keys = ['entries', 'levels', 'kinds', 'free', 'steps'] as const;

/** A table for a terminal, and below it what is missing; '' without topics. */
export function coverageText(coverage: readonly Coverage[]): string {
  if (coverage.length === 0) return '';
  const head = ['topic', 'entries', 'levels', 'kinds', 'free', 'practice', 'steps'];
  const rows = coverage.map(({ topic, entries, levels, kinds, free, practice, steps }) => [
    topic.id,
    ...[entries, levels, kinds, free, practice, steps].map(String),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const table = [head, ...rows].map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  const gaps = coverage.flatMap(({ topic, lacks }) =>
    lacks.length === 0 ? [] : [`${topic.id}: ${lacks.join('; ')}`],
  );
  return [...table, ...(gaps.length === 0 ? [] : ['', 'To fill:', ...gaps.map((gap) => `  ${gap}`)])].join(
    '\n',
  );
}
