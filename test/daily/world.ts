import type { Found, Poster, Posting, Sent, Target } from '../../src/chat/poster.ts';
import { message, text } from '../../src/chat/reply.ts';
import type { Writing } from '../../src/daily/writing.ts';
import type { Subscription } from '../../src/store/subscriptions.ts';
import { start } from '../../src/study/cursor.ts';
import { perFile } from '../support/lifetime.ts';

/** A message as it arrived at the platform. */
export interface Arrived {
  id: string;
  target: string;
  /** Simulated milliseconds since 1970. */
  at: number;
}

interface WorldOptions {
  /** Simulated milliseconds since 1970. */
  now: () => number;
  /** A number in [0, 1). */
  random: () => number;
  /** Like Discord an id that comes again within its window posts nothing; like Slack it always does. */
  kind: 'discord' | 'slack';
  /** Whether the bot may look for its messages. */
  readable?: boolean;
  /** How often the answer is lost after the message was posted, and how often nothing is posted at all. */
  lost?: number;
  refused?: number;
}

/** A platform in memory, as unreliable as one is. Counted is what arrived. */
export function createWorld({ now, random, kind, readable = true, lost = 0, refused = 0 }: WorldOptions) {
  const arrived: Arrived[] = [];
  const byId = new Map<string, Arrived>();
  const told: string[] = [];
  let answer: ((target: Target) => Sent | undefined) | undefined;
  const posted = ({ id }: { id: string }) => ({ messageId: `m-${id}`, channel: 'c' });

  function deliver(target: Target, { id }: Posting): void {
    const before = byId.get(id);
    if (kind === 'discord' && before !== undefined && now() - before.at < 5 * 60_000) return;
    const one = { id, target: keyOf(target), at: now() };
    byId.set(id, one);
    arrived.push(one);
  }

  const poster: Poster = {
    platform: kind,
    perSecond: Number.POSITIVE_INFINITY,
    repeatableMs: kind === 'discord' ? 100_000 : 0,
    async post(target, posting): Promise<Sent> {
      const told = answer?.(target);
      if (told !== undefined) return told;
      const chance = random();
      if (chance < refused / 2) return { outcome: 'later', afterMs: 3_000, reason: '429' };
      if (chance < refused) return { outcome: 'uncertain', reason: '503' };
      deliver(target, posting);
      if (random() < lost) return { outcome: 'uncertain', reason: 'time-out' };
      return { outcome: 'sent', ...posted(posting) };
    },
    async find(_target, { id }): Promise<Found> {
      if (!readable) return { outcome: 'unreadable', reason: 'no scope' };
      return arrived.some((one) => one.id === id)
        ? { outcome: 'found', ...posted({ id }) }
        : { outcome: 'absent' };
    },
    async tell(person) {
      told.push(person);
      return 'told';
    },
  };
  return {
    poster,
    arrived,
    told,
    /** From now on it answers so, where the function gives something. */
    answers(with_: typeof answer) {
      answer = with_;
    },
  };
}

export function keyOf(target: Target): string {
  return target.type === 'channel' ? target.channel : target.person;
}

/** Posts that say nothing but their day. */
export const plainWriting: Writing = {
  write: () => 'plain',
  read: (_frozen, _subscription, id) => ({
    posting: { id, message: message(text('A step')) },
    cursor: start,
  }),
};

const made = perFile(() => ({ subscriptions: 0 }));

/** A subscription of a channel of its own. */
export function subscriptionOf(
  schedule: Subscription['schedule'],
  at: Temporal.Instant,
  more: Partial<Subscription> = {},
): Subscription {
  const number = ++made().subscriptions;
  return {
    id: `s${number}`,
    platform: 'discord',
    target: { type: 'channel', workspace: 'w', channel: `c${number}` },
    schedule,
    options: {
      mode: { type: 'path' },
      minutes: 20,
      advance: { by: 'days', marks: 1, days: 5 },
      thread: false,
    },
    state: 'on',
    cursor: start,
    announced: false,
    missed: 0,
    createdAt: at,
    version: 1,
    ...more,
  };
}
