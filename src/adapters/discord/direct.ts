import { Routes } from 'discord.js';
import type { Once } from './once.ts';

/** Knows the channels of the bot's conversations with people. */
export interface Direct {
  /** Discord gives the same one every time. Rejects as `once` does, or when the answer names no channel. */
  open(person: string, signal: AbortSignal): Promise<string>;
}

const kept = 10_000;

export function createDirect(once: Once): Direct {
  const channels = new Map<string, string>();
  return {
    async open(person, signal) {
      const known = channels.get(person);
      if (known !== undefined) return known;
      const channel = idIn(
        await once.post(Routes.userChannels(), { body: { recipient_id: person } }, signal),
      );
      const [oldest] = channels.keys();
      if (channels.size >= kept && oldest !== undefined) channels.delete(oldest);
      channels.set(person, channel);
      return channel;
    },
  };
}

/** The id of what Discord has made. */
export function idIn(answer: unknown): string {
  if (typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string') {
    return answer.id;
  }
  throw new TypeError('Discord gave no id');
}
