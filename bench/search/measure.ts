import type { Engine } from './engines.ts';
import type { Plan } from './plans.ts';

/** One process's figures; each process measures one engine once. */
export interface Measured {
  buildMs: number;
  heapBytes: number;
  /** Milliseconds of each query, in the order in which they were made; fewer than asked for when time ran out. */
  times: number[];
  /** How many entries the first page of each had. */
  found: number[];
}

/**
 * Builds the index, warms up, and times every query once.
 *
 * The build ends with the first answer, and memory is read after the last: what an engine puts off until it is asked,
 * or keeps of what it was asked, counts too.
 */
export async function measure(
  engine: Engine,
  resources: Parameters<Engine['prepare']>[0],
  queries: { warmUp: readonly string[]; measured: readonly string[] },
  { queryMs }: Pick<Plan, 'queryMs'>,
): Promise<Measured> {
  const build = engine.prepare(resources);
  const before = memory();
  const start = performance.now();
  const find = await build();
  await find('kubernetes');
  const buildMs = performance.now() - start;
  await warmUp(find, queries.warmUp, queryMs / 4);

  const times: number[] = [];
  let spent = 0;
  const found: number[] = [];
  for (const query of queries.measured) {
    if (spent > queryMs) break;
    const asked = performance.now();
    const count = await find(query);
    const took = performance.now() - asked;
    times.push(took);
    spent += took;
    found.push(count);
  }
  const heapBytes = memory() - before;
  // Asked once more, so that the index is still needed when memory is read.
  await find('docker');
  return { buildMs, heapBytes, times, found };
}

async function warmUp(
  find: (query: string) => unknown,
  queries: readonly string[],
  most: number,
): Promise<void> {
  const start = performance.now();
  for (const query of queries) {
    if (performance.now() - start > most) return;
    await find(query);
  }
}

/** Bytes in use after a collection, with what typed arrays hold outside the heap. */
function memory(): number {
  if (globalThis.gc === undefined) throw new Error('start this with --expose-gc');
  for (let time = 0; time < 3; time++) globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
