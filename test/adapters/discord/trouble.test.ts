import { HTTPError } from 'discord.js';
import { afterEach, describe, expect, it, test } from 'vitest';
import { withoutSecrets } from '../../../src/adapters/discord/trouble.ts';
import { type LoopbackDiscord, startDiscord } from '../../support/discord/discord.ts';
import { begin, connect } from './connected.ts';
import { scene, shownBy } from './scene.ts';

const callback = 'POST /interactions/:id/:token/callback';
const where = { name: 'mlops' };

describe('a first answer', () => {
  const discord = scene({ troubled: true });
  const { person } = discord;
  const slash = () => discord.people.slash(person('ada'), 'resource', { query: 'docker' }, where);
  const logged = () => discord.connected.logged.join('\n');

  test('that comes too late is written down, and the next one is on time', async () => {
    discord.loopback.fail(callback, { status: 404, code: 10_062, message: 'Unknown interaction' });
    await slash();
    await expect.poll(logged).toContain('Discord did not take an answer. Discord had stopped waiting');
    expect(shownBy(await (await slash()).settled()).text).toContain('Docker');
  });

  test('whose receipt is lost stands there once', async () => {
    discord.loopback.fail(callback, { status: 502, applied: true });
    const asked = await slash();
    const shown = shownBy(await asked.settled());
    await expect.poll(() => shown.edited).toBe(1);
    expect(asked.followups()).toEqual([]);
    expect(discord.loopback.breaches.splice(0)).toEqual(['callback: is the second one']);
  });

  test.each([
    ['a 429', { status: 429, retryAfter: 0.2 }],
    ['a 429 for everything', { status: 429, retryAfter: 0.2, global: true }],
    ['trouble of Discord’s own', { status: 503 }],
    ['a connection that is cut', { status: 0 }],
  ])('comes after %s', async (_, failure) => {
    discord.loopback.fail(callback, failure, 1);
    expect(shownBy(await (await slash()).settled()).text).toContain('Docker');
    expect(discord.loopback.early).toEqual([]);
  });

  test('is given up when Discord does not get well, and nobody is harmed', async () => {
    // discord.js asks four times, and the bot twice.
    discord.loopback.fail(callback, { status: 500 }, 8);
    await slash();
    await expect.poll(logged).toContain('an answer to Discord');
    expect(logged()).not.toMatch(/\/interactions\/|aW50ZXJhY3Rpb24/);
    expect(shownBy(await (await slash()).settled()).text).toContain('Docker');
  });

  test('of suggestions for what was typed over is dropped without a word', async () => {
    const before = discord.connected.logged.length;
    discord.loopback.fail(callback, { status: 404, code: 10_062, message: 'Unknown interaction' });
    const calls = () => discord.loopback.callsOf(callback).length;
    const asked = calls();
    discord.people.type(person('ada'), 'resource', { query: 'd' }, where).catch(() => {});
    await discord.loopback.until(() => calls() > asked);
    expect(await discord.people.type(person('ada'), 'resource', { query: 'docker' }, where)).not.toEqual([]);
    expect(discord.connected.logged).toHaveLength(before);
  });

  test('that Discord does not take is an apology instead, and the log says what was wrong with it', async () => {
    discord.loopback.fail(callback, { status: 400, code: 50_035, message: 'Invalid Form Body' });
    const shown = shownBy(await (await slash()).settled());
    expect([shown.text.includes('Something broke on our side'), shown.to]).toEqual([true, person('ada').id]);
  });

  test('in a channel that is gone, or where the bot has no right, is written down with what to do', async () => {
    for (const [status, code, said] of [
      [404, 10_003, 'The channel is gone'],
      [403, 50_001, 'The bot has no access there'],
      [403, 50_013, 'The bot lacks a permission there'],
    ] as const) {
      discord.loopback.fail(callback, { status, code });
      await slash();
      await expect.poll(logged).toContain(`Discord did not take an answer. ${said}`);
    }
  });
});

describe('the registration', () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  const put = 'PUT /applications/:app/commands';
  const begun = async () => {
    const loopback = await startDiscord();
    ends.push(() => loopback.close());
    return loopback;
  };
  const once = async (loopback: LoopbackDiscord, options = {}) => {
    const connected = await connect(loopback, options);
    await connected.stop();
    return connected.logged.join('\n');
  };

  it('writes once, and again when a command has changed', async () => {
    const loopback = await begun();
    expect(await once(loopback)).toContain('the commands are registered {"changed":true}');
    expect(await once(loopback)).toContain('the commands are registered {"changed":false}');
    expect(loopback.callsOf(put)).toHaveLength(1);
    await once(loopback, { commands: [] });
    expect(loopback.callsOf(put)).toHaveLength(2);
    expect(loopback.breaches).toEqual([]);
  });

  it('is for one server alone when that is set', async () => {
    const loopback = await begun();
    const school = loopback.guild('school');
    await once(loopback, { guildId: school.id });
    expect(loopback.registered().length).toBe(0);
    expect(loopback.registered(school).map(({ name }) => name)).toContain('mlops');
    expect(await once(loopback, { guildId: school.id })).toContain('"changed":false');
    expect(loopback.breaches).toEqual([]);
  });

  it('that is refused is told, and the bot goes on', async () => {
    const loopback = await begun();
    const { discord, logged, stop } = begin(loopback, { guildId: loopback.guild('friends').id });
    ends.push(stop);
    await discord.connect();
    await expect
      .poll(() => logged.join('\n'))
      .toContain('The commands could not be registered. The bot has no access');
    expect(logged.join('\n')).toContain('npm run manifest -- discord');
    expect(discord.state()).toBe('connected');
  });

  it('is tried again while Discord has trouble', async () => {
    const loopback = await begun();
    loopback.fail(put, { status: 500 }, 5);
    const logged = await once(loopback, { wait: async () => {} });
    expect(logged).toContain('the commands could not be registered; trying again');
    expect(loopback.registered().length).toBe(3);
  });
});

it('what is written down of an error has no address, which holds a token', () => {
  const url = 'https://discord.com/api/v10/webhooks/1/secret-token/messages/@original';
  const error = new HTTPError(500, 'Internal Server Error', 'POST', url, {
    body: 'what a person wrote',
    files: undefined,
  });
  expect(JSON.stringify(withoutSecrets(error))).not.toMatch(/secret-token|what a person wrote/);
});
