import type { Poster } from '../../src/chat/poster.ts';

/** A chat in memory that takes everything at once, and keeps nothing but the count. */
export function createPlatform({ perSecond = Number.POSITIVE_INFINITY }: { perSecond?: number } = {}) {
  let posted = 0;
  const poster: Poster = {
    platform: 'discord',
    perSecond,
    repeatableMs: 100_000,
    async post(_target, { id }) {
      posted += 1;
      return { outcome: 'sent', messageId: id, channel: 'c' };
    },
    find: async () => ({ outcome: 'absent' }),
    tell: async () => 'told',
  };
  return { poster, posted: () => posted };
}
