import { afterEach, describe, expect, it, vi } from 'vitest';
import { type DiscordOptions, type LoopbackDiscord, startDiscord } from '../../support/discord/discord.ts';
import { steered } from '../steered.ts';
import { begin, type Connected, type ConnectOptions, connect } from './connected.ts';
import { shownBy } from './scene.ts';

const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function loopbackWith(options: DiscordOptions = {}): Promise<LoopbackDiscord> {
  const loopback = await startDiscord(options);
  ends.push(() => loopback.close());
  return loopback;
}

async function connected(loopback: LoopbackDiscord, options: ConnectOptions = {}): Promise<Connected> {
  const made = await connect(loopback, options);
  ends.push(made.stop);
  return made;
}

const where = { name: 'mlops' };

describe('the connection', () => {
  it.each([
    ['cut off', ({ gateway }: LoopbackDiscord) => gateway.cut()],
    ['renewed', ({ gateway }: LoopbackDiscord) => gateway.reconnect()],
    ['invalid, and may be resumed', ({ gateway }: LoopbackDiscord) => gateway.invalidate(0, true)],
  ])('that is %s is resumed, and what came meanwhile is answered once', async (_, act) => {
    const loopback = await loopbackWith();
    const { people, discord } = await connected(loopback);
    const ada = loopback.person('ada');
    act(loopback);
    const asked = await people.slash(ada, 'resource', { query: 'docker' }, where);
    expect(shownBy(await asked.settled(10_000)).text).toContain('Docker');
    await expect.poll(() => discord.state(), { timeout: 10_000 }).toBe('connected');
    await expect.poll(() => loopback.gateway.resumes.length).toBe(1);
    const callbacks = loopback.callsOf('POST /interactions/:id/:token/callback');
    expect([callbacks.length, loopback.breaches]).toEqual([1, []]);
  });

  it('that is cut in the middle of a command still brings its answer', async () => {
    const stage = steered();
    const loopback = await loopbackWith();
    const { people } = await connected(loopback, stage);
    const asked = await people.slash(loopback.person('ada'), 'show', { gate: 'cut', slow: true }, where);
    await vi.waitUntil(() => stage.ran.length === 1);
    loopback.gateway.cut();
    stage.open('cut');
    expect(shownBy(await asked.settled()).text).toContain('Page 1');
  });

  it('is one for each shard that Discord recommends, in one process', async () => {
    const loopback = await loopbackWith({ shards: 2 });
    const { people, discord } = await connected(loopback);
    expect(loopback.gateway.connections()).toBe(2);
    for (const channel of [loopback.channel('general'), loopback.channel('clubhouse')]) {
      const asked = await people.slash(loopback.person('ada'), 'help', {}, { ...where, channel });
      expect(shownBy(await asked.settled()).text).toContain('MLOps Companion');
    }
    expect(discord.state()).toBe('connected');
  });

  it('asks for servers alone of all that Discord could tell', async () => {
    const loopback = await loopbackWith();
    await connected(loopback);
    expect(loopback.gateway.identifies.map(({ intents }) => intents)).toEqual([1]);
  });
});

describe('a token that Discord does not take', () => {
  it('is told in one sentence at the start', async () => {
    const loopback = await loopbackWith();
    const { discord, stop } = begin(loopback, { token: 'MTIz.abc.def' });
    ends.push(stop);
    expect(await discord.connect()).toMatch(/^Discord does not take DISCORD_TOKEN: copy it again/);
    expect(discord.state()).toBe('refused');
  });

  it.each([
    [4004, 'Discord does not take DISCORD_TOKEN'],
    [4014, 'Discord does not let the app use the intents'],
  ])('(%i) is told in the log when it happens later', async (code, said) => {
    const loopback = await loopbackWith();
    const { discord, logged } = await connected(loopback);
    loopback.gateway.close(code);
    await expect.poll(() => discord.state()).toBe('refused');
    expect(logged.join('\n')).toContain(said);
    expect(logged.join('\n')).not.toContain(loopback.botToken);
  });
});

