import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Document } from 'yaml';
import { ImportError } from './import.ts';
import type { Resource } from './model.ts';
import { slug, unused } from './slug.ts';

const mark = ' Made by an import. Levels, minutes, access and kinds are guesses: look them over.';

/**
 * Writes entries to `dir/resources/`, a file for each section, and returns the files. A folder that has anything in it
 * is refused; `force` replaces what an earlier import made there, and files of the same names.
 *
 * @throws {ImportError} when the folder is refused or cannot be written.
 */
export async function writeImported(
  resources: readonly Resource[],
  dir: string,
  { force = false }: { force?: boolean } = {},
): Promise<string[]> {
  const folder = join(dir, 'resources');
  try {
    if (!force && (await namesIn(dir)).length > 0) {
      throw new ImportError(
        `${dir} is not empty; name a new folder, or say --force to replace what is in the way`,
      );
    }
    await mkdir(folder, { recursive: true });
    if (force) await removeImported(folder);
    const files: string[] = [];
    for (const [name, entries] of byFile(resources)) {
      const file = join(folder, `${name}.yaml`);
      await writeFile(file, resourcesYaml(entries));
      files.push(file);
    }
    return files;
  } catch (error) {
    if (error instanceof ImportError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ImportError(`${dir} cannot be written: ${reason}`);
  }
}

async function namesIn(dir: string): Promise<string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

async function removeImported(folder: string): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (!name.endsWith('.yaml')) continue;
    const file = join(folder, name);
    if ((await readFile(file, 'utf8')).startsWith(`#${mark}`)) await rm(file);
  }
}

/** By the first heading that not all of them share. */
function byFile(resources: readonly Resource[]): Map<string, Resource[]> {
  const headings = resources.map(({ section }) => section?.split(' > ') ?? []);
  const [first = []] = headings;
  const differs = first.findIndex((heading, depth) => headings.some((one) => one[depth] !== heading));
  const depth = differs < 0 ? first.length : differs;
  const nameOf = new Map<string, string>();
  const used = new Set<string>();
  const files = new Map<string, Resource[]>();
  for (const [index, resource] of resources.entries()) {
    const heading = headings[index]?.[depth] ?? '';
    const name = nameOf.get(heading) ?? unused(slug(heading) || 'list', used);
    nameOf.set(heading, name);
    files.set(name, [...(files.get(name) ?? []), resource]);
  }
  return files;
}

/** The text of a file of entries, without the fields that are as they would be anyway. */
export function resourcesYaml(resources: readonly Resource[]): string {
  const document = new Document(resources.map(withoutDefaults));
  document.commentBefore = mark;
  return document.toString({ lineWidth: 0 });
}

function withoutDefaults(resource: Resource): Partial<Resource> {
  return Object.fromEntries(
    Object.entries(resource).filter(([name, value]) => {
      if (name === 'language') return value !== 'en';
      if (name === 'description') return value !== '';
      return name === 'topics' || !Array.isArray(value) || value.length > 0;
    }),
  );
}
