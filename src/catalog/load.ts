import { resolve } from 'node:path';
import { type CatalogParts, createCatalog } from './create.ts';
import { checkDuplicates } from './duplicates.ts';
import { type Report, readEntries } from './entries.ts';
import { compare, type PartSource, readCatalogFiles } from './files.ts';
import type { KeptYaml } from './kept-yaml.ts';
import type { Alias, Catalog, Synonyms } from './model.ts';
import { checkOrder } from './order.ts';
import { type PartName, parts } from './parts.ts';
import { checkReferences } from './references.ts';
import { createLocator, type Place, readYaml } from './source.ts';
import { applicable, checkAliases } from './vocabulary.ts';

/** One thing that is wrong in a catalog, and how to mend it. */
export interface Problem {
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** What is wrong. */
  message: string;
  /** What to do about it. */
  mend: string;
}

/** Thrown when a catalog has problems; holds all of them, in the order of files and lines. */
export class CatalogError extends Error {
  override name = 'CatalogError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(`the catalog has ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`);
    this.problems = problems;
  }
}

export interface LoadOptions {
  /**
   * A catalog's folder whose aliases and synonyms apply too, unless it is among the folders anyway. What the
   * catalog itself says of a word goes before it, and its aliases may mean topics that the catalog does not have.
   */
  vocabularyDir?: string;
  /** Spares parsing what was parsed before. */
  kept?: KeptYaml;
}

/**
 * Reads the folders as one catalog: each adds to those before it.
 *
 * @throws {CatalogError} with every problem of every file.
 */
export async function loadCatalog(dirs: readonly string[], options: LoadOptions = {}): Promise<Catalog> {
  const problems: Problem[] = [];
  const locate = createLocator();
  const report = (place: Place, message: string, mend: string): void => {
    problems.push({ file: place.source.file, ...locate(place), message, mend });
  };
  const where = (place: Place) => `${place.source.file}:${locate(place).line}`;

  const { vocabularyDir, kept } = options;
  const reading = { ...(await readDirs(dirs, { problems, kept })), report };
  const linked = {
    resources: readEntries('resources', parts.resources, reading),
    topics: readEntries('topics', parts.topics, reading),
    path: readEntries('path', parts.path, reading),
    aliases: readEntries('aliases', parts.aliases, reading),
    questions: readEntries('questions', parts.questions, reading),
  };
  const synonyms = readEntries('synonyms', parts.synonyms, reading);
  const credits = readEntries('credits', parts.credits, reading);
  checkReferences(linked, report);
  checkDuplicates(linked, report, where);
  checkOrder(linked, report);
  checkAliases(linked, report, where);

  const besides = vocabularyDir !== undefined && !dirs.some((dir) => resolve(dir) === resolve(vocabularyDir));
  const vocabulary = besides ? await readVocabulary(vocabularyDir, { problems, kept, report }) : undefined;
  if (problems.length > 0) throw new CatalogError(problems.sort(byPlace));

  const own = {
    resources: linked.resources.values,
    topics: linked.topics.values,
    path: { stages: linked.path.values.flatMap(({ stages }) => stages) },
    aliases: linked.aliases.values,
    synonyms: synonyms.values,
    questions: linked.questions.values,
    credits: credits.values,
  };
  return createCatalog(vocabulary === undefined ? own : withVocabulary(own, vocabulary));
}

type Vocabulary = { aliases: Alias[]; synonyms: Synonyms[] };

async function readVocabulary(
  dir: string,
  { report, ...how }: Omit<Reading, 'only'> & { report: Report },
): Promise<Vocabulary> {
  const reading = { ...(await readDirs([dir], { ...how, only: ['aliases', 'synonyms'] })), report };
  return {
    aliases: readEntries('aliases', parts.aliases, reading).values,
    synonyms: readEntries('synonyms', parts.synonyms, reading).values,
  };
}

function withVocabulary(own: Required<CatalogParts>, vocabulary: Vocabulary): CatalogParts {
  return {
    ...own,
    aliases: [...own.aliases, ...applicable(vocabulary.aliases, own.aliases, own.topics)],
    synonyms: [...own.synonyms, ...vocabulary.synonyms],
  };
}

interface Reading {
  only?: readonly PartName[];
  /** Takes what is wrong. */
  problems: Problem[];
  kept: KeptYaml | undefined;
}

/** Reads and parses every file of the folders once. */
async function readDirs(dirs: readonly string[], { only, problems, kept }: Reading) {
  const values = new Map<PartSource, unknown>();
  const unread = new Set<PartName>();
  for (const dir of new Map(dirs.map((dir) => [resolve(dir), dir])).values()) {
    const read = await readCatalogFiles(dir, only);
    problems.push(...read.problems);
    for (const part of read.unread) unread.add(part);
    for (const source of read.sources) {
      const known = kept?.find(source.text);
      const parsed = known ?? readYaml(source);
      if ('value' in parsed) {
        values.set(source, parsed.value);
        if (known === undefined) kept?.keep(source.text, parsed.value);
      } else {
        problems.push(...parsed.problems);
        unread.add(source.part);
      }
    }
  }
  return { values, unread };
}

function byPlace(a: Problem, b: Problem): number {
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column;
}
