import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { createPoster } from '../../../src/adapters/discord/poster.ts';
import type { Poster, Target } from '../../../src/chat/poster.ts';
import { message, text } from '../../../src/chat/reply.ts';
import { type LoopbackDiscord, startDiscord } from '../../support/discord/discord.ts';

const timeoutMs = 5_000;
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const daily = () => ({ id: `post${++made}`, message: message(text('Step 1')) });

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

function to(name: string): Target {
  const { id, guild } = discord.channel(name);
  return { type: 'channel', workspace: guild?.id ?? 'direct', channel: id };
}

const post = (where: Target, more: { thread: string }) =>
  poster.post(where, { ...daily(), ...more }, timeoutMs);

describe('a thread', () => {
  const threads = 'POST /channels/:channel/messages/:message/threads';

  test.each([
    ['general', 11],
    ['news', 10],
  ])('opens under a post in %s', async (name, type) => {
    const title = 'Step 1 of 5 in Docker';
    const sent = await post(to(name), { thread: title });
    const opened = discord.channel(title);
    expect(sent).toMatchObject({ outcome: 'sent', messageId: opened.id });
    expect(opened).toMatchObject({ type, thread: { parent: discord.channel(name).id } });
  });

  it('has a name of at most 100 characters, and none that is empty', async () => {
    for (const thread of ['long '.repeat(60), ' ']) {
      expect(await post(to('general'), { thread })).toMatchObject({ outcome: 'sent' });
    }
    expect(discord.callsOf(threads).map(({ status }) => status)).toEqual([201, 201]);
  });

  it('that meets a limit for a moment is asked for once more', async () => {
    discord.fail(threads, { status: 429, retryAfter: 0.1 });
    expect(await post(to('general'), { thread: 'Step 1' })).toMatchObject({ outcome: 'sent' });
    expect(discord.callsOf(threads).map(({ status }) => status)).toEqual([429, 201]);
    expect(discord.early).toEqual([]);
  });

  test.each([
    ['for long', 3, timeoutMs],
    ['for longer than the attempt may take', 2, 300],
  ])('that meets a limit %s is let be', async (_, retryAfter, allowedMs) => {
    discord.fail(threads, { status: 429, retryAfter });
    const began = performance.now();
    const sent = await poster.post(to('general'), { ...daily(), thread: 'Step 1' }, allowedMs);
    expect(sent).toMatchObject({ outcome: 'sent' });
    expect(performance.now() - began).toBeLessThan(1_500);
    expect(discord.callsOf(threads)).toHaveLength(1);
  });

  test.each(['unthreaded', 'reading'])('that cannot be in %s costs no post', async (name) => {
    expect(await post(to(name), { thread: 'Step 1' })).toMatchObject({ outcome: 'sent' });
    expect(discord.callsOf(threads)[0]?.status).toBeGreaterThanOrEqual(400);
  });

  it('is not asked for under a message to a person', async () => {
    const person: Target = { type: 'person', workspace: 'direct', person: discord.person('ada').id };
    await post(person, { thread: 'Step 1' });
    expect(discord.callsOf(threads)).toEqual([]);
  });
});
