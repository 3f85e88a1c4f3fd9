import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Exchange } from '../../support/slack/exchange.ts';
import { startWorkspace, type Workspace } from '../../support/slack/workspace.ts';
import { steered } from '../steered.ts';
import { type Connected, type ConnectOptions, connect } from './connected.ts';
import { only, tsOf } from './seen.ts';

const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function begin(options: ConnectOptions = {}): Promise<Connected & { workspace: Workspace }> {
  // Long enough for a loaded machine to acknowledge what has come over a connection that Slack renews.
  const workspace = await startWorkspace({ refreshMs: 1_000 });
  ends.push(() => workspace.close());
  const connected = await connect(workspace, { way: 'socket', ...options });
  ends.push(connected.stop);
  return { ...connected, workspace };
}

/** A command. */
interface Typed {
  /** There was no connection when it was typed. */
  away: boolean;
  /** It may have been on its way over a connection that was cut off. */
  cut: boolean;
  over: boolean;
  exchange: Promise<Exchange>;
}

/** One command each 10 ms until so many were typed since the trouble was over, and what became of them. */
async function stream(
  { workspace, people }: Awaited<ReturnType<typeof begin>>,
  trouble: (typed: readonly Typed[]) => Promise<unknown>,
) {
  const ada = workspace.person('ada');
  const all: Typed[] = [];
  let left = 20;
  let troubled = true;
  const over = trouble(all).finally(() => {
    troubled = false;
  });
  for (; troubled || left > 0; left -= troubled ? 0 : 1) {
    const away = workspace.socket.connections() === 0;
    const exchange = people.slash(ada, 'resource docker');
    const typed: Typed = { away, cut: false, over: false, exchange };
    exchange.finally(() => {
      typed.over = true;
    });
    all.push(typed);
    await wait(10);
  }
  await over;
  return Promise.all(all.map(async ({ exchange, ...how }) => ({ ...how, ...(await exchange) })));
}

const lost = (all: Awaited<ReturnType<typeof stream>>) => all.filter((one) => one.lost || one.late);

/** Lets so many more be typed. */
async function more(typed: readonly Typed[], count: number): Promise<void> {
  const until = typed.length + count;
  while (typed.length < until) await wait(5);
}

describe('two connections', () => {
  it('lose no command while Slack renews one after the other', async () => {
    const bot = await begin();
    const { socket } = bot.workspace;
    await socket.until(2);
    const all = await stream(bot, async (typed) => {
      for (let round = 0; round < 4; round++) {
        socket.refresh(0);
        await socket.until(2);
        await more(typed, 20);
      }
    });
    expect(all.length).toBeGreaterThan(80);
    expect(lost(all)).toEqual([]);
    expect(bot.workspace.breaches).toEqual([]);
  });

  it('lose none when Slack says beforehand that it will close one, and does', async () => {
    const bot = await begin();
    const { socket } = bot.workspace;
    await socket.until(2);
    const all = await stream(bot, async (typed) => {
      socket.warn(0);
      // The old one goes on beside the new one.
      await socket.until(3);
      await more(typed, 40);
      expect(socket.connections()).toBe(3);
      socket.refresh(0);
      await more(typed, 40);
    });
    expect(all.length).toBeGreaterThan(80);
    expect(lost(all)).toEqual([]);
    expect(socket.connections()).toBe(2);
  });

  it('lose none when one is cut off, but for what is on its way at that moment', async () => {
    const bot = await begin();
    const { socket } = bot.workspace;
    await socket.until(2);
    const all = await stream(bot, async (typed) => {
      for (let round = 0; round < 4; round++) {
        const before = typed.length;
        for (const one of typed) one.cut ||= !one.over;
        socket.cut(0);
        // Until Slack sees that it is gone it sends over it.
        await socket.until(1);
        for (const one of typed.slice(before)) one.cut = true;
        await socket.until(2);
        await more(typed, 20);
      }
    });
    expect(all.length).toBeGreaterThan(80);
    expect(lost(all).filter(({ cut }) => !cut)).toEqual([]);
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
    const { socket } = bot.workspace;
    await socket.until(1);
    const all = await stream(bot, async (typed) => {
      socket.warn(0);
      await socket.until(2);
      socket.refresh(0);
      await more(typed, 40);
    });
    expect(lost(all)).toEqual([]);
    expect(socket.connections()).toBe(1);
  });

  it('loses no more than a moment when it is renewed without a warning', async () => {
    const bot = await begin({ connections: 1 });
    const { socket } = bot.workspace;
    await socket.until(1);
    const all = await stream(bot, async (typed) => {
      socket.refresh(0);
      // Bolt's own receiver comes back after 5 s.
      await socket.until(1, 2_000);
      await more(typed, 20);
    });
    // Slack has nobody to send it to.
    expect(lost(all).filter(({ away }) => !away)).toEqual([]);
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
