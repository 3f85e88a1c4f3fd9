import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/postgres-setup.ts',
    // Real processes are started by some tests; a loaded machine needs more than the default 5 s.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Many files wait for processes and servers most of the time.
    maxWorkers: '200%',
  },
});
