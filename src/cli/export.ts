import { writeFile } from 'node:fs/promises';
import { reasonOf } from '../catalog/files.ts';
import { loadCatalog } from '../catalog/load.ts';
import type { Out } from './catalog.ts';
import { catalogMarkdown } from './catalog-markdown.ts';

/** Writes the whole catalog as Markdown into a file. The exit code: 0, or 2 when it cannot be written. */
export async function exportCommand(
  { dirs, file, vocabularyDir }: { dirs: readonly string[]; file: string; vocabularyDir: string },
  out: Out,
): Promise<0 | 2> {
  const catalog = await loadCatalog(dirs, { vocabularyDir });
  try {
    await writeFile(file, catalogMarkdown(catalog));
    out(`Wrote ${catalog.resources.length} resources and ${catalog.topics.length} topics to ${file}.`);
    return 0;
  } catch (error) {
    out(`${file} cannot be written: ${reasonOf(error)}.`);
    return 2;
  }
}
