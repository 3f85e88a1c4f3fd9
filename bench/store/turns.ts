import { median, quantile, verdict } from '../start/table.ts';

/** What one side does in a turn. */
interface Side {
  /** Stands outside the time. */
  before?(): Promise<unknown>;
  run(turn: number): unknown;
}

/** The same work by our verbs and by a bare script. */
export interface Pair {
  name: string;
  ours: Side;
  bare: Side;
  /** Ours takes at most so many times as long; absent for what stands there for scale. */
  limit?: number;
  /** Turns that count, and turns before them that only warm up. */
  turns: number;
  warmUps: number;
  /** How often a turn does what the name says. */
  times: number;
}

/** Milliseconds of each turn, for one of what the name says. */
export interface Measured {
  ours: number[];
  bare: number[];
}

/** Each goes first in every second turn, so that a slow moment, or what the other left behind, meets both. */
export async function takeTurns({ ours, bare, turns, warmUps, times }: Pair): Promise<Measured> {
  const measured: Measured = { ours: [], bare: [] };
  for (let turn = 0; turn < warmUps + turns; turn++) {
    const order = turn % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const);
    for (const name of order) {
      const side = name === 'ours' ? ours : bare;
      await side.before?.();
      const start = performance.now();
      await side.run(turn);
      const took = performance.now() - start;
      if (turn >= warmUps) measured[name].push(took / times);
    }
  }
  return measured;
}

export const columns = ['', 'turns', 'bare', 'p10 to p90', 'ours', 'p10 to p90', 'ratio of medians'];

export function row({ name, limit, turns }: Pair, { ours, bare }: Measured): string[] {
  const ratio = median(ours) / median(bare);
  return [
    name,
    String(turns),
    duration(median(bare)),
    spread(bare),
    duration(median(ours)),
    spread(ours),
    limit === undefined ? `${ratio.toFixed(2)} ×` : verdict(ratio, limit),
  ];
}

function spread(values: readonly number[]): string {
  return `${duration(quantile(values, 0.1))} to ${duration(quantile(values, 0.9))}`;
}

function duration(milliseconds: number): string {
  return milliseconds < 1
    ? `${(milliseconds * 1000).toPrecision(3)} µs`
    : `${milliseconds.toPrecision(3)} ms`;
}
