import type { Log } from '../../src/chat/log.ts';

/** Lets through what must not happen in a bench, and nothing else. */
export const errorsOnly: Log = {
  debug() {},
  info() {},
  warn: (about, said) => console.error(said, about),
  error: (about, said) => console.error(said, about),
};
