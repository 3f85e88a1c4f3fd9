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
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', import.meta.dirname], {
    shell: process.platform === 'win32',
  });
}

// Each in a process of its own, so that neither measures the other's memory.
for (const bench of wanted === undefined ? benches : [wanted]) {
  console.log(`\n# ${bench}\n`);
  run(process.execPath, [join(import.meta.dirname, bench, 'run.ts'), ...options], {});
}

function run(command: string, args: readonly string[], { shell = false }: { shell?: boolean }): void {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', shell });
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
