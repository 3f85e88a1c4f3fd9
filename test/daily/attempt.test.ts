import { describe, expect, it } from 'vitest';
import type { Found, Poster, Sent } from '../../src/chat/poster.ts';
import { message, text } from '../../src/chat/reply.ts';
import { attempt } from '../../src/daily/attempt.ts';
import type { Assignment } from '../../src/daily/claim.ts';
import { usual } from '../../src/daily/timing.ts';
import { start } from '../../src/study/cursor.ts';
import { subscriptionOf } from './world.ts';

const now = Date.UTC(2026, 10, 26, 9);
const at = Temporal.Instant.fromEpochMilliseconds(now);
const berlin = { time: '09:00', zone: 'Europe/Berlin', weekdays: 127 };
const place = { messageId: 'm', channel: 'c', url: 'https://example.org/m' };

interface Given {
  sent?: Sent | 'throws';
  found?: Found | 'throws';
  repeatableMs?: number;
  holds?: boolean;
}

function posterOf({ sent, found, repeatableMs = 0 }: Given) {
  const calls: string[] = [];
  const give = async <T>(name: string, what: T | 'throws' | undefined): Promise<T> => {
    calls.push(name);
    if (what === 'throws' || what === undefined) throw new Error(`${name} broke`);
    return what;
  };
  const poster: Poster = {
    platform: 'discord',
    perSecond: 45,
    repeatableMs,
    post: () => give('post', sent),
    find: () => give('find', found),
    tell: async () => 'told',
  };
  return { poster, calls };
}

function assignment(post: Partial<Assignment['post']> = {}, more: Partial<Assignment> = {}): Assignment {
  return {
    post: {
      id: 'p',
      subscriptionId: 's',
      date: '2026-11-26',
      dueAt: now,
      expiresAt: now + usual.catchUpMs,
      state: 'sending',
      attempts: 1,
      firstSentAt: now,
      ...post,
    },
    owner: 'me',
    claimedAt: { time: now, clock: 0 },
    subscription: subscriptionOf(berlin, at),
    written: { posting: { id: 'p', message: message(text('A step')) }, cursor: start },
    waitMs: 0,
    ...more,
  };
}

async function became(one: Assignment, given: Given) {
  const { poster, calls } = posterOf(given);
  const holds = () => given.holds ?? true;
  const attempted = await attempt(one, { poster, timing: usual, now: () => now, holds });
  return { attempted, calls };
}

const uncertain = (ageMs: number) =>
  assignment({ state: 'uncertain', firstSentAt: now - ageMs, attempts: 2 });

describe('a post that has certainly not been sent', () => {
  it('is sent, and the channel moves on', async () => {
    const { attempted, calls } = await became(assignment(), { sent: { outcome: 'sent', ...place } });
    expect(attempted).toEqual({ outcome: { id: 'p', owner: 'me', state: 'sent', ...place }, moves: true });
    expect(calls).toEqual(['post']);
  });

  it.each([
    ['as soon as the platform says', { outcome: 'later', afterMs: 1_500, reason: '429' }, now + 1_500],
    ['soon', { outcome: 'later', reason: 'refused connection' }, now + 1_000],
  ] as const)('is sent again %s when it could not be sent', async (_, sent, runAt) => {
    const { attempted } = await became(assignment(), { sent });
    expect(attempted).toMatchObject({
      outcome: { state: 'pending', runAt, reason: sent.reason },
      moves: false,
    });
  });

  it('is looked for when nobody knows what became of it', async () => {
    for (const sent of [{ outcome: 'uncertain', reason: 'time-out' }, 'throws'] as const) {
      const { attempted } = await became(assignment(), { sent });
      expect(attempted).toMatchObject({ outcome: { state: 'uncertain', runAt: now + usual.absentAfterMs } });
    }
  });

  it('is soon sent again where that cannot post twice', async () => {
    const sent = { outcome: 'uncertain', reason: 'time-out' } as const;
    const { attempted } = await became(assignment(), { sent, repeatableMs: 100_000 });
    expect(attempted).toMatchObject({ outcome: { state: 'uncertain', runAt: now + 1_000 } });
  });

  it('pauses a channel that takes no posts, and keeps its place', async () => {
    const sent = { outcome: 'refused', code: '50001', mend: 'Let me in.', holdsFor: 'channel' } as const;
    const { attempted } = await became(assignment(), { sent });
    expect(attempted).toEqual({
      outcome: { id: 'p', owner: 'me', state: 'failed', reason: '50001' },
      moves: false,
      trouble: { code: '50001', mend: 'Let me in.', after: 1 },
    });
  });

  it('is left out when the platform does not take this one alone', async () => {
    const sent = { outcome: 'refused', code: '50035', mend: 'Tell us.', holdsFor: 'message' } as const;
    const { attempted } = await became(assignment(), { sent });
    expect(attempted).toMatchObject({ outcome: { state: 'failed' }, moves: true, trouble: { after: 3 } });
  });

  it.each([
    ['too late', assignment({ expiresAt: now - 1 })],
    [
      'switched off in the meantime',
      assignment({}, { subscription: subscriptionOf(berlin, at, { state: 'off' }) }),
    ],
    [
      'switched off in the meantime',
      assignment({}, { subscription: subscriptionOf(berlin, at, { state: 'paused' }) }),
    ],
    ['the catalog has nothing to post', assignment({}, { written: undefined })],
  ])('is left out: %s', async (reason, one) => {
    const { attempted, calls } = await became(one, { sent: { outcome: 'sent', ...place } });
    expect(attempted).toMatchObject({ outcome: { state: 'skipped', reason }, moves: false });
    expect(calls).toEqual([]);
  });

  it('is given back once it was held for so long that somebody else may have it', async () => {
    const { attempted, calls } = await became(assignment(), {
      sent: { outcome: 'sent', ...place },
      holds: false,
    });
    expect(attempted).toMatchObject({ outcome: { state: 'pending', runAt: now } });
    expect(calls).toEqual([]);
  });
});

