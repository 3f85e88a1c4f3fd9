import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderProblems, lockProblems } from '../../scripts/check-lock.ts';

const manifest = { name: 'house', version: '1.0.0', dependencies: { tool: '2.0.0' } };

function lockWith(packages: Record<string, unknown>) {
  return {
    lockfileVersion: 3,
    packages: {
      '': manifest,
      'node_modules/tool': {
        version: '2.0.0',
        integrity: 'sha512-t',
        optionalDependencies: { '@tool/linux': '2.0.0' },
      },
      'node_modules/@tool/linux': { version: '2.0.0', integrity: 'sha512-l', optional: true },
      ...packages,
    },
  };
}

describe('the check of the lock file', () => {
  it('finds nothing in a lock file that is complete', () => {
    expect(lockProblems(manifest, lockWith({}))).toEqual([]);
  });

  it('names an optional package that is absent, and who wants it', () => {
    const { '': project, 'node_modules/tool': tool } = lockWith({}).packages;
    const lock = { lockfileVersion: 3, packages: { '': project, 'node_modules/tool': tool } };
    expect(lockProblems(manifest, lock)).toEqual([
      '@tool/linux 2.0.0: optional for tool, absent from the lock',
    ]);
    const absent = lockProblems(
      manifest,
      lockWith({ 'node_modules/tool/node_modules/part': { optionalDependencies: { 'part-win': '1.0.0' } } }),
    );
    expect(absent).toEqual(['part-win 1.0.0: optional for part, absent from the lock']);
  });

  it.each([{ version: '2.0.0' }, { integrity: 'sha512-l' }, {}])(
    'refuses an optional package with only %j',
    (entry) => {
      expect(lockProblems(manifest, lockWith({ 'node_modules/@tool/linux': entry }))).toEqual([
        '@tool/linux 2.0.0: optional for tool, in the lock without version and integrity',
      ]);
    },
  );

  it('finds an optional package beside its owner, before one at the top', () => {
    const nested = lockWith({
      'node_modules/tool/node_modules/@tool/linux': { version: '2.0.0' },
    });
    expect(lockProblems(manifest, nested)).toEqual([
      '@tool/linux 2.0.0: optional for tool, in the lock without version and integrity',
    ]);
  });

  it('refuses an address that ties the lock to one registry', () => {
    const problems = lockProblems(
      manifest,
      lockWith({
        'node_modules/far': { version: '1.0.0', resolved: 'https://far.example/far.tgz' },
        'node_modules/near': { resolved: 'packages/near', link: true },
      }),
    );
    expect(problems).toEqual([
      'node_modules/far: has a "resolved" address; run npm install with the project\'s .npmrc',
    ]);
  });

  it.each([
    [{ ...manifest, version: '1.1.0' }, 'version: package.json says 1.1.0, the lock 1.0.0'],
    [
      { ...manifest, dependencies: { tool: '2.0.1' } },
      'tool: package.json says 2.0.1 in dependencies, the lock 2.0.0',
    ],
    [
      { ...manifest, devDependencies: { more: '1.0.0' } },
      'more: package.json says 1.0.0 in devDependencies, the lock nothing',
    ],
    [{ ...manifest, dependencies: {} }, 'tool: package.json says nothing in dependencies, the lock 2.0.0'],
  ])('tells where package.json and the lock disagree (%#)', (changed, problem) => {
    expect(lockProblems(changed, lockWith({}))).toEqual([problem]);
  });

  it('refuses an installed version other than the pinned one, also behind an alias', () => {
    expect(lockProblems(manifest, lockWith({ 'node_modules/tool': { version: '2.0.9' } }))).toEqual([
      'tool: package.json pins 2.0.0, the lock holds 2.0.9',
    ]);
    const aliased = { name: 'house', version: '1.0.0', dependencies: { tool: 'npm:@real/tool@2.0.0' } };
    expect(
      lockProblems(aliased, lockWith({ '': aliased, 'node_modules/tool': { version: '3.0.0' } })),
    ).toEqual(['tool: package.json pins 2.0.0, the lock holds 3.0.0']);
  });

  it('tells of a dependency that the lock does not hold', () => {
    const wants = { ...manifest, dependencies: { tool: '2.0.0', gone: '^1.0.0' } };
    expect(lockProblems(wants, lockWith({ '': wants }))).toEqual([
      'gone: package.json wants it, the lock does not hold it',
    ]);
  });

  it.each([null, 'text', {}, { lockfileVersion: 1, packages: {} }])(
    'says that %j is no lock file instead of throwing',
    (lock) => {
      expect(lockProblems(manifest, lock)).toEqual([expect.stringMatching(/^package-lock\.json: /)]);
    },
  );
});

describe('the check of a folder', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'check-lock-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has nothing to say without package.json, then misses the lock, then its syntax', () => {
    expect(folderProblems(folder)).toEqual([]);
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    expect(folderProblems(folder)).toEqual([expect.stringMatching(/package-lock\.json is missing/)]);
    writeFileSync(join(folder, 'package-lock.json'), '{ "lockfileVersion": 3,');
    expect(folderProblems(folder)).toEqual([expect.stringMatching(/package-lock\.json: .*JSON/)]);
  });

  it('finds the lock files of this project complete, in one line', () => {
    const script = join(import.meta.dirname, '../../scripts/check-lock.ts');
    const said = execFileSync(process.execPath, [script], { encoding: 'utf8' });
    expect(said).toBe('The lock files name every package for every platform.\n');
  });
});
