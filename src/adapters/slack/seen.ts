/** Remembers for a while what has come. */
export interface Seen {
  /** Whether it comes for the first time within that while; it has come from then on. */
  isNew(key: string): boolean;
  forget(key: string): void;
}

/** `clock` is monotonic, in milliseconds. */
export function createSeen(clock: () => number, forMs: number): Seen {
  /** In the order of their coming, so that the oldest stand first. */
  const seen = new Map<string, number>();
  return {
    isNew(key) {
      const now = clock();
      for (const [old, at] of seen) {
        if (now - at <= forMs) break;
        seen.delete(old);
      }
      if (seen.has(key)) return false;
      seen.set(key, now);
      return true;
    },
    forget: (key) => void seen.delete(key),
  };
}
