import { SocketModeClient } from '@slack/socket-mode';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { silent, startBareApp } from './bare-app.ts';
import { createPeople } from './people.ts';
import { startWorkspace, type Workspace } from './workspace.ts';

describe('the web sockets of the loopback Slack', () => {
  let workspace: Workspace;
  const ends: (() => unknown)[] = [];
  beforeEach(async () => {
    workspace = await startWorkspace({ retryDelays: [0, 20], refreshMs: 50 });
  });
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
    await workspace.close();
  });

  /** A connection of no library, which answers what it is told to. */
  const connect = async (answer: (envelope: { envelope_id: string; type: string }) => unknown) => {
    const socket = new WebSocket(workspace.stage.socketMode.ticket());
    const got: string[] = [];
    socket.on('message', (data) => {
      const message = JSON.parse(String(data));
      got.push(message.type === 'disconnect' ? message.reason : message.type);
      const payload = message.envelope_id === undefined ? undefined : answer(message);
      if (payload !== undefined) {
        socket.send(JSON.stringify({ envelope_id: message.envelope_id, payload }));
      }
      workspace.stage.notify();
    });
    const before = workspace.socket.connections();
    await new Promise((resolve) => socket.once('open', resolve));
    if (before < 10) await workspace.socket.until(before + 1);
    await workspace.until(() => got.length > 0);
    return { socket, got };
  };

  test('each payload goes to one connection, in turns', async () => {
    const [one, two] = [await connect(() => ({})), await connect(() => ({}))];
    const people = createPeople(workspace, { type: 'socket' });
    for (const text of ['a', 'b', 'c', 'd']) await people.slash(workspace.person('ada'), text);
    const slash = 'slash_commands';
    expect([one.got, two.got]).toEqual([
      ['hello', slash, slash],
      ['hello', slash, slash],
    ]);
  });

  test('a ticket admits one connection', async () => {
    const ticket = workspace.stage.socketMode.ticket();
    for (const admitted of [true, false]) {
      const socket = new WebSocket(ticket);
      const outcome = await new Promise((resolve) => {
        socket.once('open', () => resolve(true));
        socket.once('error', () => resolve(false));
      });
      expect(outcome).toBe(admitted);
    }
  });

  test('an eleventh connection is one too many', async () => {
    for (let index = 0; index < 10; index += 1) await connect(() => ({}));
    const { got } = await connect(() => ({}));
    expect(got).toEqual(['too_many_websockets']);
    expect(workspace.socket.connections()).toBe(10);
  });

  test('a command is lost with the connection, and where there is none; an event comes again', async () => {
    const people = createPeople(workspace, { type: 'socket' });
    const ada = workspace.person('ada');
    expect(await people.slash(ada, 'nobody')).toMatchObject({ lost: true, status: 0 });
    await connect(() => workspace.socket.cut());
    expect(await people.slash(ada, 'cut')).toMatchObject({ lost: true, ackMs: undefined });
    expect(workspace.socket.lost).toHaveLength(2);
    await workspace.socket.until(0);
    await connect(() => workspace.socket.cut(0));
    const exchange = await people.directMessage(ada, 'hi');
    expect(exchange).toMatchObject({ lost: true });
    await connect((envelope) => {
      expect(envelope).toMatchObject({ retry_reason: 'connection_failed' });
      return {};
    });
    await workspace.until(() => exchange.status === 200);
    expect(exchange.lost).toBe(false);
    expect(exchange.attempts).toBeGreaterThan(1);
  });

  test('who asks to refresh sends nothing more there, and closes a moment later', async () => {
    const [one, two] = [await connect(() => ({})), await connect(() => ({}))];
    workspace.socket.warn(1);
    workspace.socket.refresh(0);
    const people = createPeople(workspace, { type: 'socket' });
    await people.slash(workspace.person('ada'), 'a');
    await new Promise((resolve) => one.socket.once('close', resolve));
    expect(one.got).toEqual(['hello', 'refresh_requested']);
    expect(two.got).toEqual(['hello', 'warning', 'slash_commands']);
  });

  test('an acknowledgement of nothing is noted', async () => {
    const { socket } = await connect(() => ({}));
    socket.send(JSON.stringify({ envelope_id: 'made up', payload: {} }));
    await workspace.until(() => workspace.breaches.length === 1);
    expect(workspace.breaches[0]).toContain('made up');
  });

  test("Bolt's own receiver loses the commands of a refresh", async () => {
    const bare = await startBareApp(workspace, 'socket');
    ends.push(bare.close);
    bare.app.command('/mlops', async ({ ack }) => ack());
    const people = createPeople(workspace, bare.transport);
    expect(await people.slash(workspace.person('ada'), 'before')).toMatchObject({ lost: false });
    workspace.socket.refresh();
    for (const text of ['one', 'two']) {
      expect(await people.slash(workspace.person('ada'), text)).toMatchObject({ lost: true });
    }
    await workspace.socket.until(0);
  });

  test('a client whose app token is unknown gets no connection', async () => {
    const client = new SocketModeClient({
      appToken: 'xapp-other',
      autoReconnectEnabled: false,
      logger: silent,
      clientOptions: { slackApiUrl: workspace.apiUrl },
    });
    await expect(client.start()).rejects.toThrow('invalid_auth');
  });
});
