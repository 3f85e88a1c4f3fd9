import type { Json } from '../shape.ts';
import type { Emulated } from './emulated.ts';
import type { Channel, Installation } from './parties.ts';

/** A private place that the bot is not in does not exist for it. */
export function barredFrom(app: Installation, channel: Channel | undefined): string | undefined {
  if (channel === undefined) return 'channel_not_found';
  if (!channel.members.has(app.botUserId)) {
    return channel.kind === 'public' ? 'not_in_channel' : 'channel_not_found';
  }
  return channel.archived ? 'is_archived' : undefined;
}

/** What its managers allow the bot. */
export function restricted(channel: Channel | undefined, args: Json): string | undefined {
  if (channel?.writes === 'nowhere') return 'restricted_action_read_only_channel';
  const top = args.thread_ts === undefined;
  return channel?.writes === 'in threads' && top ? 'restricted_action_thread_only_channel' : undefined;
}

/** Also the direct messages with a person, by the person's id. */
export function channelOf(
  { emulated, app }: { emulated: Pick<Emulated, 'channels'>; app: Installation },
  id: unknown,
): Channel | undefined {
  const { channels } = emulated;
  const known = channels.find((one) => one.id === id);
  if (known !== undefined || typeof id !== 'string' || id === app.botUserId) return known;
  return channels.find(({ kind, members }) => kind === 'dm' && members.has(app.botUserId) && members.has(id));
}

/** How Slack says no. */
export function refused(error: string, messages: readonly string[] = []): Json {
  return { ok: false, error, ...(messages.length === 0 ? {} : { response_metadata: { messages } }) };
}
