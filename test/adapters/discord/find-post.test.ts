import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { findPost } from '../../../src/adapters/discord/find-post.ts';
import { createPoster } from '../../../src/adapters/discord/poster.ts';
import { encodeAction } from '../../../src/chat/action.ts';
import type { Poster, Target } from '../../../src/chat/poster.ts';
import { message } from '../../../src/chat/reply.ts';
import { type LoopbackDiscord, startDiscord } from '../../support/discord/discord.ts';
import { history } from '../../support/discord/history.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const timeoutMs = 5_000;
const id = '01k5zq7x3m8v2c4b6n9d';
const action = { command: 'done', args: { item: 'step:docker-1', post: id }, mode: 'reply' } as const;
const epochMs = 1_420_070_400_000;

describe('a post that may have been lost', () => {
  let discord: LoopbackDiscord;
  let poster: Poster;
  beforeEach(async () => {
    discord = await startDiscord();
    poster = createPoster({ token: discord.botToken, apiUrl: discord.apiUrl }, silent);
  });
  afterEach(async () => {
    await discord.close();
    expect(discord.breaches).toEqual([]);
  });

  const to = (name: string): Target => {
    const channel = discord.channel(name);
    return { type: 'channel', workspace: channel.guild?.id ?? '', channel: channel.id };
  };
  const post = (where: Target, other = id) => {
    const args = { ...action.args, post: other };
    const buttons = [{ label: 'Done', action: { ...action, args } }];
    return poster.post(where, { id: other, message: message({ type: 'actions', buttons }) }, timeoutMs);
  };
  const chat = (name: string, count: number) => {
    const origin = { channel: discord.channel(name), author: discord.person('ada'), type: 0 };
    for (let said = 0; said < count; said++) discord.stage.timeline.add({ content: 'hello' }, origin);
  };
  /** Ids of the loopback tell the time of this machine. */
  const find = (where: Target, minutesAgo = 0) => {
    chat('elsewhere', 1);
    const [last] = discord.stage.timeline.in(discord.channel('elsewhere').id).slice(-1);
    const ms = Number(BigInt(last?.id ?? 0) >> 22n) + epochMs - minutesAgo * 60_000;
    const firstSentAt = Temporal.Instant.fromEpochMilliseconds(ms);
    return poster.find(where, { id, firstSentAt, agoMs: minutesAgo * 60_000 }, timeoutMs);
  };

  test.each(['general', 'reading'])('is found by its buttons in %s', async (name) => {
    await post(to(name), 'another');
    const sent = await post(to(name));
    chat(name, 30);
    expect(await find(to(name))).toEqual({ ...sent, outcome: 'found' });
  });

  it('is found among a person’s messages', async () => {
    const person: Target = { type: 'person', workspace: 'direct', person: discord.person('ada').id };
    const sent = await post(person);
    expect(await find(person)).toEqual({ ...sent, outcome: 'found' });
  });

  it('is found behind two hundred others', async () => {
    const sent = await post(to('general'));
    chat('general', 220);
    expect(await find(to('general'))).toEqual({ ...sent, outcome: 'found' });
  });

  it('is absent where others stand', async () => {
    await post(to('general'), 'another');
    expect(await find(to('general'))).toEqual({ outcome: 'absent' });
  });

  it('is absent where nobody has ever written', async () => {
    expect(await find(to('general'))).toEqual({ outcome: 'absent' });
  });

  it('is absent when all that was written came much later', async () => {
    chat('general', 250);
    expect(await find(to('general'), 20)).toEqual({ outcome: 'absent' });
  });

  it('may be anywhere when too much was written at that time', async () => {
    await post(to('general'), 'another');
    chat('general', 330);
    expect(await find(to('general'))).toMatchObject({ outcome: 'unreadable' });
  });

  it('cannot be looked for without Read Message History, nor where the bot sees nothing', async () => {
    await post(to('forgetful'));
    for (const name of ['forgetful', 'hidden']) {
      const reason = expect.any(String);
      expect(await find(to(name))).toEqual({ outcome: 'unreadable', reason });
    }
  });

  test.each([
    ['Discord asks to wait', { status: 429, retryAfter: 1 }],
    ['Discord has trouble', { status: 503 }],
    ['the connection is cut', { status: 0 }],
  ])('is looked for later when %s', async (_, failure) => {
    await post(to('general'));
    discord.fail('GET /channels/:channel/messages', failure);
    expect(await find(to('general'))).toMatchObject({ outcome: 'later' });
  });
});

describe('a look at a channel', () => {
  const at = Temporal.Instant.from('2026-11-24T09:00:00Z').epochMilliseconds;
  const author = '123456789012345678';
  const written = (ms: number, index: number, by: string, post?: string) => ({
    id: String((BigInt(at + ms - epochMs) << 22n) | BigInt(index)),
    author: { id: by },
    components: [
      { type: 17, components: [{ type: 10, content: 'x' }] },
      ...(post === undefined ? [] : [{ type: 1, components: [{ custom_id: encodeAction(action) }] }]),
    ],
  });
  const look = (messages: readonly { id: string }[], ago: number) => {
    const get = async (_: string, query: Record<string, string>) =>
      history(messages, new URLSearchParams(query));
    const once = { get, post: () => Promise.reject(new Error('only looks')) };
    const firstSentAt = Temporal.Instant.fromEpochMilliseconds(at);
    const wanted = { channel: '1', id, firstSentAt, agoMs: ago, author };
    return findPost(once, wanted, AbortSignal.any([]));
  };

  it('never takes a post for absent that came within ten minutes, and finds no other’s', async () => {
    const minute = 60_000;
    const moments = fc.array(fc.integer({ min: -5 * minute, max: 60 * minute }), { maxLength: 700 });
    const ours = fc.option(fc.integer({ min: -minute / 2, max: 9 * minute }), { nil: undefined });
    const errors = fc.integer({ min: -8 * minute, max: 60 * minute });
    await fc.assert(
      fc.asyncProperty(moments, ours, errors, async (others, own, wrong) => {
        const messages = [
          ...others.map((ms, index) => written(ms, index, index % 7 === 0 ? '1' : author)),
          written(minute, 3_000, '2', id),
          ...(own === undefined ? [] : [written(own, 4_000, author, id)]),
        ].toSorted((one, other) => Number(BigInt(one.id) - BigInt(other.id)));
        // Our clock may be wrong; what passed since is nearly right.
        const last = Math.max(minute, own ?? 0, ...others);
        const found = await look(messages, last + wrong);
        const wanted = own === undefined ? undefined : written(own, 4_000, author).id;
        if (typeof found === 'object' && 'found' in found) expect(found.found).toBe(wanted);
        else if (wanted !== undefined) expect(found).toHaveProperty('unknown');
      }),
      { numRuns: 100, seed: 7 },
    );
  });

  it('rejects what is no list, and passes over what is no message', async () => {
    const once = { get: async () => ({}), post: () => Promise.reject(new Error('only looks')) };
    const firstSentAt = Temporal.Instant.fromEpochMilliseconds(at);
    const signal = AbortSignal.any([]);
    await expect(findPost(once, { channel: '1', id, firstSentAt, agoMs: 0 }, signal)).rejects.toThrow(
      'no list',
    );
    const odd = { ...once, get: async () => [null, 7, { id: 5 }, { components: [[]], id: '9' }] };
    expect(await findPost(odd, { channel: '1', id, firstSentAt, agoMs: 0 }, signal)).toBe('absent');
  });
});
