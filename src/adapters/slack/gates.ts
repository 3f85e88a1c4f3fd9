/** Gates that Slack closes for a while, one for each method in each channel. */
export interface Gates {
  /**
   * Waits until the gate is open, and runs what wants through. The first one after a closed time goes alone: the others see
   * first what becomes of it. Undefined when that would be after `patientUntil`; nothing was run then.
   */
  pass<T>(key: string, patientUntil: number, run: () => Promise<T>): Promise<T | undefined>;
  close(key: string, ms: number): void;
  /** How long it is closed still, in milliseconds. */
  closedFor(key: string): number;
}

/** So many are remembered before those that are open again are forgotten. */
const maxGates = 1_000;

/** `clock` is monotonic, in milliseconds, as `wait` is. */
export function createGates(clock: () => number, wait: (ms: number) => Promise<unknown>): Gates {
  const closedUntil = new Map<string, number>();
  const probes = new Map<string, Promise<unknown>>();
  const closedFor = (key: string) => (closedUntil.get(key) ?? Number.NEGATIVE_INFINITY) - clock();

  async function opened(key: string, patientUntil: number): Promise<boolean> {
    for (;;) {
      const left = closedFor(key);
      const probe = probes.get(key);
      if (left <= 0 && probe === undefined) return true;
      if (clock() + left > patientUntil) return false;
      await (left > 0 ? wait(left) : probe);
    }
  }

  return {
    closedFor,
    async pass(key, patientUntil, run) {
      if (!(await opened(key, patientUntil))) return undefined;
      if (!closedUntil.delete(key)) return run();
      const running = run();
      const probe = running.catch(() => {}).finally(() => probes.delete(key));
      probes.set(key, probe);
      return running;
    },
    close(key, ms) {
      if (closedUntil.size >= maxGates) {
        for (const [one, until] of closedUntil) if (until <= clock()) closedUntil.delete(one);
      }
      closedUntil.set(key, Math.max(clock() + ms, closedUntil.get(key) ?? 0));
    },
  };
}
