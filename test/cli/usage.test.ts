import { afterEach, expect, it } from 'vitest';
import { endPrograms, run } from '../ops/program.ts';

afterEach(endPrograms);

/** npm keeps options for itself unless -- stands before them. */
it.each([
  [['catalog', 'check'], 'npm run catalog -- check [dirs...]'],
  [['catalog', 'import'], 'npm run catalog -- import <files...> --out <dir>'],
  [['catalog', 'schema'], 'npm run catalog -- schema [dir]'],
  [['eval'], 'npm run eval -- [options]'],
  [['doctor'], 'npm run doctor'],
])('the help of %j shows a line that works', async (words, usage) => {
  const { code, stdout } = await run(['cli', ...words, '--help']);
  expect(code).toBe(0);
  expect(stdout.split('\n')[0]).toBe(`Usage: ${usage}`);
});
