import { type APIMessage, DiscordAPIError, RateLimitError, REST, Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { message as reply } from './bare-bot.ts';
import { type LoopbackDiscord, startDiscord } from './discord.ts';
import type { Channel } from './parties.ts';

describe('the REST API of the loopback Discord', () => {
  let discord: LoopbackDiscord;
  let rest: REST;
  let now = 0;
  beforeEach(async () => {
    now = 0;
    discord = await startDiscord({ clock: () => now });
    rest = new REST({ api: discord.apiUrl, retries: 0 }).setToken(discord.botToken);
  });
  afterEach(() => discord.close());

  const body = (text: string) => {
    const { allowedMentions: allowed_mentions, ...rest } = reply(text);
    return { ...rest, allowed_mentions };
  };
  const post = (channel: Channel, text: string, more = {}) =>
    rest.post(Routes.channelMessages(channel.id), {
      body: { ...body(text), ...more },
    }) as Promise<APIMessage>;
  const refused = async (work: Promise<unknown>) => {
    const error: unknown = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof DiscordAPIError)) throw new Error(`was not refused: ${error}`);
    return { status: error.status, code: error.code };
  };

  test('a token that is wrong or revoked: 401', async () => {
    const stranger = new REST({ api: discord.apiUrl }).setToken('wrong');
    expect(await refused(stranger.get(Routes.gatewayBot()))).toEqual({ status: 401, code: 0 });
    expect(await rest.get(Routes.user())).toMatchObject({ id: discord.applicationId, bot: true });
    discord.revokeToken();
    expect(await refused(rest.get(Routes.user()))).toEqual({ status: 401, code: 0 });
    expect(discord.breaches).toEqual([]);
  });

  test('a route that is none: 404', async () => {
    expect(await refused(rest.get('/nowhere'))).toEqual({ status: 404, code: 0 });
    expect(discord.callsOf('unknown')).toMatchObject([{ path: '/nowhere', status: 404 }]);
    expect(discord.breaches).toEqual(['GET /api/v10/nowhere: is no route of Discord']);
  });

  test('channels that the bot does not see, may not write in, or that are not there', async () => {
    const codes = [
      ['hidden', 403, 50_001],
      ['lobby', 403, 50_001],
      ['pair', 403, 50_001],
      ['readonly', 403, 50_013],
    ] as const;
    for (const [name, status, code] of codes) {
      expect(await refused(post(discord.channel(name), 'a'))).toEqual({ status, code });
    }
    const nowhere = { ...discord.channel('general'), id: '1' };
    expect(await refused(post(nowhere, 'a'))).toEqual({ status: 404, code: 10_003 });
    expect(discord.breaches).toEqual([]);
  });

  test('a message is written, read, edited and deleted, also in a direct message', async () => {
    const ada = discord.person('ada');
    const dm = await rest.post(Routes.userChannels(), { body: { recipient_id: ada.id } });
    expect(dm).toMatchObject({ id: discord.dmOf(ada).id, type: 1, recipients: [{ username: 'ada' }] });
    for (const channel of [discord.channel('general'), discord.dmOf(ada)]) {
      const { id } = await post(channel, 'first');
      await rest.patch(Routes.channelMessage(channel.id, id), { body: body('second') });
      expect(discord.messages(channel)).toMatchObject([{ id, text: 'second', edited: 1 }]);
      const read = await rest.get(Routes.channelMessages(channel.id));
      expect(read).toMatchObject([{ id, author: { bot: true }, edited_timestamp: expect.any(String) }]);
      await rest.delete(Routes.channelMessage(channel.id, id));
      const gone = rest.get(Routes.channelMessage(channel.id, id));
      expect(await refused(gone)).toEqual({ status: 404, code: 10_008 });
    }
    const stranger = rest.post(Routes.userChannels(), { body: { recipient_id: '1' } });
    expect(await refused(stranger)).toEqual({ status: 400, code: 50_033 });
  });

  test('without Read Message History the history is empty', async () => {
    const forgetful = discord.channel('forgetful');
    await post(forgetful, 'a');
    expect(await rest.get(Routes.channelMessages(forgetful.id))).toEqual([]);
  });

  test('the same nonce gives the first message for some minutes', async () => {
    const general = discord.channel('general');
    const nonce = { nonce: 'daily-2026-11-26', enforce_nonce: true };
    const first = await post(general, 'a', nonce);
    expect(first.nonce).toBe(nonce.nonce);
    now = 60_000;
    expect(await post(general, 'b', nonce)).toMatchObject({ id: first.id, nonce: nonce.nonce });
    expect(discord.messages(general)).toMatchObject([{ text: 'a' }]);
    const [read] = (await rest.get(Routes.channelMessages(general.id))) as APIMessage[];
    expect(read).not.toHaveProperty('nonce');
    expect((await post(discord.channel('elsewhere'), 'c', nonce)).id).not.toBe(first.id);
    now = 600_000;
    expect((await post(general, 'd', nonce)).id).not.toBe(first.id);
    const long = post(general, 'e', { nonce: 'n'.repeat(26), enforce_nonce: true });
    expect(await refused(long)).toEqual({ status: 400, code: 50_035 });
  });

  test('a message of a channel cannot be for one person', async () => {
    await post(discord.channel('general'), 'a', { flags: reply('').flags | 64 });
    expect(discord.breaches).toEqual(['post: is meant for one person, and everybody sees it']);
  });
});

