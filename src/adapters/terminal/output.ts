/** Where answers are written. `gone` is true once nobody reads any more, as after `| head -1`. */
export interface Output {
  /** Waits until the stream has taken it; nothing is written once the reader is gone. */
  write(text: string): Promise<void>;
  readonly gone: boolean;
}

export function createOutput(stream: NodeJS.WritableStream): Output {
  let gone = false;
  let broken: Error | undefined;
  const note = (error: NodeJS.ErrnoException | null | undefined): void => {
    if (!error) return;
    gone = true;
    const left =
      error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED' || error.code === 'ECONNRESET';
    if (!left) broken ??= error;
  };
  stream.on('error', note);
  return {
    get gone() {
      return gone;
    },
    async write(text) {
      if (gone) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      stream.write(text, (error) => {
        note(error);
        resolve();
      });
      await promise;
      if (broken) throw broken;
    },
  };
}
