import { setImmediate as soon } from 'node:timers/promises';

/** Time that stands still until `pass` lets it go on to the next moment that somebody waits for. */
export interface Moments {
  clock: () => number;
  wait: (ms: number) => Promise<void>;
  /** Until nobody waits any more. */
  pass(): Promise<void>;
}

export function createMoments(): Moments {
  let now = 0;
  const waiting: { at: number; go: () => void }[] = [];
  return {
    clock: () => now,
    wait: (ms) => new Promise((go) => waiting.push({ at: now + ms, go })),
    async pass() {
      await soon();
      while (waiting.length > 0) {
        now = Math.max(now, Math.min(...waiting.map(({ at }) => at)));
        const [next] = waiting.splice(
          waiting.findIndex(({ at }) => at <= now),
          1,
        );
        next?.go();
        await soon();
      }
    },
  };
}
