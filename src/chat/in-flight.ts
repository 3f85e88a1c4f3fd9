/** Knows what is under way. */
export interface InFlight {
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves once all that is under way now has ended, well or not. */
  settled(): Promise<unknown>;
}

export function createInFlight(): InFlight {
  const all = new Set<Promise<unknown>>();
  return {
    track(work) {
      all.add(work);
      const done = () => void all.delete(work);
      work.then(done, done);
      return work;
    },
    settled: () => Promise.allSettled(all),
  };
}
