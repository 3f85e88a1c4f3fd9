import type { Writable } from 'node:stream';

/** Lets whoever reads a stream leave, as `head -1` does; other errors are thrown. */
export function letReaderLeave(stream: Writable): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
