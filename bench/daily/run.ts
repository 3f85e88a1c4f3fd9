import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { measureClaims } from './claim.ts';
import { measureDiscord } from './discord.ts';
import { measureLoop } from './loop.ts';
import { measureMemory } from './memory.ts';
import { measurePlanning } from './plan.ts';
import { measureUnlimited } from './unlimited.ts';

/** Each gives what is over its limit. `npm run bench -- daily plan` measures one of them. */
const parts = new Map([
  ['plan', measurePlanning],
  ['claim', measureClaims],
  ['loop', measureLoop],
  ['memory', measureMemory],
  ['discord', measureDiscord],
  ['unlimited', measureUnlimited],
]);
const [wanted] = process.argv.slice(2);
const measure = parts.get(wanted ?? '');

if (wanted !== undefined && measure === undefined) {
  console.error(`There is no part named ${wanted}. There are: ${[...parts.keys()].join(', ')}.`);
  process.exit(2);
}
if (measure === undefined || globalThis.gc === undefined)
  measureApart(wanted === undefined ? [...parts.keys()] : [wanted]);
else {
  const over = await measure();
  if (over.length > 0) console.log(`\nMisses its limit:\n- ${over.join('\n- ')}`);
  process.exit(over.length > 0 ? 1 : 0);
}

/** Each in a process of its own, which may collect its garbage: none measures what another one left. */
function measureApart(names: readonly string[]): void {
  const [cpu] = cpus();
  console.log(
    `Node ${process.versions.node}, SQLite ${process.versions.sqlite}, ${process.platform} ${process.arch}, ${availableParallelism()} × ${cpu?.model.trim()}`,
  );
  for (const name of names) {
    const { status, error } = spawnSync(process.execPath, ['--expose-gc', import.meta.filename, name], {
      stdio: 'inherit',
    });
    if (error !== undefined) throw error;
    if (status !== 0) process.exitCode = 1;
  }
}
