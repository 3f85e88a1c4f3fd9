import { CatalogError, type LoadOptions, loadCatalog, type Problem } from './load.ts';
import type { Catalog } from './model.ts';

export interface Checked {
  ok: boolean;
  /** What to print, without a line break at the end. */
  text: string;
  problems: readonly Problem[];
}

/** Loads the folders as one catalog and says what it holds, or everything that is wrong with it. */
export async function checkCatalog(dirs: readonly string[], options: LoadOptions = {}): Promise<Checked> {
  try {
    return { ok: true, text: summary(await loadCatalog(dirs, options)), problems: [] };
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
