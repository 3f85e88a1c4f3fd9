import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Exchange } from '../../support/slack/exchange.ts';
import { startWorkspace, type Workspace } from '../../support/slack/workspace.ts';
import { type Connected, type ConnectOptions, connect } from './connected.ts';
import { only } from './seen.ts';
import { steered } from './steered.ts';

const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function begin(options: ConnectOptions = {}): Promise<Connected & { workspace: Workspace }> {
  const workspace = await startWorkspace();
  ends.push(() => workspace.close());
  const connected = await connect(workspace, { way: 'socket', ...options });
  ends.push(connected.stop);
  return { ...connected, workspace };
}

const opened = (workspace: Workspace) => workspace.callsOf('apps.connections.open').length;

/** One command each 10 ms while `trouble` goes on, and a while longer; gives them all. */
async function stream(
  { workspace, people }: Awaited<ReturnType<typeof begin>>,
  trouble: () => Promise<void>,
) {
  const ada = workspace.person('ada');
  const sent: Promise<Exchange>[] = [];
  const over = trouble().then(() => wait(200, true));
  while (!(await Promise.race([over, wait(10, false)]))) sent.push(people.slash(ada, 'resource docker'));
  return Promise.all(sent);
}

const lost = (all: readonly Exchange[]) => all.filter((one) => one.lost || one.late).length;

describe('two connections', () => {
  it('lose no command while Slack renews one after the other', async () => {
    const bot = await begin();
    await bot.workspace.socket.until(2);
    const all = await stream(bot, async () => {
      for (let round = 0; round < 4; round++) {
        bot.workspace.socket.refresh(0);
        await wait(250);
      }
    });
    expect(all.length).toBeGreaterThan(50);
    expect(lost(all)).toBe(0);
    await bot.workspace.socket.until(2);
    expect(bot.workspace.breaches).toEqual([]);
  });

  it('lose none when Slack says beforehand that it will close one', async () => {
    const bot = await begin();
    await bot.workspace.socket.until(2);
    const before = opened(bot.workspace);
    const all = await stream(bot, async () => {
      bot.workspace.socket.warn(0);
      await bot.workspace.until(() => opened(bot.workspace) === before + 1);
      // The old one goes on meanwhile.
      expect(bot.workspace.socket.connections()).toBeGreaterThanOrEqual(2);
      await wait(400);
    });
    expect(lost(all)).toBe(0);
  });

  it('lose none when one is cut off, but for what is on its way at that moment', async () => {
    const bot = await begin();
    await bot.workspace.socket.until(2);
    const all = await stream(bot, async () => {
      for (let round = 0; round < 3; round++) {
        bot.workspace.socket.cut(0);
        await wait(300);
      }
    });
    expect(all.length).toBeGreaterThan(40);
    // Each cut can catch what was sent over it and is not acknowledged yet.
    expect(lost(all)).toBeLessThanOrEqual(3);
    await bot.workspace.socket.until(2);
  });

  it('answer an event once that comes over both', async () => {
    const { workspace, people } = await begin();
    await workspace.socket.until(2);
    const { sent } = await people.mention(
      workspace.person('ada'),
      workspace.channel('general'),
      '@companion docker',
    );
    await people.event(sent, { num: 1, reason: 'timeout' });
    await people.mention(workspace.person('ada'), workspace.channel('general'), '@companion git');
    const shown = () => workspace.messages(workspace.channel('general'));
    await workspace.until(() => shown().length === 2);
    expect(workspace.callsOf('chat.postMessage')).toHaveLength(2);
  });
});

describe('one connection', () => {
  it('has another before the first goes, so that a renewal loses nothing', async () => {
    const bot = await begin({ connections: 1 });
    await bot.workspace.socket.until(1);
    const all = await stream(bot, async () => {
      bot.workspace.socket.warn(0);
      await wait(500);
    });
    expect(lost(all)).toBe(0);
  });
});

