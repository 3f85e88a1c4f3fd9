import { once } from 'node:events';
import { createServer } from 'node:http';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { sdkLog } from '../../../src/adapters/slack/sdk-log.ts';
import { createSocketReceiver } from '../../../src/adapters/slack/socket-receiver.ts';
import { only } from './seen.ts';

const ends: (() => void)[] = [];

afterEach(() => {
  for (const end of ends.splice(0).reverse()) end();
});

const hello = JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A1' } });
const goodbye = (reason: string) => JSON.stringify({ type: 'disconnect', reason });

/** A Slack that does with each connection what it is told to, and nothing else. */
async function slackThat(
  greet: (socket: WebSocket, index: number) => void,
  refusal: () => string | undefined = () => undefined,
) {
  const sockets: WebSocket[] = [];
  const server = createServer((_request, response) => {
    const error = refusal();
    const answer =
      error === undefined ? { ok: true, url: origin.replace('http', 'ws') } : { ok: false, error };
    response.end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  new WebSocketServer({ server }).on('connection', (socket) => {
    sockets.push(socket);
    greet(socket, sockets.length - 1);
  });
  ends.push(() => {
    for (const socket of sockets) socket.terminate();
    server.closeAllConnections();
    server.close();
  });
  return { sockets, origin };
}

/** Every wait is written down, and lasts until it is let go. */
function receiverOf(origin: string, connections = 1) {
  const waits: number[] = [];
  const waiting = new Map<number, () => void>();
  const said: string[] = [];
  const log = (_about: object, text: string) => void said.push(text);
  const logs = { debug() {}, info: log, warn: log, error: log };
  const receiver = createSocketReceiver({
    connections,
    client: {
      appToken: 'xapp-1',
      logger: sdkLog({ debug() {}, info() {}, warn() {}, error() {} }),
      clientOptions: { slackApiUrl: `${origin}/api/`, retryConfig: { retries: 0 } },
    },
    log: logs,
    clock: () => 0,
    wait: (ms) => {
      waits.push(ms);
      return new Promise<void>((go) => waiting.set(ms, go));
    },
    random: () => 0.5,
    onRefused: () => said.push('refused'),
  });
  const begin = receiver.start();
  ends.push(() => void receiver.stop());
  return { receiver, begin, waits, said, go: (ms: number) => waiting.get(ms)?.() };
}

const helloMs = 15_000;
/** All waits but those for a greeting. */
const pauses = (waits: readonly number[]) => waits.filter((ms) => ms !== helloMs);

describe('a connection', () => {
  it('that Slack does not greet is given up for another', async () => {
    const { origin, sockets } = await slackThat((socket, index) => {
      if (index === 1) socket.send(hello);
    });
    const { begin, waits, said, go, receiver } = receiverOf(origin);
    await expect.poll(() => sockets.length).toBe(1);
    go(helloMs);
    await expect.poll(() => pauses(waits)).toEqual([375]);
    await expect.poll(() => sockets[0]?.readyState).toBe(3);
    go(375);
    await begin;
    expect(said).toEqual(['no connection to Slack; trying again', 'connected to Slack']);
    expect([receiver.open(), sockets.length]).toEqual([1, 2]);
  });

  it('goes on after a warning until Slack closes it, beside the new one', async () => {
    const { origin, sockets } = await slackThat((socket) => socket.send(hello));
    const { begin, receiver, waits, go } = receiverOf(origin);
    await begin;
    sockets[0]?.send(goodbye('warning'));
    await expect.poll(() => receiver.open()).toBe(2);
    // Slack has said nothing of when; the client closes it by itself only long after.
    expect(pauses(waits)).toEqual([30_000]);
    expect(sockets[0]?.readyState).toBe(1);
    sockets[0]?.send(goodbye('refresh_requested'));
    await expect.poll(() => pauses(waits)).toEqual([30_000, 3_000]);
    go(3_000);
    await expect.poll(() => receiver.open()).toBe(1);
    expect(sockets).toHaveLength(2);
  });

  it('lives on whatever comes over it', async () => {
    const { origin, sockets } = await slackThat((socket) => socket.send(hello));
    const { begin, receiver } = receiverOf(origin);
    await begin;
    const envelope = fc.record(
      {
        type: fc.constantFrom('events_api', 'slash_commands', 'interactive', 'app_rate_limited'),
        envelope_id: fc.string(),
        payload: fc.jsonValue(),
      },
      { requiredKeys: ['type'] },
    );
    const anything = fc.oneof(
      envelope.map((given) => JSON.stringify(given)),
      fc.json(),
      fc.string(),
    );
    const socket = only(sockets);
    for (const text of fc.sample(anything, 300)) socket.send(text);
    socket.send(Buffer.from([1, 2, 3]));
    socket.ping();
    await once(socket, 'pong');
    expect([receiver.open(), sockets.length]).toEqual([1, 1]);
  });
});

it('a Slack that renews each connection as soon as it is there is not asked again and again', async () => {
  const { origin, sockets } = await slackThat((socket) => {
    socket.send(hello);
    socket.send(goodbye('refresh_requested'));
  });
  const { waits } = receiverOf(origin);
  await expect.poll(() => sockets.length).toBe(6);
  const longer = () => pauses(waits).filter((ms) => ms !== 3_000);
  await expect.poll(() => longer()).toEqual([375]);
  expect(sockets).toHaveLength(6);
});

it('nor a Slack that cuts each off as soon as it is there', async () => {
  const { origin, sockets } = await slackThat((socket) => {
    socket.send(hello, () => socket.terminate());
  });
  const { waits } = receiverOf(origin);
  // The first three are replaced at once.
  await expect.poll(() => pauses(waits)).toEqual([375]);
  expect(sockets).toHaveLength(4);
});

it('a token that Slack takes no more is told of, and tried again after five minutes', async () => {
  let error: string | undefined;
  const { origin, sockets } = await slackThat(
    (socket) => socket.send(hello),
    () => error,
  );
  const { begin, receiver, waits, said, go } = receiverOf(origin);
  await begin;
  error = 'invalid_auth';
  sockets[0]?.terminate();
  await expect.poll(() => pauses(waits)).toEqual([300_000]);
  expect([said.includes('refused'), receiver.open()]).toEqual([true, 0]);
  error = undefined;
  go(300_000);
  await expect.poll(() => receiver.open()).toBe(1);
});

describe('a stop', () => {
  it('waits for no pause between two attempts', async () => {
    const { origin, sockets } = await slackThat((socket) => socket.close());
    const { begin, receiver, waits } = receiverOf(origin);
    await expect.poll(() => pauses(waits)).toEqual([375]);
    await receiver.stop();
    await begin;
    expect(sockets).toHaveLength(1);
  });

  it('closes what comes about meanwhile', async () => {
    const held: WebSocket[] = [];
    const { origin, sockets } = await slackThat((socket) => held.push(socket));
    const { receiver } = receiverOf(origin);
    await expect.poll(() => held.length).toBe(1);
    const stopped = receiver.stop();
    held[0]?.send(hello);
    await stopped;
    expect(receiver.open()).toBe(0);
    await expect.poll(() => sockets[0]?.readyState).toBe(3);
  });

  it('waits a second for a Slack that does not finish its goodbye, and then cuts it off', async () => {
    const { origin, sockets } = await slackThat((socket) => socket.send(hello));
    const { begin, receiver, go, waits } = receiverOf(origin);
    await begin;
    sockets[0]?.pause();
    const stopped = receiver.stop();
    await expect.poll(() => pauses(waits)).toEqual([1_000]);
    expect(receiver.open()).toBe(1);
    go(1_000);
    await stopped;
    await expect.poll(() => receiver.open()).toBe(0);
  });
});
