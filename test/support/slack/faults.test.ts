import { WebClient } from '@slack/web-api';
import { afterEach, describe, expect, test } from 'vitest';
import { clientOptions, ephemeral, message } from './bare-app.ts';
import { startWorkspace, type Workspace, type WorkspaceOptions } from './workspace.ts';

describe('troubles on demand', () => {
  const open: Workspace[] = [];
  afterEach(async () => {
    for (const workspace of open.splice(0)) await workspace.close();
  });
  const start = async (options: WorkspaceOptions = {}) => {
    const workspace = await startWorkspace(options);
    open.push(workspace);
    const ready = { ...clientOptions(workspace), rejectRateLimitedCalls: true };
    const client = new WebClient(workspace.botToken, ready);
    const post = (channel = 'general') =>
      client.chat.postMessage({ channel: workspace.channel(channel).id, ...message('hello') });
    return { workspace, client, post };
  };

  test('a limit answers 429, and again to whoever comes too early', async () => {
    let now = 0;
    const { workspace, post } = await start({ clock: () => now });
    const { id } = workspace.channel('general');
    workspace.limit('chat.postMessage', { retryAfter: 2, times: 1, channel: id });
    await expect(post()).rejects.toMatchObject({ retryAfter: 2 });
    now = 1500;
    await expect(post()).rejects.toMatchObject({ retryAfter: 1 });
    expect(workspace.early).toMatchObject([{ method: 'chat.postMessage', at: 1500, status: 429 }]);
    now = 2000;
    await post();
    expect(workspace.early).toHaveLength(1);
    await expect(post('elsewhere')).rejects.toThrow('not_in_channel');
  });

  test('a method fails as often as asked', async () => {
    const { workspace, client, post } = await start();
    workspace.fail('auth.test', 'missing_scope', 1, { needed: 'chat:write', provided: 'commands' });
    const failed = expect(client.auth.test()).rejects;
    await failed.toMatchObject({ data: { error: 'missing_scope', needed: 'chat:write' } });
    await client.auth.test();
    workspace.break('chat.postMessage', 500);
    await expect(post()).rejects.toMatchObject({ statusCode: 500 });
    expect(workspace.messages(workspace.channel('general'))).toEqual([]);
  });

  test('a connection breaks before the work or after it', async () => {
    const { workspace, post } = await start();
    const general = workspace.channel('general');
    workspace.break('chat.postMessage', 'reset');
    await expect(post()).rejects.toThrow();
    expect(workspace.messages(general)).toHaveLength(0);
    workspace.break('chat.postMessage', 'reset', 1, { applied: true });
    await expect(post()).rejects.toThrow();
    expect(workspace.messages(general)).toHaveLength(1);
    expect(workspace.callsOf('chat.postMessage').map(({ status }) => status)).toEqual([0, 0]);
  });

  test('silence lasts until the workspace closes, and closing waits for nobody', async () => {
    const { workspace, client } = await start();
    workspace.break('auth.test', 'silence');
    const asked = expect(client.auth.test()).rejects.toThrow();
    await workspace.until(() => workspace.callsOf('auth.test').length === 1);
    await workspace.close();
    await asked;
  });

  test('a slow answer comes after the work was done', async () => {
    const { workspace, post } = await start();
    workspace.slow('chat.postMessage', 20);
    const posting = post();
    await workspace.until(() => workspace.messages(workspace.channel('general')).length === 1);
    expect(workspace.callsOf('chat.postMessage')[0]?.status).toBe(0);
    await posting;
    expect(workspace.callsOf('chat.postMessage')[0]?.status).toBe(200);
  });

  test('a response_url has the same troubles', async () => {
    const { workspace } = await start();
    const { url } = workspace.stage.responseUrls.open({
      person: workspace.person('ada'),
      channel: workspace.channel('general'),
    });
    const use = () =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...ephemeral, ...message('a') }),
      });
    workspace.limit('response_url', { retryAfter: 3 });
    const limited = await use();
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '3']);
    const other = await start();
    other.workspace.fail('response_url', 'used_url');
    expect(workspace.callsOf('response_url')).toHaveLength(1);
  });

  test('a wait that is in vain says what it waited for, and what was called', async () => {
    const { workspace, client } = await start();
    await client.auth.test();
    const waited = workspace.until(() => workspace.calls.length > 5, 20);
    await expect(waited).rejects.toThrow(/20 ms for .*calls\.length > 5[\s\S]*auth\.test 200/);
  });
});
