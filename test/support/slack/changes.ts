/** Waiting without polling: whoever changes something says so, and each waiter looks again. */
export interface Changes {
  notify(): void;
  /** Rejects after `ms` with what was `missing`, or when the workspace closes. */
  until(predicate: () => boolean, ms: number, missing: () => string): Promise<void>;
  close(): void;
}

interface Waiter {
  look(): void;
  give(reason: string): void;
}

export function createChanges(): Changes {
  const waiters = new Set<Waiter>();
  return {
    notify() {
      for (const waiter of [...waiters]) waiter.look();
    },
    until: (predicate, ms, missing) =>
      new Promise((resolve, reject) => {
        const end = (finish: () => void) => {
          clearTimeout(timer);
          waiters.delete(waiter);
          finish();
        };
        const give = (reason: string) => end(() => reject(new Error(reason)));
        const look = () => {
          try {
            if (predicate()) end(resolve);
          } catch (error) {
            end(() => reject(error));
          }
        };
        const waiter = { look, give };
        const timer = setTimeout(() => give(`waited ${ms} ms for ${missing()}`), ms);
        waiters.add(waiter);
        look();
      }),
    close() {
      for (const waiter of [...waiters]) waiter.give('the workspace was closed while a test waited');
    },
  };
}
