import type { Pair } from '../store/turns.ts';

export interface StartPair {
  name: string;
  /** Ours takes at most so many times as long; absent for what stands there for scale. */
  limit?: number;
  ours: () => Promise<AsyncDisposable>;
  bare: () => Promise<AsyncDisposable>;
}

/** From process start to connected, in turns. Disposing of it ends whoever was started last. */
export function startPair({ ours, bare, ...about }: StartPair): Pair & AsyncDisposable {
  let running: AsyncDisposable | undefined;
  // Whoever was started last has been measured.
  const before = async () => await running?.[Symbol.asyncDispose]();
  const side = (start: () => Promise<AsyncDisposable>) => ({
    before,
    run: async () => {
      running = await start();
    },
  });
  return {
    ...about,
    turns: 15,
    warmUps: 2,
    times: 1,
    ours: side(ours),
    bare: side(bare),
    [Symbol.asyncDispose]: before,
  };
}
