import { coverageOf, coverageText } from './coverage.ts';
import { checkKeptIds } from './kept-ids.ts';
import { CatalogError, type LoadOptions, loadCatalog, type Problem } from './load.ts';
import type { Catalog } from './model.ts';
import { nearTitles } from './near-titles.ts';

export interface Checked {
  ok: boolean;
  /** What is worth a look in a catalog without problems: coverage by topic, titles that are nearly the same. */
  report?: string;
  /** What to print, without a line break at the end. */
  text: string;
  problems: readonly Problem[];
}

/** Loads the folders as one catalog and says what it holds, or everything that is wrong with it. */
export async function checkCatalog(dirs: readonly string[], options: LoadOptions = {}): Promise<Checked> {
  try {
    const catalog = await loadCatalog(dirs, options);
    const gone = await checkKeptIds(catalog, dirs);
    if (gone.length > 0) return { ok: false, text: problemText(gone), problems: gone };
    const report = reportOf(catalog);
    return { ok: true, text: summary(catalog), ...(report === '' ? {} : { report }), problems: [] };
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    return { ok: false, text: problemText(error.problems), problems: error.problems };
  }
}

/** One problem after the other as "file:line:column  what is wrong", what to do under it, and their number. */
export function problemText(problems: readonly Problem[]): string {
  const lines = problems.map(
    ({ file, line, column, message, mend }) => `${file}:${line}:${column}  ${message}\n    ${mend}`,
  );
  return [...lines, '', count(problems.length, 'problem', 'problems')].join('\n');
}

function reportOf(catalog: Catalog): string {
  const near = nearTitles(catalog).map(([a, b]) => `  ${a.id}: “${a.title}”, and ${b.id}: “${b.title}”`);
  const titles = near.length === 0 ? [] : ['', 'Titles that are nearly the same:', ...near];
  return [coverageText(coverageOf(catalog)), ...titles].join('\n').trim();
}

function summary({ resources, topics, path, aliases, questions }: Catalog): string {
  const steps = topics.reduce((sum, topic) => sum + topic.steps.length, 0);
  const counts = [
    count(resources.length, 'resource', 'resources'),
    count(topics.length, 'topic', 'topics'),
    count(path.stages.length, 'stage', 'stages'),
    count(steps, 'step', 'steps'),
    count(aliases.length, 'alias', 'aliases'),
    count(questions.length, 'question', 'questions'),
  ];
  return `No problems: ${counts.join(', ')}.`;
}

function count(number: number, one: string, several: string): string {
  return `${number} ${number === 1 ? one : several}`;
}
