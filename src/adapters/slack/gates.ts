/** Gates that Slack closes for a while, one for each method in each channel. */
export interface Gates {
  /**
   * Waits until the gate is open, and runs what wants through. The first one after a closed time goes alone: the others see
   * first what becomes of it. With a `turn` each waits for its own too, and asks for another when the gate was closed by
   * then: what has gathered before a gate does not rush through it.
   */
  pass<T>(key: string, patient: Patient, run: () => Promise<T>): Promise<Passed<T>>;
  close(key: string, ms: number): void;
}

interface Patient {
  /** By the clock. */
  until: number;
  /** Takes a turn, and says in how many milliseconds it comes; takes none when that is longer than `longestMs`. */
  turn?: (longestMs: number) => number;
}

/** `waitMs` is how long it would have taken when that is longer than its patience; nothing was run then. */
type Passed<T> = { done: T } | { waitMs: number };

/** So many are remembered before those that are open again are forgotten. */
const maxGates = 1_000;

/** `clock` is monotonic, in milliseconds, as `wait` is. */
export function createGates(clock: () => number, wait: (ms: number) => Promise<unknown>): Gates {
  const closedUntil = new Map<string, number>();
  const probes = new Map<string, Promise<unknown>>();
  const closedFor = (key: string) => (closedUntil.get(key) ?? Number.NEGATIVE_INFINITY) - clock();

  /** The first one after a closed time is the probe. Nothing may be awaited since the look at the gate. */
  async function through<T>(key: string, run: () => Promise<T>): Promise<T> {
    if (!closedUntil.delete(key)) return run();
    const running = run();
    const probe = running.catch(() => {}).finally(() => probes.delete(key));
    probes.set(key, probe);
    return running;
  }

  return {
    async pass(key, { until, turn }, run) {
      let hasTurn = turn === undefined;
      for (;;) {
        const longest = until - clock();
        const closed = closedFor(key);
        const probe = probes.get(key);
        if (closed > 0) {
          if (closed > longest) return { waitMs: closed };
          await wait(closed);
          hasTurn = turn === undefined;
        } else if (probe !== undefined) await probe;
        else if (hasTurn) return { done: await through(key, run) };
        else {
          const ms = turn?.(longest) ?? 0;
          if (ms > longest) return { waitMs: ms };
          hasTurn = true;
          if (ms > 0) await wait(ms);
        }
      }
    },
    close(key, ms) {
      if (closedUntil.size >= maxGates) {
        for (const [one, until] of closedUntil) if (until <= clock()) closedUntil.delete(one);
      }
      closedUntil.set(key, Math.max(clock() + ms, closedUntil.get(key) ?? 0));
    },
  };
}
