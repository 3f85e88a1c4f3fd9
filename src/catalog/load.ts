import type { Catalog } from './model.ts';

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

export async function loadCatalog(_dirs: readonly string[]): Promise<Catalog> {
  throw new Error('not built yet');
}
