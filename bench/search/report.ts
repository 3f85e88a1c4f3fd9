import { median, printTable, quantile, verdict } from '../start/table.ts';
import type { Measured } from './measure.ts';
import type { SizePlan } from './plans.ts';
import type { Outcome } from './processes.ts';

/** What is asked of ours: at most so many times MiniSearch's. */
const targets = { build: 1.5, heap: 1.3, p50: 1, p99: 0.5 } as const;

/** Prints the figures of every engine at one size, and ours beside MiniSearch's. */
export function report({ size, rounds, judged }: SizePlan, outcomes: ReadonlyMap<string, Outcome>): void {
  const asked = rounds * 100;
  printTable(
    `${size} entries, ${asked} different queries`,
    ['', 'build ms', 'heap MB', 'p50 ms', 'p99 ms', 'found something', 'note'],
    [...outcomes].map(([name, outcome]) => row(name, outcome, asked)),
  );
  const judgedEngines = ['companion', 'MiniSearch'].map((name) => outcomes.get(name));
  const [ours, theirs] = judgedEngines.map((one) => figures(one, sharedQueries(judgedEngines)));
  if (ours === undefined || theirs === undefined) {
    console.log('\nNothing to judge: ours or MiniSearch has no figures at this size.');
    return;
  }
  printTable(
    `companion beside MiniSearch at ${size}, ${judged.processes === 1 ? 'one process' : `the middle of ${judged.processes} processes`} each`,
    ['', 'ratio'],
    (['build', 'heap', 'p50', 'p99'] as const).map((key) => [
      key,
      verdict(ours[key] / theirs[key], targets[key]),
    ]),
  );
}

interface Figures {
  /** Milliseconds. */
  build: number;
  /** Bytes. */
  heap: number;
  /** Milliseconds. */
  p50: number;
  /** Milliseconds. */
  p99: number;
  /** The share of queries with a result. */
  answered: number;
  queries: number;
}

/** The middle of what the processes of one engine measured, of the first queries; undefined when there is nothing. */
function figures(outcome: Outcome = [], most = Number.POSITIVE_INFINITY): Figures | undefined {
  if ('leftOut' in outcome || outcome.length === 0) return undefined;
  const middle = (value: (run: Measured) => number) => median(outcome.map(value));
  const times = middleTimes(outcome).slice(0, most);
  return {
    build: middle(({ buildMs }) => buildMs),
    heap: middle(({ heapBytes }) => heapBytes),
    p50: median(times),
    p99: quantile(times, 0.99),
    answered: middle(({ found }) => found.filter((count) => count > 0).length / found.length),
    queries: times.length,
  };
}

/** How many queries all of them were asked, so that a ratio is one of the same queries. */
function sharedQueries(outcomes: readonly (Outcome | undefined)[]): number {
  return Math.min(...outcomes.map((outcome) => figures(outcome)?.queries ?? 0));
}

/** Each query's middle time over the processes, so that a moment when the machine was busy does not count. */
function middleTimes(runs: readonly Measured[]): number[] {
  const length = Math.min(...runs.map(({ times }) => times.length));
  return Array.from({ length }, (_, query) => median(runs.map(({ times }) => times[query] ?? Number.NaN)));
}

function row(name: string, outcome: Outcome, asked: number): string[] {
  const known = figures(outcome);
  if (known === undefined) {
    const reason = 'leftOut' in outcome ? outcome.leftOut : 'not measured';
    return [name, '', '', '', '', '', `left out: ${reason}`];
  }
  return [
    name,
    known.build.toFixed(0),
    (known.heap / 1e6).toFixed(1),
    known.p50.toFixed(3),
    known.p99.toFixed(2),
    `${(known.answered * 100).toFixed(0)} %`,
    known.queries < asked ? `slow: the first ${known.queries} queries` : '',
  ];
}
