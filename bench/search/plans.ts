/** How one engine is measured at one size. */
export interface Plan {
  /** How many processes, one after the other; the middle one counts. */
  processes: number;
  /** Milliseconds that all queries of one process may take together. */
  queryMs: number;
  /** Milliseconds that one process may take in all; afterwards it is stopped. */
  processMs: number;
}

export interface SizePlan {
  size: number;
  /** How many queries of each of the 100 shapes. */
  rounds: number;
  /** Ours and MiniSearch, whose ratio is judged: they take turns, so that a slow moment meets both. */
  judged: Plan;
  /** They are there for scale, and may not hold up the rest. */
  peers: Plan;
}

/** Together they end in under six minutes on two cores that have nothing else to do. */
export const sizePlans: readonly SizePlan[] = [
  {
    size: 1300,
    rounds: 5,
    judged: { processes: 5, queryMs: 10_000, processMs: 20_000 },
    peers: { processes: 1, queryMs: 15_000, processMs: 30_000 },
  },
  {
    size: 10_000,
    rounds: 5,
    judged: { processes: 3, queryMs: 15_000, processMs: 30_000 },
    peers: { processes: 1, queryMs: 10_000, processMs: 25_000 },
  },
  {
    size: 100_000,
    rounds: 2,
    judged: { processes: 1, queryMs: 70_000, processMs: 180_000 },
    peers: { processes: 1, queryMs: 15_000, processMs: 45_000 },
  },
];
