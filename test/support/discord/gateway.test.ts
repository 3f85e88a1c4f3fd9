import { once } from 'node:events';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type BareBot, clientOptions, message, startBareBot } from './bare-bot.ts';
import { type DiscordOptions, type LoopbackDiscord, startDiscord } from './discord.ts';
import { createPeople, type People } from './people.ts';

describe('the gateway of the loopback Discord', () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  });
  const started = async (options: DiscordOptions = {}): Promise<LoopbackDiscord> => {
    const discord = await startDiscord(options);
    ends.push(discord.close);
    return discord;
  };
  const connected = async (options: DiscordOptions = {}) => {
    const discord = await started(options);
    const bot = await startBareBot(discord, { shards: 'auto' });
    ends.push(bot.close);
    await bot.client.application.commands.set([{ name: 'ask', description: 'Ask' }]);
    bot.on(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply(message('here'));
    });
    return { discord, bot, people: createPeople(discord) };
  };
  const asked = (discord: LoopbackDiscord, people: People, channel = discord.channel('general')) =>
    people.slash(discord.person('ada'), 'ask', {}, { channel });
  /** Does something to a connection, and waits until the client has resumed. */
  const resumedAfter = async ({ gateway }: LoopbackDiscord, { client }: BareBot, act: () => unknown) => {
    const back = once(client, Events.ShardResume);
    await act();
    await back;
    return gateway.resumes.at(-1);
  };

  test('after a cut the client resumes, and gets what it has missed', async () => {
    const { discord, bot, people } = await connected();
    const resume = await resumedAfter(discord, bot, async () => {
      discord.gateway.cut();
      expect(discord.gateway.connections()).toBe(0);
      await asked(discord, people);
    });
    expect(resume).toEqual({ shard: 0, sequence: 3, replayed: 1 });
    await discord.until(() => discord.messages(discord.channel('general')).length === 1);
    expect(discord.gateway.identifies).toHaveLength(1);
    expect(discord.gateway.sessions()).toBe(1);
    expect((await (await asked(discord, people)).settled()).shown()?.text).toBe('here');
  });

  test('a client that is asked to connect anew resumes', async () => {
    const { discord, bot, people } = await connected();
    const resume = await resumedAfter(discord, bot, () => discord.gateway.reconnect());
    expect(resume).toEqual({ shard: 0, sequence: 3, replayed: 0 });
    expect((await (await asked(discord, people)).settled()).shown()?.text).toBe('here');
  });

  test('a session that is invalid is resumed if it can be, and else begun anew', async () => {
    const { discord, bot, people } = await connected();
    const resume = await resumedAfter(discord, bot, () => discord.gateway.invalidate(0, true));
    expect(resume).toMatchObject({ shard: 0, replayed: 0 });
    discord.gateway.invalidate();
    await discord.until(() => discord.gateway.identifies.length === 2);
    expect(discord.gateway.sessions()).toBe(1);
    expect((await (await asked(discord, people)).settled()).shown()?.text).toBe('here');
  });

  test('a client whose heartbeats are not acknowledged leaves and resumes', async () => {
    const { discord, bot, people } = await connected({ heartbeatMs: 60 });
    const resume = await resumedAfter(discord, bot, () => {
      discord.gateway.silence();
      return asked(discord, people);
    });
    expect(resume).toMatchObject({ replayed: 1 });
    await discord.until(() => discord.messages(discord.channel('general')).length === 1);
  });

  test('a client beats when it is asked to', async () => {
    const { discord } = await connected();
    const before = discord.gateway.beats();
    discord.gateway.askBeat();
    await discord.until(() => discord.gateway.beats() > before);
  });

  test('a client that is closed for good has no session', async () => {
    const { discord, bot } = await connected();
    await bot.close();
    await discord.until(() => discord.gateway.connections() === 0);
    expect(discord.gateway.sessions()).toBe(0);
  });

  test('two shards have a guild each, and direct messages go to the first', async () => {
    const { discord, bot, people } = await connected({ shards: 2 });
    expect(discord.gateway.identifies.map(({ shard }) => shard)).toEqual([
      [0, 2],
      [1, 2],
    ]);
    const shards = bot.client.guilds.cache.map(({ name, shardId }) => [name, shardId]);
    expect(shards.toSorted()).toEqual([
      ['club', 1],
      ['school', 0],
    ]);
    const heard: unknown[] = [];
    bot.client.on('raw', (packet: { t: string }, shard: number) => {
      if (packet.t === 'INTERACTION_CREATE') heard.push(shard);
    });
    const channels = [
      discord.channel('clubhouse'),
      discord.channel('general'),
      discord.dmOf(discord.person('ada')),
    ];
    for (const channel of channels) await (await asked(discord, people, channel)).settled();
    expect(heard).toEqual([1, 0, 0]);
    discord.gateway.cut(1);
    await (await asked(discord, people, discord.channel('clubhouse'))).settled();
    expect(discord.gateway.resumes).toMatchObject([{ shard: 1, replayed: 1 }]);
  });

  test('more identifies than the gateway takes within 5 s', async () => {
    let now = 0;
    const discord = await started({ maxConcurrency: 1, clock: () => now });
    const first = await startBareBot(discord);
    ends.push(first.close);
    const waits: number[] = [];
    const throttled = async () => {
      waits.push(now);
      now += 3000;
    };
    const ws = { buildIdentifyThrottler: async () => ({ waitForIdentify: throttled }) };
    const second = await startBareBot(discord, { ws });
    ends.push(second.close);
    expect(discord.gateway.identifies).toMatchObject([{}, { refused: 9 }, { at: 6000 }]);
    expect(waits).toEqual([0, 3000]);
    expect(discord.breaches).toEqual(['gateway: more than 1 identify within 5 s']);
  });

  test('a token that is revoked: 4004, also for a session that could be resumed', async () => {
    const { discord, bot } = await connected();
    const closed = new Promise((resolve) => {
      bot.client.on(Events.ShardDisconnect, ({ code }) => resolve(code));
    });
    discord.revokeToken();
    discord.gateway.cut();
    expect(await closed).toBe(4004);
    expect(bot.errors).toEqual([]);
    const other = new Client(clientOptions(discord));
    await expect(other.login(discord.botToken)).rejects.toThrow('invalid token');
  });

  test('intents that this app may not have: 4014, and those that are none: 4013', async () => {
    const discord = await started();
    for (const [intents, code, said] of [
      [GatewayIntentBits.MessageContent, 4014, 'disallowed'],
      [1 << 30, 4013, 'invalid'],
    ] as const) {
      const client = new Client({ ...clientOptions(discord), intents });
      ends.push(() => client.destroy());
      await expect(client.login(discord.botToken)).rejects.toThrow(said);
      expect(discord.gateway.identifies.at(-1)).toMatchObject({ refused: code });
    }
  });

  test('an app that speaks out of turn is closed with the code for it', async () => {
    const discord = await started();
    const url = `${discord.apiUrl.replace('http', 'ws').replace('/api', '/gateway')}`;
    const codeAfter = (said: string, query = '?v=10&encoding=json') =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${url}${query}`);
        socket.once('message', () => socket.send(said));
        socket.once('close', resolve);
      });
    const { botToken: token } = discord;
    const identify = (d: object) => JSON.stringify({ op: 2, d: { token, intents: 0, ...d } });
    expect(await codeAfter('', '?v=9&encoding=json')).toBe(4012);
    expect(await codeAfter('no json')).toBe(4002);
    expect(await codeAfter(JSON.stringify({ op: 3, d: {} }))).toBe(4003);
    expect(await codeAfter(identify({ token: 'wrong' }))).toBe(4004);
    expect(await codeAfter(identify({ shard: [2, 2] }))).toBe(4010);
  });
});
