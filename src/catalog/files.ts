import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Problem } from './load.ts';
import { nearest } from './nearest.ts';
import { type PartName, partNames } from './parts.ts';
import { decode, type Source } from './source.ts';

export interface PartSource extends Source {
  part: PartName;
}

export interface ReadFiles {
  sources: PartSource[];
  problems: Problem[];
  /** Parts of which a file could not be read. */
  unread: Set<PartName>;
}

/** The YAML files of a catalog's folder, in the order of their names; hidden files and folders are left alone. */
export async function readCatalogFiles(
  dir: string,
  only: readonly PartName[] = partNames,
): Promise<ReadFiles> {
  const read: ReadFiles = { sources: [], problems: [], unread: new Set() };
  let names: string[];
  try {
    names = await readdir(dir);
  } catch (error) {
    read.problems.push(missing(dir, error));
    return read;
  }
  read.problems.push(...misnamed(dir, names));
  const files = (await Promise.all(names.map((name) => filesOf(dir, name)))).flat();
  if (files.length === 0) read.problems.push(nothingIn(dir));
  files.sort((a, b) => compare(a.file, b.file));
  for (const { file, part } of files.filter((one) => only.includes(one.part))) {
    const source = await readSource(file);
    if ('text' in source) read.sources.push({ ...source, part });
    else {
      read.problems.push(source);
      read.unread.add(part);
    }
  }
  return read;
}

/** "aliases" of "aliases.yaml"; a folder's name stays. */
function stem(name: string): string {
  return name.replace(yamlExtension, '');
}
const yamlExtension = /\.ya?ml$/i;

/** The files of one name in a catalog's folder: itself, or the YAML files under it. */
async function filesOf(dir: string, name: string): Promise<{ file: string; part: PartName }[]> {
  const part = partNames.find((one) => one === stem(name));
  if (part === undefined) return [];
  const file = join(dir, name);
  if (yamlExtension.test(name)) return [{ file, part }];
  const inner = await readdir(file, { recursive: true }).catch(() => []);
  return inner
    .filter((one) => yamlExtension.test(one) && !one.split(sep).some((segment) => segment.startsWith('.')))
    .map((one) => ({ file: join(file, one), part }));
}

/** Files and folders whose name is nearly that of a part would be left out without a word. */
function misnamed(dir: string, names: readonly string[]): Problem[] {
  return names.flatMap((name) => {
    const known = partNames.some((part) => part === stem(name));
    const meant = known ? undefined : nearest(stem(name), partNames);
    if (meant === undefined) return [];
    const mend = `did you mean ${yamlExtension.test(name) ? `${meant}.yaml` : `${meant}/`}? Then rename it`;
    return [
      { file: join(dir, name), line: 1, column: 1, message: 'this name is not one that is read', mend },
    ];
  });
}

async function readSource(file: string): Promise<Source | Problem> {
  try {
    return decode(file, await readFile(file));
  } catch (error) {
    const mend = 'make it a file that this program may read';
    return { file, line: 1, column: 1, message: `this cannot be read: ${reasonOf(error)}`, mend };
  }
}

function missing(dir: string, error: unknown): Problem {
  const absent = codeOf(error) === 'ENOENT';
  return {
    file: dir,
    line: 1,
    column: 1,
    message: absent ? 'there is no such folder' : `this folder cannot be read: ${reasonOf(error)}`,
    mend: 'name a folder that has resources/, topics/ or another part of a catalog in it',
  };
}

function nothingIn(dir: string): Problem {
  const mend = 'add resources/*.yaml or topics/*.yaml, or name another folder';
  return { file: dir, line: 1, column: 1, message: 'no part of a catalog is in this folder', mend };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'it is not a folder',
  ENOENT: 'there is nothing by that name',
  ELOOP: 'its links go round in a circle',
};

/** Why a file or folder cannot be used, in a few words. */
export function reasonOf(error: unknown): string {
  return reasons[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
}

/** By code units, the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
