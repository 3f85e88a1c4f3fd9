import { type APIMessage, DiscordAPIError, REST, Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { discordMessageBreaches } from '../discord-payload.ts';
import { message as reply } from './bare-bot.ts';
import { type LoopbackDiscord, startDiscord } from './discord.ts';

describe('the channels of the loopback Discord', () => {
  let discord: LoopbackDiscord;
  let rest: REST;
  beforeEach(async () => {
    discord = await startDiscord();
    rest = new REST({ api: discord.apiUrl, retries: 0 }).setToken(discord.botToken);
  });
  afterEach(() => discord.close());

  const body = (text: string) => {
    const { allowedMentions: allowed_mentions, ...rest } = reply(text);
    return { ...rest, allowed_mentions };
  };
  const post = async (name: string, text = 'a') => {
    const sent = await rest.post(Routes.channelMessages(discord.channel(name).id), { body: body(text) });
    return (sent as APIMessage).id;
  };
  const open = (name: string, under: string, title = 'Talk') =>
    rest.post(Routes.threads(discord.channel(name).id, under), {
      body: { name: title, auto_archive_duration: 1440 },
    });
  const code = async (work: Promise<unknown>) => {
    const error: unknown = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof DiscordAPIError)) throw new Error(`was not refused: ${error}`);
    return error.code;
  };

  test.each([
    ['ideas', 50_008],
    ['pictures', 50_008],
    ['locked', 50_083],
    ['quiet', 50_013],
  ])('take no message in %s', async (name, said) => {
    expect(await code(post(name))).toBe(said);
  });

  it('tell what a thread is', async () => {
    const { id } = discord.channel('locked');
    const thread_metadata = { archived: true, locked: true, auto_archive_duration: 1440 };
    const parent_id = discord.channel('general').id;
    expect(await rest.get(Routes.channel(id))).toMatchObject({ type: 11, parent_id, thread_metadata });
  });

  it('open one thread under a message, where the bot may and there is none', async () => {
    const under = await post('general');
    expect(await open('general', under)).toMatchObject({ id: under, type: 11, name: 'Talk' });
    expect(await code(open('general', under))).toBe(160_004);
    expect(await post('Talk')).not.toBe(under);
    expect(await code(open('general', '1'))).toBe(10_008);
    expect(await code(open('unthreaded', await post('unthreaded')))).toBe(50_013);
    expect(await code(open('reading', await post('reading')))).toBe(50_024);
    expect(discord.breaches).toEqual([]);
    expect(await code(open('general', await post('general'), ''))).toBe(50_035);
    expect(discord.breaches).toHaveLength(1);
  });

  it('give the history before, after and around a message, the newest first', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 7; count++) ids.push(await post('general'));
    const places = async (query: Record<string, string>) => {
      const route = Routes.channelMessages(discord.channel('general').id);
      const read = (await rest.get(route, { query: new URLSearchParams(query) })) as APIMessage[];
      return read.map(({ id }) => ids.indexOf(id));
    };
    const [, , , middle = ''] = ids;
    expect(await places({ limit: '2' })).toEqual([6, 5]);
    expect(await places({ before: middle, limit: '2' })).toEqual([2, 1]);
    expect(await places({ after: middle, limit: '2' })).toEqual([5, 4]);
    expect(await places({ around: middle, limit: '4' })).toEqual([5, 4, 3, 2, 1]);
  });
});

describe('the limit of the whole loopback Discord', () => {
  it('refuses what is too much in a second, but answers to interactions', async () => {
    let now = 0;
    const discord = await startDiscord({ clock: () => now, perSecond: 3 });
    const ask = async (path = '/users/@me', method = 'GET') => {
      const headers = { authorization: `Bot ${discord.botToken}` };
      const answer = await fetch(`${discord.apiUrl}/v10${path}`, { method, headers });
      return { status: answer.status, body: await answer.json() };
    };
    for (now of [0, 100, 200]) expect((await ask()).status).toBe(200);
    now = 700;
    const limited = { global: true, retry_after: 0.3 };
    expect(await ask()).toMatchObject({ status: 429, body: limited });
    expect((await ask('/interactions/1/nobody/callback', 'POST')).status).toBe(404);
    now = 1_000;
    expect((await ask()).status).toBe(200);
    expect((await ask()).status).toBe(429);
    await discord.close();
  });
});

describe('a call above a message', () => {
  const payload = (call: string, allowed_mentions: object, content = 'text') => ({
    flags: 32_772,
    components: [
      { type: 10, content: call },
      { type: 10, content },
    ],
    allowed_mentions,
  });
  const role = '<@&123456789012345678>';
  const roles = ['123456789012345678'];

  test.each([
    ['of a role', payload(role, { parse: [], roles })],
    ['of all', payload('@here', { parse: ['everyone'] })],
  ])('%s is fine once', (_, called) => {
    expect(discordMessageBreaches(called, { calls: 'once' })).toEqual([]);
    expect(discordMessageBreaches(called)).not.toEqual([]);
    expect(discordMessageBreaches(called, { calls: 'no more' })).not.toEqual([]);
  });

  it('stays, and calls no more', () => {
    expect(discordMessageBreaches(payload(role, { parse: [] }), { calls: 'no more' })).toEqual([]);
  });

  test.each([
    ['without leave', payload(role, { parse: [] })],
    ['of another role', payload(role, { parse: [], roles: ['2'] })],
    ['of all roles', payload(role, { parse: ['roles'] })],
    ['and another one', payload(role, { parse: [], roles }, role)],
    ['and one in code', payload('@here', { parse: ['everyone'] }, '`@everyone`')],
  ])('%s is none', (_, called) => {
    expect(discordMessageBreaches(called, { calls: 'once' })).not.toEqual([]);
  });
});