describe('a post that may have been sent', () => {
  it('is sent again with the same id where that cannot post twice', async () => {
    const { attempted, calls } = await became(uncertain(90_000), {
      sent: { outcome: 'sent', ...place },
      repeatableMs: 100_000,
    });
    expect(attempted?.outcome.state).toBe('sent');
    expect(calls).toEqual(['post']);
  });

  it('is not sent again when it was switched off in the meantime, only looked for', async () => {
    const one = { ...uncertain(5_000), subscription: subscriptionOf(berlin, at, { state: 'off' }) };
    const { calls } = await became(one, { found: { outcome: 'absent' }, repeatableMs: 100_000 });
    expect(calls).toEqual(['find']);
  });

  it.each([
    ['too long ago', uncertain(100_000)],
    // The clock was set back.
    ['in the future', uncertain(-5_000)],
  ])('is looked for when that was %s', async (_, one) => {
    const { attempted, calls } = await became(one, {
      found: { outcome: 'found', ...place },
      repeatableMs: 100_000,
    });
    expect(attempted).toMatchObject({ outcome: { state: 'sent', messageId: 'm' }, moves: true });
    expect(calls).toEqual(['find']);
  });

  it('is sent again when it is not there, though its time has not come by a clock that was set back', async () => {
    const { attempted, calls } = await became(uncertain(-3_600_000), { found: { outcome: 'absent' } });
    expect(attempted?.outcome).toMatchObject({ state: 'pending', runAt: now });
    expect(calls).toEqual(['find']);
  });

  it('is sent when it is certainly not there', async () => {
    const { attempted } = await became(uncertain(usual.absentAfterMs), { found: { outcome: 'absent' } });
    expect(attempted).toMatchObject({ outcome: { state: 'pending', runAt: now }, moves: false });
  });

  it('is looked for once more when it may only be not there yet', async () => {
    const { attempted } = await became(uncertain(10_000), { found: { outcome: 'absent' } });
    expect(attempted?.outcome).toMatchObject({
      state: 'uncertain',
      runAt: now - 10_000 + usual.absentAfterMs,
    });
  });

  it('is looked for later, for a day', async () => {
    for (const found of [{ outcome: 'later', afterMs: 60_000, reason: '429' }, 'throws'] as const) {
      const { attempted } = await became(uncertain(60_000), { found });
      expect(attempted?.outcome).toMatchObject({ state: 'uncertain', runAt: now + 60_000 });
      const late = await became(uncertain(25 * 3_600_000), { found });
      expect(late.attempted).toMatchObject({ outcome: { state: 'unknown' }, moves: true });
    }
  });

  it('stays unknown where nobody may look, and the channel moves on', async () => {
    const { attempted } = await became(uncertain(60_000), {
      found: { outcome: 'unreadable', reason: 'missing_scope' },
    });
    expect(attempted).toMatchObject({ outcome: { state: 'unknown', reason: 'missing_scope' }, moves: true });
  });

  it.each([
    ['later', { outcome: 'later', reason: '429' }, 'uncertain'],
    ['never', { outcome: 'refused', code: '50001', mend: '', holdsFor: 'channel' }, 'unknown'],
  ] as const)('is not taken for unsent when it can be sent again %s', async (_, sent, state) => {
    const { attempted } = await became(uncertain(5_000), { sent, repeatableMs: 100_000 });
    expect(attempted?.outcome.state).toBe(state);
  });

  it('is not sent again when what was sent cannot be read', async () => {
    const one = { ...uncertain(5_000), written: undefined };
    const { attempted, calls } = await became(one, {
      sent: { outcome: 'sent', ...place },
      repeatableMs: 100_000,
    });
    expect([attempted?.outcome.state, calls]).toEqual(['unknown', []]);
  });
});
