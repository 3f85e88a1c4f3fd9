import type { Connection } from './connection.ts';
import type { Address } from './open.ts';

/**
 * Opens a store to look at it, beside whoever uses it: nothing is made, locked or changed.
 *
 * @param patience `slow` for reading all of it
 * @throws {StoreError} `older` for one that is not there yet, or not in the form of this version
 */
export async function lookAt({ path, url }: Address, patience: 'quick' | 'slow'): Promise<Connection> {
  return url === undefined
    ? (await import('./sqlite.ts')).openToRead(path)
    : (await import('./postgres.ts')).openPostgres({ url, access: 'read', patience });
}
