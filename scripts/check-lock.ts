import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/**
 * Whether package-lock.json installs on every machine. npm 11.19 refuses a lock file that lacks some platform's
 * optional packages, and leaves them out itself when it ran where the registry lacks them; a "resolved" address
 * ties the lock to the registry of whoever wrote it.
 */

const specs = z.record(z.string(), z.string()).default({});
const manifestSchema = z.looseObject({
  name: z.string().optional(),
  version: z.string().optional(),
  dependencies: specs,
  devDependencies: specs,
  optionalDependencies: specs,
});
const entrySchema = manifestSchema.extend({
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  link: z.boolean().optional(),
});
const lockSchema = z.looseObject({
  lockfileVersion: z.literal(3, { error: 'is not of version 3: run npm install with npm 11' }),
  packages: z.record(z.string(), entrySchema),
});
type Manifest = z.infer<typeof manifestSchema>;
type Packages = z.infer<typeof lockSchema>['packages'];

const groups = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;
const exact = /^(?:npm:.+@)?(\d+\.\d+\.\d+(?:[-+].*)?)$/;

/** Every problem of a lock file beside its package.json, both as parsed JSON; none when it is complete. */
export function lockProblems(manifest: unknown, lock: unknown): string[] {
  const readManifest = manifestSchema.safeParse(manifest);
  if (!readManifest.success) return [`package.json: ${z.prettifyError(readManifest.error)}`];
  const readLock = lockSchema.safeParse(lock);
  if (!readLock.success) return [`package-lock.json: ${z.prettifyError(readLock.error)}`];
  const { packages } = readLock.data;
  return [
    ...disagreements(readManifest.data, packages),
    ...missingOptionals(packages),
    ...addresses(packages),
  ];
}

function disagreements(manifest: Manifest, packages: Packages): string[] {
  const root = packages[''];
  if (root === undefined) return ['the lock has no entry for the project itself'];
  const problems: string[] = [];
  for (const key of ['name', 'version'] as const) {
    if (manifest[key] !== root[key]) {
      problems.push(`${key}: package.json says ${manifest[key]}, the lock ${root[key]}`);
    }
  }
  for (const group of groups) {
    for (const name of new Set([...Object.keys(manifest[group]), ...Object.keys(root[group])])) {
      const wanted = manifest[group][name];
      const locked = root[group][name];
      if (wanted !== locked) {
        problems.push(
          `${name}: package.json says ${wanted ?? 'nothing'} in ${group}, the lock ${locked ?? 'nothing'}`,
        );
        continue;
      }
      const pinned = exact.exec(wanted ?? '')?.[1];
      const installed = packages[`node_modules/${name}`]?.version;
      if (installed === undefined && packages[`node_modules/${name}`]?.link !== true) {
        problems.push(`${name}: package.json wants it, the lock does not hold it`);
      } else if (pinned !== undefined && installed !== pinned) {
        problems.push(`${name}: package.json pins ${pinned}, the lock holds ${installed}`);
      }
    }
  }
  return problems;
}

/** Nothing is excused: an optional package that no machine finds is a reason to choose another version. */
function missingOptionals(packages: Packages): string[] {
  const problems: string[] = [];
  for (const [path, entry] of Object.entries(packages)) {
    const by = path === '' ? 'the project' : path.replace(/^.*node_modules\//, '');
    for (const [name, spec] of Object.entries(entry.optionalDependencies)) {
      const found = resolve(packages, path, name);
      if (found === undefined) problems.push(`${name} ${spec}: optional for ${by}, absent from the lock`);
      else if (found.version === undefined || found.integrity === undefined) {
        problems.push(`${name} ${spec}: optional for ${by}, in the lock without version and integrity`);
      }
    }
  }
  return problems;
}

/** As Node looks: beside the package first, then in every folder above it. */
function resolve(packages: Packages, from: string, name: string): Packages[string] | undefined {
  let folder = from;
  for (;;) {
    const found = packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`];
    if (found !== undefined || folder === '') return found;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1));
  }
}

function addresses(packages: Packages): string[] {
  return Object.entries(packages)
    .filter(([, entry]) => entry.resolved?.includes('://') === true)
    .map(([path]) => `${path}: has a "resolved" address; run npm install with the project's .npmrc`);
}

/** Problems of a folder on disk; a folder without package.json has none. */
export function folderProblems(folder: string): string[] {
  const [manifest, lock] = ['package.json', 'package-lock.json'].map((name) => join(folder, name));
  if (manifest === undefined || lock === undefined || !existsSync(manifest)) return [];
  if (!existsSync(lock)) return [`${lock} is missing: run npm install`];
  try {
    const parsed = [manifest, lock].map((file): unknown => JSON.parse(readFileSync(file, 'utf8')));
    return lockProblems(...(parsed as [unknown, unknown])).map((problem) => `${lock}: ${problem}`);
  } catch (error) {
    return [`${lock}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  const problems = [root, join(root, 'bench')].flatMap(folderProblems);
  if (problems.length === 0) console.log('The lock files name every package for every platform.');
  else {
    console.error(problems.join('\n'));
    process.exitCode = 1;
  }
}
