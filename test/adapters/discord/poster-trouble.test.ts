import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { failureOf } from '../../../src/adapters/discord/failure.ts';
import { createPoster } from '../../../src/adapters/discord/poster.ts';
import type { Poster, Target } from '../../../src/chat/poster.ts';
import { message, text } from '../../../src/chat/reply.ts';
import { type LoopbackDiscord, startDiscord } from '../../support/discord/discord.ts';

const route = 'POST /channels/:channel/messages';
const silent = { debug() {}, info() {}, warn() {}, error() {} };

let discord: LoopbackDiscord;
let poster: Poster;
let made = 0;

beforeEach(async () => {
  discord = await startDiscord();
  poster = createPoster({ token: discord.botToken, apiUrl: discord.apiUrl }, silent);
});
afterEach(async () => {
  await discord.close();
  expect(discord.breaches).toEqual([]);
});

function post(name = 'general', timeoutMs = 5_000, from = poster) {
  const { id, guild } = discord.channel(name);
  const to: Target = { type: 'channel', workspace: guild?.id ?? 'direct', channel: id };
  return from.post(to, { id: `trouble${++made}`, message: message(text('Step 1')) }, timeoutMs);
}

describe('a post is certainly not there, and comes later,', () => {
  it('when Discord asks to wait; nothing is asked before that', async () => {
    // discord.js keeps a limit apart once it has been told the name of the route's bucket.
    await post('elsewhere');
    discord.fail(route, { status: 429, retryAfter: 0.3 });
    for (let count = 0; count < 2; count++) {
      const { outcome, afterMs = 0 } = { afterMs: 0, ...(await post()) };
      expect([outcome, afterMs > 100 && afterMs <= 400]).toEqual(['later', true]);
    }
    expect(discord.callsOf(route)).toHaveLength(2);
    expect(discord.early).toEqual([]);
  });

  it('when Discord asks to wait with everything', async () => {
    discord.fail(route, { status: 429, retryAfter: 0.3, global: true });
    expect(await post()).toMatchObject({ outcome: 'later' });
    expect(await post('elsewhere')).toMatchObject({ outcome: 'later' });
    expect(discord.callsOf(route)).toHaveLength(1);
  });

  it('when the token is not taken, each time, and no channel is to blame', async () => {
    discord.revokeToken();
    for (let count = 0; count < 2; count++) {
      const reason = 'Discord does not take the token (401)';
      expect(await post()).toEqual({ outcome: 'later', afterMs: 300_000, reason });
    }
  });

  it('when nobody is there', async () => {
    const apiUrl = 'http://127.0.0.1:9/api';
    const lonely = createPoster({ token: discord.botToken, apiUrl }, silent);
    const reason = 'Discord cannot be reached (ECONNREFUSED)';
    expect(await post('general', 5_000, lonely)).toEqual({ outcome: 'later', reason });
  });

  test.each([20_028, 40_004, 130_000])('when Discord cannot do it at the moment (%i)', async (code) => {
    discord.fail(route, { status: 400, code });
    const reason = expect.stringContaining(`at the moment (${code})`);
    expect(await post()).toEqual({ outcome: 'later', reason });
  });

  it('when something before Discord refuses', async () => {
    discord.fail(route, { status: 403, code: 0 });
    expect(await post()).toMatchObject({ outcome: 'later', afterMs: 300_000 });
  });

  it('when its time was over behind another one', async () => {
    const release = discord.hang(route);
    const first = post();
    await discord.until(() => discord.callsOf(route).length === 1);
    expect(await post('general', 30)).toMatchObject({ outcome: 'later' });
    release();
    expect(await first).toMatchObject({ outcome: 'sent' });
    expect(discord.callsOf(route)).toHaveLength(1);
  });
});

describe('nobody knows whether a post is there', () => {
  test.each([
    ['trouble of Discord’s own', { status: 500 }, '(500)'],
    ['a gateway that waits no longer', { status: 504 }, '(504)'],
    ['a connection that is cut', { status: 0 }, 'broke'],
    ['an answer that names no message', { status: 200 }, 'cannot be read'],
  ])('after %s; one request was made', async (_, failure, said) => {
    discord.fail(route, failure);
    expect(await post()).toEqual({ outcome: 'uncertain', reason: expect.stringContaining(said) });
    expect(discord.callsOf(route)).toHaveLength(1);
  });

  it('when no answer comes in time', async () => {
    const release = discord.hang(route);
    const reason = 'Discord did not answer in time';
    expect(await post('general', 50)).toEqual({ outcome: 'uncertain', reason });
    release();
  });

  test.each([
    ['ENOTFOUND', 'later'],
    ['EHOSTUNREACH', 'later'],
    ['CERT_HAS_EXPIRED', 'later'],
    ['UND_ERR_CONNECT_TIMEOUT', 'later'],
    ['ECONNRESET', 'uncertain'],
    ['EPIPE', 'uncertain'],
    ['UND_ERR_SOCKET', 'uncertain'],
  ])('or it is certain, by what the network says: %s', (said, outcome) => {
    const cause = Object.assign(new Error('getaddrinfo'), { code: said });
    for (const error of [cause, new TypeError('fetch failed', { cause }), new AggregateError([cause])]) {
      expect(failureOf(error, '')).toMatchObject({ outcome });
    }
  });
});

describe('a post is refused', () => {
  test.each([
    ['readonly', '50013', 'Send Messages'],
    ['quiet', '50013', 'Send Messages in Threads'],
    ['hidden', '50001', 'https://discord.com/oauth2/authorize?client_id='],
    ['lobby', '50001', 'add me to the server again'],
    ['ideas', '50008', 'inside one of its posts'],
    ['pictures', '50008', 'inside one of its posts'],
    ['locked', '50083', 'Open it again'],
  ])('in %s, for good', async (name, code, said) => {
    const mend = expect.stringContaining(said);
    expect(await post(name)).toEqual({ outcome: 'refused', code, mend, holdsFor: 'channel' });
  });

  test.each([
    [404, 10_003, 'channel', 'The channel is gone'],
    [404, 10_004, 'channel', 'The server is gone'],
    [403, 50_007, 'channel', 'privacy settings'],
    [403, 50_278, 'channel', 'privacy settings'],
    [400, 160_005, 'channel', 'The thread is locked'],
    [403, 50_009, 'channel', 'does not let me post there (50009)'],
    [403, 999_999, 'channel', 'does not let me post there (999999)'],
    [403, 200_000, 'message', 'AutoMod'],
    [400, 50_035, 'message', 'did not take this post (50035)'],
    [400, 200_000, 'message', 'AutoMod'],
    [413, 40_005, 'message', 'did not take this post (40005)'],
    [400, 0, 'message', 'did not take this post (status 400)'],
  ])('with what to do, for %i with the code %i', async (status, code, holdsFor, said) => {
    discord.fail(route, { status, code });
    const mend = expect.stringContaining(said);
    expect(await post()).toMatchObject({ outcome: 'refused', mend, holdsFor });
  });
});
