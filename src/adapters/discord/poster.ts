import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../../chat/log.ts';
import type { Found, Posted, Poster, Sent, Target } from '../../chat/poster.ts';
import type { DiscordSettings } from '../../config.ts';
import { findPost } from './find-post.ts';
import { applicationIdIn } from './invite.ts';
import { createOnce } from './once.ts';
import { outgoing } from './post-body.ts';
import { createSender, type Harmless, harmless, posted, type Sender } from './sender.ts';

/** Discord takes 50 a second from a bot; the rest is for answers: …/topics/rate-limits#global-rate-limit. */
const perSecond = 45;
/** A nonce is known for "the past few minutes", say the docs of Create Message. This is less than two, with room for one request. */
const repeatableMs = 100_000;
/** Two seconds, and what discord.js adds to each wait. */
const longestThreadWaitMs = 2_100;

/** Writes by itself, over connections of its own, so that no answer to a person waits behind it. */
export function createPoster(settings: DiscordSettings, log: Log): Poster {
  const once = createOnce(settings);
  const sender = createSender(once, settings);
  const author = applicationIdIn(settings.token);
  return {
    platform: 'discord',
    perSecond,
    repeatableMs,

    async post(to, posting, timeoutMs): Promise<Sent> {
      const signal = AbortSignal.timeout(timeoutMs);
      const sent = await sender.send(to, outgoing(posting), signal);
      if (sent.outcome !== 'sent' || posting.thread === undefined || to.type === 'person') return sent;
      // A thread is an extra: the post stands without it, too.
      const opened = await openThread(sender, sent, { title: posting.thread, signal });
      if (opened !== 'opened') log.debug({ channel: sent.channel, ...opened }, 'a post got no thread');
      return sent;
    },

    async find(in_, sought, timeoutMs): Promise<Found> {
      const signal = AbortSignal.timeout(timeoutMs);
      const channel = await sender.channelOf(in_, signal);
      if (typeof channel !== 'string') return notRead(channel);
      try {
        const wanted = { ...sought, channel, ...(author === undefined ? {} : { author }) };
        const look = await findPost(once, wanted, signal);
        if (look === 'absent') return { outcome: 'absent' };
        if ('unknown' in look) return { outcome: 'unreadable', reason: look.unknown };
        return { outcome: 'found', ...posted(in_, channel, look.found) };
      } catch (error) {
        return notRead(harmless(sender.failed(error)));
      }
    },

    async tell(person, message, timeoutMs, key) {
      const to: Target = { workspace: 'direct', type: 'person', person };
      const said = outgoing({ id: nonceOf(person, message, key), message });
      const sent = await sender.send(to, said, AbortSignal.timeout(timeoutMs));
      if (sent.outcome === 'sent') return 'told';
      return sent.outcome === 'refused' ? 'refused' : 'later';
    },
  };
}

/** A post and its thread are two requests in the same second, and a bucket may have room for one: a wait this short is no loss. */
async function openThread(
  sender: Sender,
  under: Posted,
  { title, signal }: { title: string; signal: AbortSignal },
): ReturnType<Sender['openThread']> {
  const opened = await sender.openThread(under, title, signal);
  if (opened === 'opened' || opened.outcome !== 'later') return opened;
  const { afterMs } = opened;
  if (afterMs === undefined || afterMs > longestThreadWaitMs) return opened;
  try {
    await wait(afterMs, undefined, { signal });
  } catch {
    // The attempt's time was over before.
    return opened;
  }
  return sender.openThread(under, title, signal);
}

/** The same words to the same person about the same thing, after a lost answer, do not come twice. */
function nonceOf(person: string, message: object, key: string | undefined): string {
  const hash = createHash('sha256').update(JSON.stringify([person, message, key]));
  return hash.digest('base64url').slice(0, 22);
}

function notRead(failure: Harmless): Found {
  if (failure.outcome === 'later') return failure;
  return { outcome: 'unreadable', reason: `Discord does not let me read there (${failure.code})` };
}
