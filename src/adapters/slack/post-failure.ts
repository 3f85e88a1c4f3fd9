import { WebAPIHTTPError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { neverLeft } from '../../chat/never-left.ts';
import type { Refused, Sent } from '../../chat/poster.ts';
import { inviteLine, isFinal, type Refusal, refusalOf } from './trouble.ts';

/** What became of an attempt that was not acknowledged. */
export type Failure = Exclude<Sent, { outcome: 'sent' }>;

interface About {
  /** The bot's name in Slack, without @. */
  bot: string;
  to: 'channel' | 'person';
}

/**
 * What an error says of a message that was being posted: certainly not posted, or nobody knows. Words of Slack:
 * docs.slack.dev/reference/methods/chat.postMessage#errors.
 */
export function failureOf(error: unknown, about: About): Failure {
  if (error instanceof WebAPIRateLimitedError) {
    return { outcome: 'later', afterMs: error.retryAfter * 1_000, reason: 'Slack asks to wait' };
  }
  const refusal = refusalOf(error);
  if (refusal !== undefined) return ofRefusal(refusal, about);
  if (error instanceof WebAPIHTTPError) return ofStatus(error.statusCode);
  const met = error instanceof WebAPIRequestError ? error.original : error;
  const reason = saidBy(met);
  return neverLeft(met) ? { outcome: 'later', reason } : { outcome: 'uncertain', reason };
}

/** Until a token that was refused is tried again. A token that somebody changes must not stop every channel. */
export const lockedOutMs = 5 * 60_000;

function ofRefusal(refusal: Refusal, about: About): Failure {
  const { error } = refusal;
  // The library takes whatever it cannot read for Slack's word.
  if (!/^[a-z][a-z0-9_]{0,99}$/.test(error)) return { outcome: 'uncertain', reason: 'an unreadable answer' };
  if (uncertain.has(error)) return { outcome: 'uncertain', reason: error };
  if (error !== 'missing_scope' && isFinal(refusal)) {
    return { outcome: 'later', afterMs: lockedOutMs, reason: error };
  }
  if (passing.has(error)) return { outcome: 'later', reason: error };
  return { outcome: 'refused', ...refusedBy(refusal, about) };
}

/** Slack says of some of these that part of the work may have been done. */
const uncertain = new Set(['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable']);

/** What goes by without anybody's doing. */
const passing = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'accesslimited',
  'team_added_to_org',
  'org_login_required',
  'ekm_access_denied',
  'external_channel_migrating',
]);

function refusedBy({ error, needed = 'chat:write' }: Refusal, { bot, to }: About): Refused {
  const channel = (mend: string): Refused => ({ code: error, mend, holdsFor: 'channel' });
  const restricted = `Only some people may post in that channel. Its managers can allow @${bot} to post, in the channel’s settings, or choose another channel.`;
  // Slack has one word for each way in which a channel is closed, and makes new ones.
  if (/^restricted_action(_|$)/.test(error)) return channel(restricted);
  switch (error) {
    case 'not_in_channel':
    case 'channel_not_found':
    case 'no_permission':
      return channel(
        to === 'person' ? noMessages : `I am not in that channel. Paste this there: ${inviteLine(bot)}`,
      );
    case 'is_archived':
      return channel('The channel is archived. Bring it back, or choose another channel.');
    case 'posting_to_general_channel_denied':
      return channel(restricted);
    case 'user_is_restricted':
    case 'cannot_dm_bot':
    case 'messages_tab_disabled':
    case 'user_not_found':
    case 'user_disabled':
    case 'user_not_visible':
      return channel(noMessages);
    case 'missing_scope':
      return channel(
        `The app lacks the right ${needed}. Whoever installed it pastes the manifest again under App Manifest, and reinstalls the app.`,
      );
    case 'access_denied':
    case 'app_access_restricted':
    case 'enterprise_is_restricted':
    case 'channel_type_not_supported':
    case 'method_not_supported_for_channel_type':
      return channel(
        'The workspace does not let me post there. Ask its administrators, or choose another channel.',
      );
    default:
      return {
        code: error,
        mend: 'Slack does not take this one post; the next one comes as usual.',
        holdsFor: 'message',
      };
  }
}

const noMessages =
  'I cannot write to you directly. Open the app in Slack and see that Messages are allowed there, or use a channel.';

/** Slack answers 200 to all that it worked on. What it, or a proxy before it, turned away at the door was not posted. */
function ofStatus(status: number): Failure {
  const reason = `HTTP ${status}`;
  const turnedAway = status >= 400 && status < 500 && status !== 408;
  return turnedAway ? { outcome: 'later', reason } : { outcome: 'uncertain', reason };
}

/** A word of the system's where there is one: messages may hold addresses. */
function saidBy(error: unknown): string {
  if (!(error instanceof Error)) return 'something unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause instanceof Error ? saidBy(error.cause) : error.name;
}
