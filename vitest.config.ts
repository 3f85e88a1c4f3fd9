import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [
    {
      name: 'packages-as-people-get-them',
      // Vitest asks packages for their builds for development, which some have and which nobody runs; they are slower, too.
      configResolved: ({ ssr }) => {
        ssr.resolve = { ...ssr.resolve, conditions: ['node'] };
      },
    },
  ],
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/postgres-setup.ts',
    // Files that follow each other in a worker share what they import: to load the bot and its catalog again would be a third
    // of the work. What a file or a test has for itself comes from test/support/lifetime.ts.
    isolate: false,
    setupFiles: 'test/support/lifetime-setup.ts',
    // Real processes are started by some tests; a loaded machine needs more than the default 5 s.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Many files wait for processes and servers most of the time. A worker takes up to a gigabyte.
    maxWorkers: availableParallelism() + 1,
  },
});
