import { setImmediate as turn } from 'node:timers/promises';
import type { Log } from '../chat/log.ts';
import { StoreError } from '../store/error.ts';
import { type Done, type SettleOptions, settle } from './settle.ts';

export interface SettlerOptions extends SettleOptions {
  log: Log;
  /** Resolves after so many milliseconds. */
  wait: (ms: number) => Promise<unknown>;
}

/** Writes down what became of posts, those of one moment together. */
export interface Settler {
  /** Resolves once it is written down, which a store that is away may hold up. */
  settle(done: Done): Promise<void>;
  /** Gives up what cannot be written down. */
  stop(): void;
}

const most = 256;
const pauseMs = 500;

export function createSettler(options: SettlerOptions): Settler {
  const { log, wait } = options;
  let waiting: { done: Done; written: () => void }[] = [];
  let running = false;
  let stopped = false;

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      // What ends at the same moment is written down together.
      await turn();
      const some = waiting.slice(0, most);
      const written = await tryTo(some.map(({ done }) => done));
      if (written || stopped) {
        waiting = waiting.slice(some.length);
        for (const one of some) one.written();
      } else await wait(pauseMs);
    }
    running = false;
  }

  async function tryTo(all: readonly Done[]): Promise<boolean> {
    try {
      const settled = await settle(options, all);
      if (settled < all.length)
        log.warn({ lost: all.length - settled }, 'posts were taken over by another process');
      return true;
    } catch (err) {
      // The store says itself what is wrong with it.
      if (!(err instanceof StoreError)) log.error({ err }, 'what became of posts could not be written down');
      return false;
    }
  }

  return {
    settle(done) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push({ done, written: resolve });
      if (!running) void run();
      return promise;
    },
    stop: () => {
      stopped = true;
    },
  };
}
