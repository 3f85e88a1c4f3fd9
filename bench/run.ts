import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** `npm run bench`, or one of them: `npm run bench -- store`. See docs/bench.md. */
const benches = ['daily', 'discord', 'search', 'slack', 'start', 'store'];
const [wanted, ...options] = process.argv.slice(2);

if (wanted !== undefined && !benches.includes(wanted)) {
  console.error(`There is no bench named ${wanted}. There are: ${benches.join(', ')}.`);
  process.exit(2);
}

// The peers have a lock file of their own: whoever only runs or changes the bot never downloads them.
if (!existsSync(join(import.meta.dirname, 'node_modules'))) {
  console.log('Installing what is compared with (bench/package-lock.json) …');
  const install = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', import.meta.dirname];
  const installed = run('npm', install, { shell: process.platform === 'win32' });
  if (installed !== 0) process.exit(installed);
}

// Each in a process of its own, so that neither measures the other's memory.
let failed = 0;
for (const bench of wanted === undefined ? benches : [wanted]) {
  console.log(`\n# ${bench}\n`);
  const code = run(process.execPath, [join(import.meta.dirname, bench, 'run.ts'), ...options], {});
  // The others are measured all the same.
  if (code !== 0) failed = code;
}
process.exit(failed);

/** Gives the exit code. */
function run(command: string, args: readonly string[], { shell = false }: { shell?: boolean }): number {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', shell });
  if (error !== undefined) throw error;
  return status ?? 1;
}
