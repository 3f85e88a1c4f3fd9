import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { median } from '../start/table.ts';
import { type Engine, engines } from './engines.ts';
import type { Measured } from './measure.ts';
import type { Plan, SizePlan } from './plans.ts';

/** What the processes of one engine measured, or why there is nothing. */
export type Outcome = readonly Measured[] | { leftOut: string };

/** Measures every engine at one size, and says on the error output how far it is. */
export async function measureAll(plan: SizePlan, program: string): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>(engines.map(({ name }) => [name, []]));
  const turns = Math.max(plan.judged.processes, plan.peers.processes);
  for (let turn = 0; turn < turns; turn++) {
    for (const engine of engines) {
      const before = outcomes.get(engine.name) ?? [];
      if ('leftOut' in before || turn >= planOf(engine, plan).processes) continue;
      const start = performance.now();
      const result = await measureInProcess(engine, plan, program);
      outcomes.set(engine.name, typeof result === 'string' ? { leftOut: result } : [...before, result]);
      const note = typeof result === 'string' ? `${result}, ` : '';
      const took = `${((performance.now() - start) / 1000).toFixed(1)} s`;
      process.stderr.write(`  ${plan.size} entries, ${engine.name}, process ${turn + 1}: ${note}${took}\n`);
    }
  }
  return outcomes;
}

export function planOf(engine: Engine, plan: SizePlan): Plan {
  return engine.judged ? plan.judged : plan.peers;
}

/**
 * The measured figures, or why there are none. When time ran out after every shape was asked once, the first 100
 * queries stand for all.
 */
async function measureInProcess(engine: Engine, size: SizePlan, program: string): Promise<Measured | string> {
  const { queryMs, processMs } = planOf(engine, size);
  const { output, errors, code, signal } = await run(
    [program, 'measure', engine.name, String(size.size)],
    processMs,
  );
  if (signal === 'SIGKILL') return `too slow, stopped after ${processMs / 1000} s`;
  if (code !== 0) return `failed: ${/^\w*Error: .*$/m.exec(errors)?.[0] ?? `ended with ${code ?? signal}`}`;
  const measured: Measured = JSON.parse(output);
  const { times, found } = measured;
  if (times.length === size.rounds * 100) return measured;
  if (times.length >= 100) return { ...measured, times: times.slice(0, 100), found: found.slice(0, 100) };
  const middle = median(times).toFixed(0);
  return `too slow, ${times.length} queries in ${queryMs / 1000} s, about ${middle} ms each`;
}

async function run(args: readonly string[], timeout: number) {
  const child = spawn(process.execPath, ['--expose-gc', '--max-old-space-size=6144', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout,
    killSignal: 'SIGKILL',
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk;
  });
  const [code, signal] = await once(child, 'close');
  return { output, errors, code, signal };
}
