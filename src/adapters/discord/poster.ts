import { createHash } from 'node:crypto';
import type { Log } from '../../chat/log.ts';
import type { Found, Poster, Sent, Target } from '../../chat/poster.ts';
import type { DiscordSettings } from '../../config.ts';
import { findPost } from './find-post.ts';
import { applicationIdIn } from './invite.ts';
import { createOnce } from './once.ts';
import { outgoing } from './post-body.ts';
import { createSender, type Harmless, harmless, posted } from './sender.ts';

/** Discord takes 50 a second from a bot; the rest is for answers: …/topics/rate-limits#global-rate-limit. */
const perSecond = 45;
/** A nonce is known for "the past few minutes", say the docs of Create Message. This is less than two, with room for one request. */
const repeatableMs = 100_000;

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
      const opened = await sender.openThread(sent, posting.thread, signal);
      if (opened !== 'opened') log.debug({ channel: sent.channel, ...opened }, 'a post got no thread');
      return sent;
    },

    async find(in_, { id, firstSentAt }, timeoutMs): Promise<Found> {
      const signal = AbortSignal.timeout(timeoutMs);
      const channel = await sender.channelOf(in_, signal);
      if (typeof channel !== 'string') return notRead(channel);
      try {
        const wanted = { channel, id, firstSentAt, ...(author === undefined ? {} : { author }) };
        const look = await findPost(once, wanted, signal);
        if (look === 'absent') return { outcome: 'absent' };
        if ('unknown' in look) return { outcome: 'unreadable', reason: look.unknown };
        return { outcome: 'found', ...posted(in_, channel, look.found) };
      } catch (error) {
        return notRead(harmless(sender.failed(error)));
      }
    },

    async tell(person, message, timeoutMs) {
      const to: Target = { workspace: 'direct', type: 'person', person };
      const said = outgoing({ id: nonceOf(person, message), message });
      const sent = await sender.send(to, said, AbortSignal.timeout(timeoutMs));
      if (sent.outcome === 'sent') return 'told';
      return sent.outcome === 'refused' ? 'refused' : 'later';
    },
  };
}

/** The same words to the same person, after a lost answer, do not come twice. */
function nonceOf(person: string, message: object): string {
  const hash = createHash('sha256').update(JSON.stringify([person, message]));
  return hash.digest('base64url').slice(0, 22);
}

function notRead(failure: Harmless): Found {
  if (failure.outcome === 'later') return failure;
  return { outcome: 'unreadable', reason: `Discord does not let me read there (${failure.code})` };
}
