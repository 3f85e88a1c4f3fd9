/** What `process` is to this. */
export interface SignalSource {
  on(signal: Signal, listener: () => void): unknown;
  off(signal: Signal, listener: () => void): unknown;
}

type Signal = 'SIGTERM' | 'SIGINT';

export interface Told {
  /** To stop, in good order. */
  first: Promise<Signal>;
  /** Once more: at once. */
  again: Promise<Signal>;
  /** Signals do again what they do by themselves. */
  forget(): void;
}

/** Run by npm, the program gets one Ctrl-C twice: from the terminal, and passed on by npm. */
const echoMs = 500;

/** `now` is a monotonic clock in milliseconds. */
export function listenToSignals(source: SignalSource, now: () => number): Told {
  const first = Promise.withResolvers<Signal>();
  const again = Promise.withResolvers<Signal>();
  let told: number | undefined;
  const listeners = (['SIGTERM', 'SIGINT'] as const).map((signal) => {
    const listener = () => {
      if (told === undefined) {
        told = now();
        first.resolve(signal);
      } else if (now() - told >= echoMs) again.resolve(signal);
    };
    source.on(signal, listener);
    return { signal, listener };
  });
  return {
    first: first.promise,
    again: again.promise,
    forget: () => {
      for (const { signal, listener } of listeners) source.off(signal, listener);
    },
  };
}
