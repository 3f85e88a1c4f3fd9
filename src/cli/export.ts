import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf } from '../catalog/files.ts';
import { loadCatalog } from '../catalog/load.ts';
import type { Out } from './catalog.ts';
import { catalogMarkdown } from './catalog-markdown.ts';

export interface ExportOptions {
  /** Folders that make one catalog; without them the built-in one. */
  dirs: readonly string[] | undefined;
  /** Without it the page that stands in the built-in catalog, which nothing else may take the place of. */
  file: string | undefined;
  builtIn: string;
}

/** Writes a whole catalog as Markdown into a file. The exit code: 0, or 2 when it cannot be written. */
export async function exportCommand(options: ExportOptions, out: Out): Promise<0 | 2> {
  const { builtIn, dirs = [builtIn], file = join(builtIn, 'README.md') } = options;
  if (options.file === undefined && options.dirs !== undefined) {
    out('Name the file to write: npm run catalog -- export markdown list.md --catalog our-catalog');
    return 2;
  }
  const catalog = await loadCatalog(dirs, { vocabularyDir: builtIn });
  try {
    await writeFile(file, catalogMarkdown(catalog));
    out(`Wrote ${catalog.resources.length} resources and ${catalog.topics.length} topics to ${file}.`);
    return 0;
  } catch (error) {
    out(`${file} cannot be written: ${reasonOf(error)}.`);
    return 2;
  }
}
