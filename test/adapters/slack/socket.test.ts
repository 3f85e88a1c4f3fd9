import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Exchange } from '../../support/slack/exchange.ts';
import { startWorkspace, type Workspace } from '../../support/slack/workspace.ts';
import { type Connected, type ConnectOptions, connect } from './connected.ts';
import { only, tsOf } from './seen.ts';
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
    const general = workspace.channel('general');
    const last = await people.mention(workspace.person('ada'), general, '@companion git');
    const answered = () => workspace.messages(general).filter((one) => one.thread_ts === tsOf(last));
    await workspace.until(() => answered().length > 0);
    expect(workspace.messages(general)).toHaveLength(2);
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

  it('loses no more than a moment when it is renewed without a warning', async () => {
    const bot = await begin({ connections: 1 });
    await bot.workspace.socket.until(1);
    const all = await stream(bot, async () => {
      bot.workspace.socket.refresh(0);
      await bot.workspace.socket.until(1);
      await wait(300);
    });
    // Slack sends nothing more over the old one. Bolt's own receiver comes back after 5 s.
    expect(lost(all)).toBeLessThan(all.length / 2);
    expect(all.at(-1)?.lost).toBe(false);
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
