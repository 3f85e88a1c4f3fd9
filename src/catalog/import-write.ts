import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { Document } from 'yaml';
import { reasonOf } from './files.ts';
import { ImportError } from './import.ts';
import type { Resource } from './model.ts';
import { slug, unused } from './slug.ts';

const mark = '# Made by an import. Levels, minutes, access and kinds are guesses: look them over.';
const seal = '# Imports into this folder replace this file as long as nobody has changed it:';

/**
 * Writes entries to `dir/resources/`, a file for each section, and returns the files. What an earlier import wrote there
 * is replaced; a folder that has anything else in it is refused, and so are changes that somebody made to such files.
 *
 * @throws {ImportError} when the folder is refused or cannot be written.
 */
export async function writeImported(resources: readonly Resource[], dir: string): Promise<string[]> {
  try {
    const earlier = await earlierImport(dir);
    await mkdir(join(dir, 'resources'), { recursive: true });
    const files: string[] = [];
    for (const [name, entries] of byFile(resources)) {
      const file = join(dir, 'resources', `${name}.yaml`);
      await writeFile(file, sealed(resourcesYaml(entries)));
      files.push(file);
    }
    for (const file of earlier.filter((one) => !files.includes(one))) await rm(file);
    return files;
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new ImportError(`${dir} cannot be written: ${reasonOf(error)}`);
  }
}

/** The files of an earlier import, when there is nothing else. */
async function earlierImport(dir: string): Promise<string[]> {
  const files = await filesIn(dir);
  for (const file of files) {
    const imported = file.startsWith(join(dir, 'resources') + sep) && file.endsWith('.yaml');
    const text = imported ? await readFile(file, 'utf8') : '';
    if (!text.startsWith(mark)) {
      throw new ImportError(`${dir} is not empty and no import wrote ${file}; name a new folder`);
    }
    if (!isSealed(text)) {
      throw new ImportError(
        `${file} was changed after it was imported; name a new folder, or remove that file`,
      );
    }
  }
  return files;
}

async function filesIn(dir: string): Promise<string[]> {
  try {
    const entries = await readdir(dir, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map(({ parentPath, name }) => join(parentPath, name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function sealed(yaml: string): string {
  return `${mark}\n${seal} ${digest(yaml)}\n\n${yaml}`;
}

/** Whether a file is as it was written; line ends may have become those of Windows. */
function isSealed(text: string): boolean {
  const [, second = '', , ...rest] = text.replaceAll('\r\n', '\n').split('\n');
  return second === `${seal} ${digest(rest.join('\n'))}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** By the first heading that not all of them share, else by the last. */
function byFile(resources: readonly Resource[]): Map<string, Resource[]> {
  const headings = resources.map(({ section }) => section?.split(' > ') ?? []);
  const [first = []] = headings;
  const differs = first.findIndex((heading, depth) => headings.some((one) => one[depth] !== heading));
  const depth = differs < 0 ? first.length : differs;
  const nameOf = new Map<string, string>();
  const used = new Set<string>();
  const files = new Map<string, Resource[]>();
  for (const [index, resource] of resources.entries()) {
    const heading = headings[index]?.[depth] ?? headings[index]?.at(-1) ?? '';
    const name = nameOf.get(heading) ?? unused(slug(heading) || 'list', used);
    nameOf.set(heading, name);
    const entries = files.get(name);
    if (entries === undefined) files.set(name, [resource]);
    else entries.push(resource);
  }
  return files;
}

/** The text of a file of entries, without the fields that are as they would be anyway. */
export function resourcesYaml(resources: readonly Resource[]): string {
  return new Document(resources.map(withoutDefaults)).toString({ lineWidth: 0 });
}

function withoutDefaults(resource: Resource): Partial<Resource> {
  return Object.fromEntries(
    Object.entries(resource).filter(([name, value]) => {
      if (name === 'language') return value !== 'en';
      if (name === 'description') return value !== '';
      return !Array.isArray(value) || value.length > 0;
    }),
  );
}
