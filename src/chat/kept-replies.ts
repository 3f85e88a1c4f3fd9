import type { Reply } from './reply.ts';

/** So many answers are kept; one takes some 10 kB. */
const size = 300;

/** Keeps answers that depend on nothing but what was asked, those asked for last. An answer that failed is not kept. */
export function createKeptReplies(): (key: string, make: () => Promise<Reply>) => Promise<Reply> {
  const kept = new Map<string, Reply>();
  return async (key, make) => {
    const reply = kept.get(key) ?? (await make());
    kept.delete(key);
    kept.set(key, reply);
    const [oldest] = kept.keys();
    if (kept.size > size && oldest !== undefined) kept.delete(oldest);
    return reply;
  };
}
