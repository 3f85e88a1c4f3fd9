import type { Found, Posted, Poster, Sent } from '../chat/poster.ts';
import { longestWaitMs, type Outcome } from '../store/claims.ts';
import type { Trouble } from '../store/subscriptions.ts';
import type { Assignment } from './claim.ts';
import type { Timing } from './timing.ts';

export interface AttemptOptions {
  poster: Poster;
  timing: Timing;
  /** What time it is, in milliseconds since 1970, as the store has it. */
  now: () => number;
  /** Whether the post surely still is this process's: another one may have it once the lease is over. */
  holds: () => boolean;
}

/** What became of one attempt, to be written down. */
export interface Attempted {
  outcome: Outcome;
  /** The place on the path moves on. */
  moves: boolean;
  /** Nothing can be posted there until somebody mends it, if so many posts in a row have failed; this one counts. */
  trouble?: Omit<Trouble, 'at'> & { after: number };
}

const failuresInARow = 3;
/** Looks for a message that may be there no longer than this. */
const giveUpMs = 24 * 60 * 60_000;
const longestBackoffMs = 60_000;
/** So far clocks are wrong in life. */
const furthestBackMs = 2 * 60 * 60_000;

/** Does what is next for a post: sends it, or finds out whether it was sent. */
export async function attempt(one: Assignment, options: AttemptOptions): Promise<Attempted> {
  const { post, subscription } = one;
  if (post.state === 'sending') return sendIfWanted(one, options);
  const age = options.now() - post.firstSentAt;
  const repeatable = age >= 0 && age < options.poster.repeatableMs;
  // What was switched off in the meantime is only looked for.
  return repeatable && subscription.state === 'on' ? send(one, options) : reconcile(one, options);
}

async function sendIfWanted(one: Assignment, options: AttemptOptions): Promise<Attempted> {
  const { post, subscription, written } = one;
  if (subscription.state !== 'on') return end(one, 'skipped', 'switched off in the meantime');
  if (options.now() > post.expiresAt) return end(one, 'skipped', 'too late');
  if (written === undefined) return end(one, 'skipped', 'the catalog has nothing to post');
  return send(one, options);
}

async function send(one: Assignment, options: AttemptOptions): Promise<Attempted> {
  const { post, subscription, written } = one;
  if (written === undefined) return end(one, 'unknown', 'what was sent cannot be read any more');
  // A process that was stopped in between must not send what another one has sent. If none has, this one may take it again.
  if (!options.holds()) return givenBack(one, options.now(), 'held for too long');
  const { poster, timing } = options;
  const sent = await poster
    .post(subscription.target, written.posting, timing.timeoutMs)
    .catch((error: unknown): Sent => ({ outcome: 'uncertain', reason: String(error) }));
  return afterSending(one, sent, { ...options, maybeSent: post.state === 'uncertain' });
}

function afterSending(
  one: Assignment,
  sent: Sent,
  { maybeSent, ...options }: AttemptOptions & { maybeSent: boolean },
): Attempted {
  switch (sent.outcome) {
    case 'sent':
      return isThere(one, sent);
    case 'later': {
      const runAt = options.now() + Math.min(longestWaitMs, sent.afterMs ?? backoffMs(one));
      return again(one, maybeSent ? 'uncertain' : 'pending', runAt, sent.reason);
    }
    case 'uncertain':
      return again(one, 'uncertain', lookAt(one, options), sent.reason);
    case 'refused': {
      const { code, mend, holdsFor } = sent;
      const ended = end(one, maybeSent ? 'unknown' : 'failed', code);
      // One post alone is no trouble of the channel's, but several in a row are.
      const trouble = { code, mend, after: holdsFor === 'channel' ? 1 : failuresInARow };
      return { ...ended, moves: maybeSent || holdsFor === 'message', trouble };
    }
    default:
      return sent satisfies never;
  }
}

/** When to find out: soon where it may be sent again, else once a message that is not to be seen is not there. */
function lookAt(one: Assignment, { poster, timing, now }: AttemptOptions): number {
  const soon = now() + backoffMs(one);
  return soon - one.post.firstSentAt < poster.repeatableMs ? soon : now() + timing.absentAfterMs;
}

async function reconcile(one: Assignment, options: AttemptOptions): Promise<Attempted> {
  const { post } = one;
  const { timing, now } = options;
  // The clock was set back, so nobody knows when that was, but it was lately; the store has it looked at only once it would be there.
  const inFuture = post.firstSentAt > now();
  const found = await look(one, options, inFuture ? now() - furthestBackMs : post.firstSentAt);
  switch (found.outcome) {
    case 'found':
      return isThere(one, found);
    case 'absent': {
      const sure = inFuture || now() - post.firstSentAt >= timing.absentAfterMs;
      return sure
        ? again(one, 'pending', now(), 'it had not come through')
        : again(one, 'uncertain', post.firstSentAt + timing.absentAfterMs, 'not to be seen yet');
    }
    case 'later':
      if (now() - post.firstSentAt > giveUpMs) return { ...end(one, 'unknown', found.reason), moves: true };
      return again(
        one,
        'uncertain',
        now() + Math.min(longestWaitMs, found.afterMs ?? longestBackoffMs),
        found.reason,
      );
    case 'unreadable':
      return { ...end(one, 'unknown', found.reason), moves: true };
    default:
      return found satisfies never;
  }
}

function look({ post, subscription }: Assignment, { poster, timing, now }: AttemptOptions, sentAt: number) {
  const firstSentAt = Temporal.Instant.fromEpochMilliseconds(sentAt);
  return poster
    .find(subscription.target, { id: post.id, firstSentAt, agoMs: now() - sentAt }, timing.timeoutMs)
    .catch((error: unknown): Found => ({ outcome: 'later', reason: String(error) }));
}

function isThere({ post, owner }: Assignment, { messageId, channel, url }: Posted): Attempted {
  const place = { messageId, channel, ...(url === undefined ? {} : { url }) };
  return { outcome: { id: post.id, owner, state: 'sent', ...place }, moves: true };
}

function again(
  { post, owner }: Assignment,
  state: 'pending' | 'uncertain',
  runAt: number,
  reason: string,
): Attempted {
  return { outcome: { id: post.id, owner, state, runAt, reason }, moves: false };
}

function end(
  { post, owner }: Assignment,
  state: 'failed' | 'skipped' | 'unknown',
  reason: string,
): Attempted {
  return { outcome: { id: post.id, owner, state, reason }, moves: false };
}

/** As if it had never been claimed. */
export function givenBack({ post, owner }: Assignment, runAt: number, reason: string): Attempted {
  const state = post.state === 'sending' ? 'pending' : 'uncertain';
  return { outcome: { id: post.id, owner, state, runAt, reason }, moves: false };
}

function backoffMs({ post }: Assignment): number {
  return Math.min(longestBackoffMs, 1_000 * 2 ** (post.attempts - 1));
}