describe('a command whose connection ends before it is acknowledged', () => {
  it('is answered through its response_url', async () => {
    const stage = steered();
    const { workspace, people, slack } = await begin({ connections: 1, dispatcher: stage.dispatcher });
    await workspace.socket.until(1);
    workspace.break('apps.connections.open', 500, 1);
    const asked = people.slash(workspace.person('ada'), 'show slow:yes gate:cut');
    await expect.poll(() => stage.ran.length).toBe(1);
    workspace.socket.cut(0);
    await expect.poll(() => slack.state()).toBe('connecting');
    stage.open('cut');
    const exchange = await asked;
    expect(exchange.lost).toBe(true);
    const told = only(await exchange.until(1));
    expect(told.text).toMatch(/^Page 1/);
  });
});

describe('a Slack that is away', () => {
  it.each([500, 'reset', 429] as const)('(%s) is connected to as soon as it is back', async (how) => {
    const workspace = await startWorkspace();
    ends.push(() => workspace.close());
    if (how === 429) workspace.limit('apps.connections.open', { retryAfter: 1, times: 2 });
    else workspace.break('apps.connections.open', how, 2);
    const { people, slack, stop } = await connect(workspace, { way: 'socket', connections: 1 });
    ends.push(stop);
    expect(slack.state()).toBe('connected');
    const { shown } = await people.slash(workspace.person('ada'), 'help');
    expect(shown?.text).toContain('MLOps Companion');
    expect(workspace.early).toEqual([]);
  });

  it('is said to be, while no connection is open', async () => {
    const { workspace, slack } = await begin({ connections: 1 });
    await workspace.socket.until(1);
    workspace.break('apps.connections.open', 500, 1);
    workspace.socket.cut(0);
    await expect.poll(() => slack.state()).toBe('connecting');
    await expect.poll(() => slack.state(), { timeout: 5_000 }).toBe('connected');
  });
});

describe('a Slack that refuses', () => {
  it('the token says so at the start', async () => {
    const workspace = await startWorkspace();
    ends.push(() => workspace.close());
    workspace.fail('apps.connections.open', 'invalid_auth', 2);
    const { slack, logged, stop } = await connect(workspace, { way: 'socket' });
    ends.push(stop);
    expect(logged.at(-1)).toContain('Slack does not take SLACK_APP_TOKEN (invalid_auth)');
    expect(slack.state()).toBe('refused');
  });

  it('the token later is written down, and what is open goes on', async () => {
    const { workspace, slack, logged, people } = await begin();
    await workspace.socket.until(2);
    workspace.fail('apps.connections.open', 'token_revoked', 1);
    workspace.socket.cut(0);
    await expect.poll(() => slack.state()).toBe('refused');
    expect(logged.at(-1)).toContain('Slack no longer takes SLACK_APP_TOKEN (token_revoked)');
    const { shown } = await people.slash(workspace.person('ada'), 'help');
    expect(shown?.text).toContain('MLOps Companion');
  });

  it('more connections than ten is not asked again and again', async () => {
    const workspace = await startWorkspace();
    ends.push(() => workspace.close());
    const first = await connect(workspace, { way: 'socket', connections: 10 });
    ends.push(first.stop);
    await workspace.socket.until(10);
    const before = opened(workspace);
    const second = connect(workspace, { way: 'socket', connections: 2 });
    await wait(1_500);
    expect(opened(workspace) - before).toBeLessThanOrEqual(8);
    await first.stop();
    const { slack, stop } = await second;
    ends.push(stop);
    expect(slack.state()).toBe('connected');
  });
});

describe('a stop', () => {
  it('answers what is under way, and leaves no connection', async () => {
    const stage = steered();
    const { workspace, people, slack } = await begin({ dispatcher: stage.dispatcher });
    await workspace.socket.until(2);
    const asked = await people.slash(workspace.person('ada'), 'show slow:yes gate:end');
    const stopped = slack.stop(5_000);
    stage.open('end');
    await stopped;
    expect(only(await asked.until(1)).text).toMatch(/^Page 1/);
    await expect.poll(() => workspace.socket.connections()).toBe(0);
  });
});
