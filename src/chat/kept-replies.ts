import type { Reply } from './reply.ts';

/** So many answers are kept; one takes some 10 kB. */
const size = 300;
/** So many questions are remembered that were asked once. */
const askedSize = 3_000;

/**
 * Keeps answers that depend on nothing but what was asked, those asked for last, from the second time on: most questions are
 * asked once, and what outlives its answer costs the collection of garbage. An answer that failed is not kept.
 */
export function createKeptReplies(): (key: string, make: () => Promise<Reply>) => Promise<Reply> {
  const kept = new Map<string, Reply>();
  const asked = new Set<string>();
  return async (key, make) => {
    const before = kept.get(key);
    const reply = before ?? (await make());
    kept.delete(key);
    if (before !== undefined || asked.has(key)) {
      kept.set(key, reply);
      drop(kept, size);
    }
    asked.delete(key);
    asked.add(key);
    drop(asked, askedSize);
    return reply;
  };
}

/** The oldest, when there are more than so many. */
function drop(all: Map<string, unknown> | Set<string>, most: number): void {
  const [oldest] = all.keys();
  if (all.size > most && oldest !== undefined) all.delete(oldest);
}
