import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { checkCatalog } from '../catalog/check.ts';
import { reasonOf } from '../catalog/files.ts';
import { ImportError, importList, reportText } from '../catalog/import.ts';
import { writeImported } from '../catalog/import-write.ts';
import { keepIds, keptIdsFile } from '../catalog/kept-ids.ts';
import { CatalogError, loadCatalog, type Problem } from '../catalog/load.ts';
import type { Catalog } from '../catalog/model.ts';
import { catalogSchemas } from '../catalog/schema.ts';

/** Prints text, without a line break at its end. */
export type Out = (text: string) => void;

/** Prints what the folders hold as one catalog, or each of their problems. The exit code: 0, or 1 for problems. */
export async function checkCommand({ dirs }: { dirs: readonly string[] }, out: Out): Promise<number> {
  const { ok, text, report } = await checkCatalog(dirs);
  if (report !== undefined) out(`${report}\n`);
  out(text);
  return ok ? 0 : 1;
}

export interface ImportOptions {
  files: readonly string[];
  /** The folder to write: a new or empty one, or one that an earlier import wrote. */
  out: string;
  /** The project's own catalog; its aliases apply to what is imported. */
  vocabularyDir: string;
}

/**
 * Makes a catalog of lists, and prints what of them was taken, skipped and why. The exit code: 0, 1 when the lists have
 * no link to take, 2 when a file or the folder cannot be used.
 */
export async function importCommand(options: ImportOptions, out: Out): Promise<number> {
  const { files, out: dir, vocabularyDir } = options;
  try {
    const { resources, report } = await importList(files);
    out(reportText(report));
    if (resources.length === 0) {
      out('There is no link to take in there, so nothing was written.');
      return 1;
    }
    const written = await writeImported(resources, dir);
    const { ok, text } = await checkCatalog([dir], { vocabularyDir });
    const inFiles = `${written.length} ${written.length === 1 ? 'file' : 'files'}`;
    out(`\nWrote ${inFiles} to ${join(dir, 'resources')}. ${text}`);
    if (!ok) return 1;
    out(await besideText(vocabularyDir, dir));
    return 0;
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    out(`${error.message}.`);
    return 2;
  }
}

/** How to use the new folder, alone and beside the project's own catalog, whose addresses and ids it may repeat. */
async function besideText(vocabularyDir: string, dir: string): Promise<string> {
  const alone = `Try it: npm run --silent ask -- "resource docker" --catalog ${dir}`;
  const clashes = await problemsOf([vocabularyDir, dir]);
  const check = `npm run catalog -- check ${vocabularyDir} ${dir}`;
  if (clashes.length === 0) return `${alone}\nIt also loads beside the built-in catalog: ${check}`;
  const several = clashes.length === 1 ? 'is 1 thing' : `are ${clashes.length} things`;
  return `${alone}\nBeside the built-in catalog there ${several} to mend first, such as addresses that both have: ${check}`;
}

async function problemsOf(dirs: readonly string[]): Promise<readonly Problem[]> {
  try {
    await loadCatalog(dirs);
    return [];
  } catch (error) {
    if (error instanceof CatalogError) return error.problems;
    throw error;
  }
}

/**
 * Writes down the ids of a folder's resources, so that none is lost later. The exit code: 0, or 2 when that cannot be done.
 *
 * @param options.dirs the catalog that the folder adds to
 * @throws {CatalogError}
 */
export async function idsCommand(
  { dir, dirs }: { dir: string; dirs: readonly string[] },
  out: Out,
): Promise<number> {
  const others = dirs.filter((other) => resolve(other) !== resolve(dir));
  const foreign = new Set(others.length === 0 ? [] : idsIn(await loadCatalog(others)));
  const own = idsIn(await loadCatalog([...others, dir])).filter((id) => !foreign.has(id));
  try {
    const added = await keepIds(own, dir);
    out(`Added ${added} ${added === 1 ? 'id' : 'ids'} to ${join(dir, keptIdsFile)}.`);
    return 0;
  } catch (error) {
    out(`${join(dir, keptIdsFile)} cannot be written: ${reasonOf(error)}.`);
    return 2;
  }
}

function idsIn({ resources }: Catalog): string[] {
  return resources.flatMap(({ id, formerly }) => [id, ...formerly]);
}

/** Writes the JSON Schemas of the model into a folder. The exit code: 0, or 2 when that cannot be done. */
export async function schemaCommand({ dir }: { dir: string }, out: Out): Promise<number> {
  try {
    await mkdir(dir, { recursive: true });
    const schemas = Object.entries(catalogSchemas());
    for (const [name, schema] of schemas) {
      await writeFile(join(dir, `${name}.json`), `${JSON.stringify(schema, undefined, 2)}\n`);
    }
    out(`Wrote ${schemas.length} schemas to ${dir}.`);
    return 0;
  } catch (error) {
    out(`${dir} cannot be written: ${reasonOf(error)}.`);
    return 2;
  }
}
