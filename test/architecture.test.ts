import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { expect, it } from 'vitest';
import { breaches } from './architecture/rules.ts';

const root = join(import.meta.dirname, '..');

it('keeps every file of src on its floor, each package and clock in its place', () => {
  const paths = globSync('src/**/*.{ts,js}', { cwd: root });
  expect(paths.length).toBeGreaterThan(5);
  const files = new Map(
    paths.map((path) => [path.split(sep).join('/'), readFileSync(join(root, path), 'utf8')] as const),
  );
  expect(breaches(files)).toEqual([]);
});
