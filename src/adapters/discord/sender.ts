import { Routes } from 'discord.js';
import { isVisible, oneLine, shorten } from '../../chat/legible.ts';
import type { Posted, Sent, Target } from '../../chat/poster.ts';
import type { DiscordSettings } from '../../config.ts';
import { createDirect, idIn } from './direct.ts';
import { type Failure, failureOf } from './failure.ts';
import { applicationIdIn, invites } from './invite.ts';
import type { Once } from './once.ts';
import type { Outgoing } from './post-body.ts';

/** What writes, in single requests. Nothing of it rejects for what Discord or the network does. */
export interface Sender {
  /** The channel of a target. Whatever goes wrong on the way there, nothing was posted yet. */
  channelOf(to: Target, signal: AbortSignal): Promise<string | Harmless>;
  send(to: Target, message: Outgoing, signal: AbortSignal): Promise<Sent>;
  /** Under a message that stands. */
  openThread(under: Posted, title: string, signal: AbortSignal): Promise<'opened' | Failure>;
  failed(error: unknown): Failure;
}

/** Of a request that may be made again without harm. */
export type Harmless = Exclude<Failure, { outcome: 'uncertain' }>;

const threadName = 100;
/** Minutes of silence after which a thread leaves the list of channels; one of four that Discord takes. */
const threadMinutes = 1440;

export function createSender(once: Once, { token }: Pick<DiscordSettings, 'token'>): Sender {
  const direct = createDirect(once);
  const { server } = invites(applicationIdIn(token) ?? '');
  const failed = (error: unknown) => failureOf(error, server);

  async function channelOf(to: Target, signal: AbortSignal): Promise<string | Harmless> {
    if (to.type === 'channel') return to.channel;
    try {
      return await direct.open(to.person, signal);
    } catch (error) {
      return harmless(failed(error));
    }
  }

  return {
    failed,
    channelOf,
    async send(to, message, signal) {
      const channel = await channelOf(to, signal);
      if (typeof channel !== 'string') return channel;
      try {
        const messageId = idIn(await once.post(Routes.channelMessages(channel), message, signal));
        return { outcome: 'sent', ...posted(to, channel, messageId) };
      } catch (error) {
        return failed(error);
      }
    },
    async openThread({ channel, messageId }, title, signal) {
      const name = isVisible(title) ? shorten(oneLine(title), threadName) : 'Discussion';
      const body = { name, auto_archive_duration: threadMinutes };
      try {
        await once.post(Routes.threads(channel, messageId), { body }, signal);
        return 'opened';
      } catch (error) {
        return failed(error);
      }
    },
  };
}

export function harmless(failure: Failure): Harmless {
  return failure.outcome === 'uncertain' ? { outcome: 'later', reason: failure.reason } : failure;
}

export function posted({ type, workspace }: Target, channel: string, messageId: string): Posted {
  const server = type === 'person' || workspace === 'direct' ? '@me' : workspace;
  return { messageId, channel, url: `https://discord.com/channels/${server}/${channel}/${messageId}` };
}
