import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from './load.ts';
import type { Catalog } from './model.ts';

/** Beside a catalog: every id that a resource of it ever had, one a line. Marks of people and buttons hold them. */
export const keptIdsFile = 'ids.txt';

/** Ids that were published and stand nowhere now, of folders that keep them. */
export async function checkKeptIds(catalog: Catalog, dirs: readonly string[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const dir of dirs) {
    const file = join(dir, keptIdsFile);
    const ids = await read(file);
    ids.forEach((id, index) => {
      if (catalog.resource(id) !== undefined) return;
      const message = `the entry "${id}" was there, and is gone`;
      const mend =
        'put its id under "formerly" of the entry that takes its place; what people marked follows it there';
      problems.push({ file, line: index + 1, column: 1, message, mend });
    });
  }
  return problems;
}

/** Adds ids to the file of a folder. Gives how many are new. */
export async function keepIds(ids: readonly string[], dir: string): Promise<number> {
  const file = join(dir, keptIdsFile);
  const before = new Set(await read(file));
  const all = new Set([...before, ...ids]);
  await writeFile(file, `${[...all].sort().join('\n')}\n`);
  return all.size - before.size;
}

async function read(file: string): Promise<string[]> {
  try {
    return (await readFile(file, 'utf8')).split(/\r?\n/).filter((line) => line !== '');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
