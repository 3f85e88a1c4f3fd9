import type { Log } from '../chat/log.ts';
import { StoreError } from '../store/error.ts';
import { createSignal } from './signal.ts';

export interface LoopOptions {
  /** What it does, for the log: "the planning of posts". */
  what: string;
  run: () => Promise<unknown>;
  everyMs: number;
  /** Resolves after so many milliseconds. */
  wait: (ms: number) => Promise<unknown>;
  log: Log;
}

/** Something that is done again and again. */
export interface Loop {
  /** Resolves once it has stopped. */
  run(): Promise<void>;
  /** Does it now. */
  wake(): void;
  stop(): void;
}

/** What throws is done again at the next turn; a store that is away says so itself. */
export function createLoop({ what, run, everyMs, wait, log }: LoopOptions): Loop {
  const signal = createSignal(wait);
  let stopping = false;
  return {
    async run() {
      while (!stopping) {
        try {
          await run();
        } catch (err) {
          if (!(err instanceof StoreError)) log.error({ err }, `${what} broke`);
        }
        if (!stopping) await signal.wait(everyMs);
      }
    },
    wake: signal.wake,
    stop() {
      stopping = true;
      signal.wake();
    },
  };
}
