import type { APIInteraction } from 'discord-api-types/v10';
import type { Caller, PlaceKind } from '../../chat/command.ts';
import { channelTypes, contexts } from './limits.ts';

/** Where an interaction came from; a thread has its own id and name. */
export function placeOf(interaction: APIInteraction): Caller['place'] {
  const { guild_id: workspace = 'direct', channel } = interaction;
  if (channel === undefined) return undefined;
  const { id, name } = channel;
  return {
    platform: 'discord',
    workspace,
    channel: id,
    kind: kindOf(interaction),
    ...(typeof name === 'string' && name !== '' ? { name: `#${name}` } : {}),
  };
}

/** What kind of place an interaction came from. Conversations between people are none that the bot is in. */
export function kindOf({ channel, context }: Pick<APIInteraction, 'channel' | 'context'>): PlaceKind {
  const type = channel?.type;
  if (type === channelTypes.direct) return context === contexts.botDm ? 'direct' : 'other';
  if (type === undefined) return 'other';
  if (threads.has(type)) return 'thread';
  return texts.has(type) ? 'channel' : 'other';
}

const { text, voice, announcement, stage, announcementThread, publicThread, privateThread } = channelTypes;
const texts = new Set<number>([text, voice, announcement, stage]);
const threads = new Set<number>([announcementThread, publicThread, privateThread]);
