import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, lstatSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { printTable } from './table.ts';

const root = join(import.meta.dirname, '../..');
const peers = join(root, 'bench');
const manifestSchema = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
  peerDependencies: z.record(z.string(), z.string()).default({}),
});

/** Bytes of what a production install puts on disk, beside the two chat SDKs alone. */
export async function measureSize(): Promise<void> {
  const sizes = productionPackages();
  const total = sum(sizes.values());
  const own = bytesIn(join(root, 'src')) + bytesIn(join(root, 'catalog'));
  const top = [...sizes].toSorted((a, b) => b[1] - a[1]).slice(0, 8);
  const sdks = ['discord.js', '@slack/bolt'];
  printTable(
    'Production install (npm ci --omit=dev --ignore-scripts), sizes of files',
    ['', 'MB', 'packages'],
    [
      ['dependencies', megabytes(total), String(sizes.size)],
      ...top.map(([name, bytes]) => [`  ${name}`, megabytes(bytes), '']),
      ['src and catalog', megabytes(own), ''],
      ...sdks.map((name) => sdkRow([name])),
      sdkRow(sdks),
    ],
  );
}

function productionPackages(): Map<string, number> {
  const copy = mkdtempSync(join(tmpdir(), 'companion-size-'));
  try {
    for (const name of ['package.json', 'package-lock.json', '.npmrc'])
      cpSync(join(root, name), join(copy, name));
    const args = ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const { status, stderr } = spawnSync('npm', args, {
      cwd: copy,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    if (status !== 0) throw new Error(`npm ci failed: ${stderr}`);
    const manifests = globSync('node_modules/{*,@*/*}/package.json', { cwd: copy });
    return new Map(
      manifests.map((manifest) => {
        const folder = dirname(manifest);
        return [folder.replaceAll('\\', '/').replace('node_modules/', ''), bytesIn(join(copy, folder))];
      }),
    );
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function sdkRow(names: readonly string[]): string[] {
  const folders = closure(names);
  const label = `for scale: ${names.join(' and ')} with dependencies`;
  if (folders === undefined) return [label, 'not installed', ''];
  return [label, megabytes(sum([...folders].map((folder) => bytesIn(folder, true)))), String(folders.size)];
}

/** The folders of packages in bench/node_modules and of all that they depend on; undefined when one is absent. */
function closure(names: readonly string[]): Set<string> | undefined {
  const found = new Set<string>();
  const todo = names.map((name) => ({ name, from: peers, optional: false }));
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const folder = resolve(next.name, next.from);
    if (folder === undefined && !next.optional) return undefined;
    if (folder === undefined || found.has(folder)) continue;
    found.add(folder);
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    const { dependencies, optionalDependencies, peerDependencies } = manifest;
    // npm installs peers as well, and leaves out the optional parts that this machine cannot use.
    for (const name of Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies })) {
      const optional = name in optionalDependencies || name in peerDependencies;
      todo.push({ name, from: folder, optional });
    }
  }
  return found;
}

/** As Node looks for a package: beside the one that asks, then in every folder above it up to bench/. */
function resolve(name: string, from: string): string | undefined {
  for (let folder = from; folder.startsWith(peers); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
  }
  return undefined;
}

/** `alone` leaves out packages that are installed inside. */
function bytesIn(folder: string, alone = false): number {
  const files = globSync('**/*', {
    cwd: folder,
    exclude: (path) => alone && /(^|[\\/])node_modules([\\/]|$)/.test(String(path)),
  });
  return sum(
    files.map((file) => lstatSync(join(folder, file))).map((stat) => (stat.isFile() ? stat.size : 0)),
  );
}

function sum(values: Iterable<number>): number {
  return [...values].reduce((total, value) => total + value, 0);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(2);
}
