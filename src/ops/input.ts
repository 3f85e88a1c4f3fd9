import type { Readable } from 'node:stream';

/**
 * Whether a stream gives any input: resolves with true at its first byte, which stays to be read, and with false when
 * it ends without one. A pipe that somebody holds open and silent leaves it undecided.
 */
export function hasInput(stream: Readable): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const decide = (given: boolean) => {
    stream.off('readable', look);
    for (const event of ends) stream.off(event, none);
    resolve(given);
  };
  const look = () => {
    const chunk: unknown = stream.read();
    if (chunk === null) return;
    stream.unshift(chunk);
    decide(true);
  };
  const none = () => decide(false);
  stream.on('readable', look);
  for (const event of ends) stream.on(event, none);
  return promise;
}

const ends = ['end', 'close', 'error'];
