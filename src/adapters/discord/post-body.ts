import type { RawFile } from 'discord.js';
import type { Posting } from '../../chat/poster.ts';
import { sent } from './api.ts';
import { isSnowflake } from './invite.ts';
import { type DiscordMessage, type DiscordRendered, renderMessage } from './render.ts';

/** What is sent as a message: …/resources/message#create-message. */
export interface Outgoing {
  body: Omit<DiscordMessage, 'allowed_mentions'> & {
    allowed_mentions: Allowed;
    /** Known again within a few minutes: the same one gives the message that is there. */
    nonce: string;
    enforce_nonce: true;
  };
  files?: RawFile[];
}

interface Allowed {
  parse: 'everyone'[];
  roles?: string[];
}

/** Who is called, in Discord's words, and the leave for it. */
interface Call {
  calls: string;
  allowed: Allowed;
}

export function outgoing({ id, message, ping }: Pick<Posting, 'id' | 'message' | 'ping'>): Outgoing {
  const call = callOf(ping);
  if (call !== undefined) {
    const called = renderMessage(message, 'channel', call);
    if (!callsMore(called.payload, call)) return written(id, called, call.allowed);
  }
  return written(id, renderMessage(message, 'channel'), { parse: [] });
}

function written(
  nonce: string,
  { payload, files }: DiscordRendered<DiscordMessage>,
  allowed_mentions: Allowed,
): Outgoing {
  return { body: { ...payload, allowed_mentions, nonce, enforce_nonce: true }, ...sent(files) };
}

/** Undefined for nobody, and for what is no role. */
function callOf(ping: string | undefined): Call | undefined {
  if (ping === undefined) return undefined;
  if (ping === 'here') return { calls: '@here', allowed: { parse: ['everyone'] } };
  return isSnowflake(ping) ? { calls: `<@&${ping}>`, allowed: { parse: [], roles: [ping] } } : undefined;
}

/**
 * The leave for @here is one for every @here and @everyone in the message. Text is written so that it calls nobody, but for
 * code and addresses; where such a one is in the way, nobody is called.
 */
function callsMore({ components }: DiscordMessage, { allowed }: Call): boolean {
  if (allowed.parse.length === 0) return false;
  const [, ...content] = components;
  return /@(everyone|here)/i.test(JSON.stringify(content));
}
