import { problemText } from '../catalog/check.ts';
import { CatalogError } from '../catalog/load.ts';
import { ConfigError } from '../config.ts';
import { StoreError } from '../store/error.ts';

/** The server's address cannot be had; the message says why and what to do. */
export class ListenError extends Error {
  override name = 'ListenError';
}

/**
 * Everything that is wrong with settings, catalog or database, in plain words with what to do; undefined for an error that is
 * nobody's slip.
 */
export function failureText(error: unknown): string | undefined {
  if (error instanceof ConfigError) {
    const lines = error.problems.map(({ message, mend }) => `${message}\n    ${mend}`);
    return [...lines, '', `${error.message}. Settings come from the environment and from .env.`].join('\n');
  }
  if (error instanceof CatalogError) return problemText(error.problems);
  return error instanceof ListenError || error instanceof StoreError ? error.message : undefined;
}
