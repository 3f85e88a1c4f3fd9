import { createServer, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { startBareApp } from './bare-app.ts';
import { closeServer, listen } from './front.ts';
import { createPeople } from './people.ts';
import { startWorkspace, type Workspace } from './workspace.ts';

describe('what reaches an app over HTTP', () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });
  const start = async (retryDelays: readonly number[] = []): Promise<Workspace> => {
    const workspace = await startWorkspace({ retryDelays });
    ends.push(workspace.close);
    return workspace;
  };
  const appThat = async (answer: (response: ServerResponse) => void) => {
    const retries: unknown[] = [];
    const server = createServer((request, response) => {
      retries.push(request.headers['x-slack-retry-reason']);
      request.resume().on('end', () => answer(response));
    });
    ends.push(() => closeServer(server));
    return { url: await listen(server), retries };
  };

  test('an app refuses a wrong signature and an old one', async () => {
    const workspace = await start();
    const { app, transport, close } = await startBareApp(workspace, 'http');
    ends.push(close);
    if (transport.type !== 'http') throw new Error('no address');
    app.command('/mlops', async ({ ack }) => ack());
    for (const [signed, status] of [
      [{}, 200],
      [{ age: 299 }, 200],
      [{ secret: 'another' }, 401],
      [{ age: 301 }, 401],
    ] as const) {
      const people = createPeople(workspace, { ...transport, ...signed });
      const exchange = await people.slash(workspace.person('ada'), 'hi');
      expect(exchange).toMatchObject({ status, late: false, shown: undefined });
    }
  });

  test('an acknowledgement that comes after 3 s is not heeded', async () => {
    const workspace = await start();
    const { url } = await appThat((response) => setTimeout(() => response.end('late'), 3200).unref());
    const people = createPeople(workspace, { type: 'http', url });
    const exchange = await people.slash(workspace.person('ada'), 'slow');
    expect(exchange).toMatchObject({ late: true, status: 0, ack: undefined, shown: undefined });
  });

  test('an event is sent again with a reason until it is taken, or no more is wanted', async () => {
    const workspace = await start([0, 10, 10]);
    const statuses = [500, 503, 200];
    const { url, retries } = await appThat((response) => {
      response.statusCode = statuses.shift() ?? 418;
      response.end();
    });
    const exchange = await createPeople(workspace, { type: 'http', url }).openHome(workspace.person('ada'));
    await workspace.until(() => exchange.status === 200);
    expect(retries).toEqual([undefined, 'http_error', 'http_error']);
    const stubborn = await appThat((response) => {
      response.writeHead(500, { 'x-slack-no-retry': '1' }).end();
    });
    await createPeople(workspace, { type: 'http', url: stubborn.url }).openHome(workspace.person('ada'));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(stubborn.retries).toEqual([undefined]);
  });

  test('nobody at home means that it is lost', async () => {
    const workspace = await start();
    const people = createPeople(workspace, { type: 'http', url: 'http://127.0.0.1:9/slack/events' });
    expect(await people.slash(workspace.person('ada'), 'hi')).toMatchObject({ lost: true, status: 0 });
  });

  test('Slack sends no command and no event that it would not', async () => {
    const workspace = await startWorkspace({ scopes: ['commands'] });
    ends.push(workspace.close);
    const people = createPeople(workspace, { type: 'socket' });
    const ada = workspace.person('ada');
    const attic = people.slash(ada, 'hi', { channel: workspace.channel('attic') });
    await expect(attic).rejects.toThrow('archived');
    await expect(people.directMessage(ada, 'hi')).rejects.toThrow('im:history');
    await expect(people.mention(ada, workspace.channel('general'), 'hi')).rejects.toThrow('app_mentions');
  });
});
