/** Ends a wait early. */
export interface Signal {
  wake(): void;
  /** Until the next `wake`, or for so many milliseconds; a `wake` that nobody waited for ends the next wait. One waits at a time. */
  wait(ms: number): Promise<void>;
}

/** `wait` resolves after so many milliseconds. Nothing is left of a wait that is over: there is one every second, for years. */
export function createSignal(wait: (ms: number) => Promise<unknown>): Signal {
  let woken = false;
  let end = () => {};
  return {
    wake() {
      woken = true;
      end();
    },
    async wait(ms) {
      const { promise, resolve } = Promise.withResolvers<void>();
      end = resolve;
      if (!woken) await Promise.race([wait(ms), promise]);
      woken = false;
    },
  };
}
