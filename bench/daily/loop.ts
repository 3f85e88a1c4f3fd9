import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { printTable, verdict } from '../start/table.ts';
import { onEach } from './engines.ts';
import { makeDue, planAll, planned } from './plan.ts';

/** Milliseconds for which nothing else may be kept waiting. */
const limitMs = 50;
const turns = 2;
const idleMs = 2_000;
const aroundMs = 20;

type Delay = ReturnType<typeof monitorEventLoopDelay>;

/** For how long the planner keeps everything else waiting, on both engines. Gives what is over its limit. */
export async function measureLoop(): Promise<string[]> {
  const over: string[] = [];
  // What the machine does to a process that has nothing to do.
  const rows = [rowOf('nothing to do, for scale', await delays(() => wait(idleMs)))];
  await onEach(async (engine) => {
    await using ground = await engine.open('loop');
    const now = Temporal.Now.instant();
    for (let turn = 1; turn <= turns; turn++) {
      await makeDue(engine, ground, now, planned);
      const measured = await delays(() => planAll(ground));
      const name = `${engine.name}: plan ${planned} due subscriptions, turn ${turn}`;
      rows.push([...rowOf(name, measured), verdict(measured.max / 1e6 / limitMs, 1)]);
      if (measured.max / 1e6 > limitMs) over.push(name);
    }
  });
  const head = ['', 'median', 'p99', 'longest', `above ${limitMs} ms`, `longest to ${limitMs} ms`];
  printTable(
    'How long the event loop was held up',
    head,
    rows.map((row) => [...row, ''].slice(0, head.length)),
  );
  return over;
}

/** Also sees what never lets go until it is done. */
export async function delays(work: () => Promise<unknown>): Promise<Delay> {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  histogram.enable();
  // It measures from one look to the next: without one before and one after the work, a single long hold-up would not be seen.
  await wait(aroundMs);
  await work();
  await wait(aroundMs);
  histogram.disable();
  if (histogram.count < 2) throw new Error('the event loop was not looked at');
  return histogram;
}

function rowOf(name: string, delay: Delay): string[] {
  const ms = (ns: number) => `${(ns / 1e6).toFixed(1)} ms`;
  const longer = Number(delay.percentiles.entries().find(([, ns]) => ns > limitMs * 1e6)?.[0] ?? 100);
  return [
    name,
    ms(delay.percentile(50)),
    ms(delay.percentile(99)),
    ms(delay.max),
    `${(100 - longer).toFixed(2)} % of looks`,
  ];
}
