import type { TestProject } from 'vitest/node';
import { hasPostgresBuild, startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of a PostgreSQL where tests may make databases of their own; empty where there is none. */
    postgresUrl: string;
  }
}

/** One PostgreSQL for all test files: that of TEST_DATABASE_URL, or one of this run's own. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL ?? '';
  if (given !== '' || !hasPostgresBuild()) {
    provide('postgresUrl', given);
    if (given === '') {
      console.warn(
        `npm has no PostgreSQL for ${process.platform} ${process.arch}, so what needs one is left out. Name a server with TEST_DATABASE_URL to run it.`,
      );
    }
    return async () => {};
  }
  const server = await startPostgres();
  provide('postgresUrl', server.url);
  return () => server.stop();
}
