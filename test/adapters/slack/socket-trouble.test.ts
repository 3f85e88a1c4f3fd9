import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { startWorkspace, type Workspace } from '../../support/slack/workspace.ts';
import { steered } from '../steered.ts';
import { type Connected, type ConnectOptions, connect } from './connected.ts';
import { only } from './seen.ts';

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

describe('a Slack that is away', () => {
  it.each([500, 'reset', 429] as const)('(%s) is connected to as soon as it is back', async (how) => {
    const workspace = await startWorkspace();
    ends.push(() => workspace.close());
    if (how === 429) workspace.limit('apps.connections.open', { retryAfter: 1, times: 1 });
    else workspace.break('apps.connections.open', how, how === 500 ? 2 : 1);
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
    expect(logged.at(-1)).toContain('Slack does not take SLACK_APP_TOKEN (token_revoked)');
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
    await wait(1_000);
    expect(opened(workspace) - before).toBeLessThanOrEqual(6);
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
    const at = performance.now();
    await stopped;
    expect(performance.now() - at).toBeLessThan(3_000);
    expect(only(await asked.until(1)).text).toMatch(/^Page 1/);
    await expect.poll(() => workspace.socket.connections()).toBe(0);
  });
});
