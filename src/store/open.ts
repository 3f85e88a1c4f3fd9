import { createStore, type Store, type StoreOptions } from './store.ts';

/** Where the store is. */
export interface Address {
  /** PostgreSQL's; without it the file. */
  url?: string;
  path: string;
}

export interface OpenOptions extends Omit<StoreOptions, 'connect'> {
  /** Of a file: `write` must, `either` reads while somebody else writes. PostgreSQL takes any number of writers. */
  access: 'write' | 'either';
  /** How long to wait for a writer that is leaving. */
  patienceMs: number;
  now: () => Temporal.Instant;
}

/** Others have a file for moments only: a visitor that has been here, a look at who writes. */
export const visitMs = 250;

/** A store of either engine. Nothing of it is loaded or opened before it is needed. */
export function openStore({ url, path }: Address, options: OpenOptions): Store {
  const { access, patienceMs, now } = options;
  return createStore({
    ...options,
    connect: async () =>
      url === undefined
        ? (await import('./sqlite.ts')).openSqlite({ path, access, patienceMs, now })
        : (await import('./postgres.ts')).openPostgres({ url }),
  });
}