describe('troubles of the REST API on demand', () => {
  let discord: LoopbackDiscord;
  beforeEach(async () => {
    discord = await startDiscord();
  });
  afterEach(() => discord.close());
  const client = (options = {}) =>
    new REST({ api: discord.apiUrl, retries: 0, offset: 0, ...options }).setToken(discord.botToken);
  const route = 'GET /users/@me';

  test('a client obeys a 429, and one that does not is refused again', async () => {
    discord.fail(route, { status: 429, retryAfter: 0.05 });
    const rest = client();
    await rest.get(Routes.user());
    const [first, second] = discord.callsOf(route);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(45);
    expect(first?.answer).toEqual({
      message: 'You are being rate limited.',
      retry_after: 0.05,
      global: false,
      code: 0,
    });
    expect(discord.early).toEqual([]);
    discord.fail(route, { status: 429, retryAfter: 60, global: true });
    const strict = client({ rejectOnRateLimit: () => true });
    await expect(strict.get(Routes.user())).rejects.toThrow(RateLimitError);
    const again = await fetch(`${discord.apiUrl}/v10/gateway/bot`, {
      headers: { authorization: `Bot ${discord.botToken}` },
    });
    expect(again.status).toBe(429);
    expect(again.headers.get('x-ratelimit-global')).toBe('true');
    expect(discord.early).toMatchObject([{ route: 'GET /gateway/bot' }]);
  });

  test('failures with a status, a code or no answer at all', async () => {
    const rest = client();
    discord.fail(route, { status: 503 });
    await expect(rest.get(Routes.user())).rejects.toThrow('Service Unavailable');
    discord.fail(route, { status: 403, code: 50_007, message: 'Cannot send messages to this user' });
    await expect(rest.get(Routes.user())).rejects.toMatchObject({ status: 403, code: 50_007 });
    discord.fail(route, { status: 0 });
    await expect(rest.get(Routes.user())).rejects.toThrow();
    await expect(rest.get(Routes.user())).resolves.toMatchObject({ username: 'companion' });
  });

  test('an answer that is lost although the work is done', async () => {
    const general = discord.channel('general');
    const { allowedMentions: allowed_mentions, ...rest } = reply('once');
    const body = { ...rest, allowed_mentions, nonce: 'n', enforce_nonce: true };
    discord.fail('POST /channels/:channel/messages', { status: 500, applied: true });
    await client({ retries: 1 }).post(Routes.channelMessages(general.id), { body });
    expect(discord.messages(general)).toHaveLength(1);
  });

  test('an answer that comes when it is let go', async () => {
    const release = discord.hang(route);
    let answered = false;
    const work = client()
      .get(Routes.user())
      .then(() => {
        answered = true;
      });
    await discord.until(() => discord.callsOf(route).length === 1);
    await client().get(Routes.gatewayBot());
    expect(answered).toBe(false);
    release();
    await work;
  });
});
