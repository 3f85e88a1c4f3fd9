import { HTTPError, RateLimitError } from 'discord.js';
import { neverLeft } from '../../chat/never-left.ts';
import type { Refused, Sent } from '../../chat/poster.ts';
import { refusedBy } from './refused.ts';
import { type Refusal, refusalOf } from './trouble.ts';

/** What became of a request that did not do what it should. */
export type Failure = Exclude<Sent, { outcome: 'sent' }>;

/** A token is changed by hand, or Discord gets well: soon enough to come back. */
const longPauseMs = 5 * 60_000;

/** `inviteUrl` leads to the page where the bot is added to a server. */
export function failureOf(error: unknown, inviteUrl: string): Failure {
  if (error instanceof RateLimitError) {
    const afterMs = Math.ceil(error.retryAfter);
    const reason = `Discord asks to wait, ${error.global ? 'with everything' : 'with this'} (429)`;
    return { outcome: 'later', ...(afterMs > 0 ? { afterMs } : {}), reason };
  }
  const refusal = refusalOf(error);
  if (refusal !== undefined) return ofRefusal(refusal, inviteUrl);
  if (error instanceof Error && error.message === stillQueued) {
    return { outcome: 'later', reason: 'another request to the same place took too long' };
  }
  const code = codeOf(error);
  if (neverLeft(error)) {
    return { outcome: 'later', reason: `Discord cannot be reached${code === undefined ? '' : ` (${code})`}` };
  }
  return { outcome: 'uncertain', reason: reasonOf(error, code) };
}

function ofRefusal(refusal: Refusal, inviteUrl: string): Failure {
  const { status, code } = refusal;
  // The token is the matter of whoever runs the bot; no channel can mend it.
  if (status === 401) {
    return { outcome: 'later', afterMs: longPauseMs, reason: 'Discord does not take the token (401)' };
  }
  if (status === 408) return { outcome: 'uncertain', reason: 'Discord gave up waiting (408)' };
  if (soon.has(code)) return { outcome: 'later', reason: `Discord cannot do it at the moment (${code})` };
  // Without a code it is something before Discord that refuses.
  if (!(code > 0) && status !== 400 && status !== 413) {
    return { outcome: 'later', afterMs: longPauseMs, reason: `the way to Discord is closed (${status})` };
  }
  const refused: Refused = refusedBy(refusal, inviteUrl);
  return { outcome: 'refused', ...refused };
}

/** …/topics/opcodes-and-status-codes#json: slow mode and other limits, switched off for a while, overloaded, blocked on the way. */
const soon = new Set([
  20_016, 20_022, 20_028, 20_029, 40_001, 40_003, 40_004, 40_006, 40_333, 110_001, 130_000,
]);

/** discord.js makes one request after the other in a channel, and has no other word for one whose time was over before its turn. */
const stillQueued = 'Request aborted manually';

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? codeOf(error.cause) : undefined;
}

/** Never the message of an error, which may hold what was sent. */
function reasonOf(error: unknown, code: string | undefined): string {
  if (error instanceof HTTPError) return `Discord had trouble (${error.status})`;
  if (code !== undefined) return `the connection to Discord broke (${code})`;
  const name = error instanceof Error ? error.name : typeof error;
  return name === 'AbortError' || name === 'TimeoutError'
    ? 'Discord did not answer in time'
    : `Discord's answer cannot be read (${name})`;
}
