import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, printTable, quantile, verdict } from './table.ts';

const root = join(import.meta.dirname, '../..');
const target = 1.5;
const query = 'resource docker';
const programs = {
  ask: [join(root, 'src/start.js'), 'cli', 'ask', query],
  'bare script': [join(import.meta.dirname, 'bare-answer.ts'), query],
} as const;
type Name = keyof typeof programs;

/** From the start of the process to the end of its answer, beside a bare script on the same packages and files. */
export async function measureAnswer(runs = 21): Promise<void> {
  const times: Record<Name, number[]> = { ask: [], 'bare script': [] };
  // The first round only warms the file cache; then they take turns, so that a slow moment meets both.
  for (let round = 0; round <= runs; round++) {
    for (const name of ['ask', 'bare script'] as const) {
      const took = await timeToAnswer(programs[name]);
      if (round > 0) times[name].push(took);
    }
  }
  const ratio = median(times.ask) / median(times['bare script']);
  const row = (name: Name, note: string) => [
    name,
    median(times[name]).toFixed(0),
    quantile(times[name], 0.1).toFixed(0),
    quantile(times[name], 0.9).toFixed(0),
    note,
  ];
  printTable(
    `From process start to the answer (${query}, ${runs} runs each, taking turns)`,
    ['', 'median ms', 'p10 ms', 'p90 ms', 'ratio'],
    [row('bare script', ''), row('ask', verdict(ratio, target))],
  );
}

async function timeToAnswer(args: readonly string[]): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: tmpdir(),
    // No tokens, no colour: neither the environment of whoever measures nor a .env file has a say.
    env: { PATH: process.env.PATH, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let answer = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    answer += chunk;
  });
  const [code] = await once(child, 'close');
  const took = performance.now() - start;
  if (code !== 0 || !answer.includes('docs.docker.com')) {
    throw new Error(`${args.join(' ')} ended with ${code} and answered: ${answer.slice(0, 200)}`);
  }
  return took;
}