it('connections that Discord closes for good are opened anew where that may help', async () => {
  const loopback = await loopbackWith();
  const { discord, people } = await connected(loopback);
  // Sharding is required: with more servers Discord recommends more shards.
  loopback.gateway.close(4011);
  await expect.poll(() => loopback.gateway.identifies.length).toBe(2);
  await expect.poll(() => discord.state()).toBe('connected');
  const asked = await people.slash(loopback.person('ada'), 'help', {}, where);
  expect(shownBy(await asked.settled()).text).toContain('MLOps Companion');
});

describe('a Discord that is away', () => {
  it('is tried again until it is there', async () => {
    const loopback = await loopbackWith();
    loopback.fail('GET /gateway/bot', { status: 503 }, 8);
    const waits: number[] = [];
    const { discord, logged, stop } = begin(loopback, { wait: async (ms) => void waits.push(ms) });
    ends.push(stop);
    expect(await discord.connect()).toBeUndefined();
    expect([discord.state(), waits]).toEqual(['connected', [1_000, 2_000]]);
    expect(logged.filter((line) => line.startsWith('Discord cannot be reached'))).toHaveLength(2);
  });

  it('keeps nobody from stopping', async () => {
    const loopback = await loopbackWith();
    loopback.fail('GET /gateway/bot', { status: 503 }, 100);
    const { discord } = begin(loopback, { wait: () => new Promise((go) => setTimeout(go, 20)) });
    const connecting = discord.connect();
    expect(discord.state()).toBe('connecting');
    await discord.stop(100);
    expect(await connecting).toBeUndefined();
  });
});

describe('a stop', () => {
  it.each([0, 3, 10, 30])('that comes %i ms after the start leaves no connection', async (ms) => {
    const loopback = await loopbackWith();
    const { discord } = begin(loopback);
    const connecting = discord.connect();
    await new Promise((go) => setTimeout(go, ms));
    await discord.stop(5_000);
    await connecting;
    await expect.poll(() => loopback.gateway.connections()).toBe(0);
    expect(discord.state()).not.toBe('connected');
  });

  it('that comes while a connection is renewed leaves none', async () => {
    const loopback = await loopbackWith();
    const { discord } = await connect(loopback);
    loopback.gateway.reconnect();
    await vi.waitUntil(() => loopback.gateway.connections() === 0);
    await discord.stop(5_000);
    // discord.js renews a connection half a second after it was lost, and nothing tells that it does not.
    await new Promise((go) => setTimeout(go, 700));
    expect(loopback.gateway.connections()).toBe(0);
  });

  it('waits for what is under way, and then disconnects', async () => {
    const stage = steered();
    const loopback = await loopbackWith();
    const { people, discord } = await connect(loopback, stage);
    const asked = await people.slash(loopback.person('ada'), 'show', { gate: 'last', slow: true }, where);
    await vi.waitUntil(() => stage.ran.length === 1);
    const stopped = discord.stop(5_000);
    stage.open('last');
    await stopped;
    expect(shownBy(asked).text).toContain('Page 1');
    await expect.poll(() => loopback.gateway.connections()).toBe(0);
  });

  it('waits no longer than it is told to', async () => {
    const stage = steered();
    const loopback = await loopbackWith();
    const { people, discord } = await connect(loopback, stage);
    await people.slash(loopback.person('ada'), 'show', { gate: 'never', slow: true }, where);
    await vi.waitUntil(() => stage.ran.length === 1);
    await discord.stop(50);
    await expect.poll(() => loopback.gateway.connections()).toBe(0);
  });
});

it('a button works after a restart', async () => {
  const loopback = await loopbackWith();
  const first = await connect(loopback);
  const ada = loopback.person('ada');
  const shown = shownBy(
    await (await first.people.slash(ada, 'resource', { query: 'docker' }, where)).settled(),
  );
  await first.stop();
  const second = await connected(loopback);
  await (await second.people.press(ada, shown, 'Next')).settled();
  expect(shown.text).toContain('6. ');
});
