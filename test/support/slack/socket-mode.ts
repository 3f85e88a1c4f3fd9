import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Json } from '../shape.ts';
import type { Changes } from './changes.ts';
import { createEnvelopes, type Delivery, type EnvelopeType, type Retry } from './envelopes.ts';

/** Slack's side of the app's web sockets: docs.slack.dev/apis/events-api/using-socket-mode. */
export interface SocketMode {
  /** A ws:// address that admits one connection. */
  ticket(): string;
  /** Sends to one open connection, in turns. Resolves when it is acknowledged or lost, and else never. */
  deliver(type: EnvelopeType, body: Json, retry?: Retry): Promise<Delivery>;
  /** Live connections that Slack still sends to. */
  connections(): number;
  /** Waits until there are `n` of them. */
  until(n: number, ms?: number): Promise<void>;
  /** Asks the app to connect anew, sends it nothing more, and closes a moment later. */
  refresh(index?: number): void;
  /** Says that this connection will be closed soon. */
  warn(index?: number): void;
  /** Destroys the connection under the web socket. */
  cut(index?: number): void;
  /** Payloads that nobody got, or whose connection ended before they were acknowledged. */
  readonly lost: readonly Json[];
  close(): void;
}

export interface SocketModeOptions {
  readonly server: Server;
  readonly address: () => string;
  readonly appId: string;
  readonly changes: Changes;
  /** Told of acknowledgements that make no sense. */
  note(breach: string): void;
  /** Milliseconds between a request to refresh and the end of the connection. */
  readonly refreshMs: number;
}

interface Connection {
  readonly socket: WebSocket;
  leaving: boolean;
}

const mostConnections = 10;
const pingMs = 5000;

export function createSocketMode(options: SocketModeOptions): SocketMode {
  const { changes, refreshMs } = options;
  const { connections, lost, envelopes, close, tickets } = accept(options);
  const live = () => connections.filter(({ leaving }) => !leaving);
  const at = (index: number) => {
    const connection = live()[index];
    if (connection === undefined) throw new Error(`there is no connection ${index}, only ${live().length}`);
    return connection;
  };
  let sent = 0;
  return {
    lost,
    close,
    ticket() {
      const ticket = `ticket-${crypto.randomUUID()}`;
      tickets.add(ticket);
      return `${options.address().replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${options.appId}`;
    },
    deliver: (type, body, retry) =>
      new Promise((settle) => {
        const open = live();
        const connection = open[sent % open.length];
        sent += 1;
        if (connection === undefined) {
          lost.push(body);
          settle({ lost: true });
          return;
        }
        send(connection.socket, envelopes.seal({ type, body, retry }, connection, settle));
      }),
    connections: () => live().length,
    until: (n, ms = 10_000) =>
      changes.until(
        () => live().length === n,
        ms,
        () => `${n} connections; there are ${live().length}`,
      ),
    refresh(index = 0) {
      const connection = at(index);
      connection.leaving = true;
      send(connection.socket, goodbye('refresh_requested'));
      setTimeout(() => connection.socket.close(), refreshMs).unref();
    },
    warn: (index = 0) => send(at(index).socket, goodbye('warning')),
    cut: (index = 0) => at(index).socket.terminate(),
  };
}

/** Lets connections in and greets them, and keeps what comes from them. */
function accept({ server, appId, changes, note }: SocketModeOptions) {
  const wss = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const connections: Connection[] = [];
  const envelopes = createEnvelopes<Connection>();
  const lost: Json[] = [];
  const greet = (socket: WebSocket) => {
    if (connections.length >= mostConnections) {
      send(socket, goodbye('too_many_websockets'));
      socket.close();
      return;
    }
    const connection = { socket, leaving: false };
    connections.push(connection);
    socket.on('message', (data) => {
      const breach = envelopes.acknowledge(String(data));
      if (breach !== undefined) note(`socket: ${breach}`);
      changes.notify();
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      connections.splice(connections.indexOf(connection), 1);
      lost.push(...envelopes.lose(connection));
      changes.notify();
    });
    send(socket, helloOf(appId, connections.length));
    changes.notify();
  };
  server.on('upgrade', (request, stream, head) => {
    if (admits(request, stream, tickets)) wss.handleUpgrade(request, stream, head, greet);
  });
  const ping = setInterval(() => {
    for (const { socket } of connections) socket.ping('Ping from loopback');
  }, pingMs).unref();
  const close = () => {
    clearInterval(ping);
    for (const { socket } of connections) socket.terminate();
    wss.close();
  };
  return { tickets, connections, envelopes, lost, close };
}

/** A ticket is taken at its first use. */
function admits(request: IncomingMessage, stream: Duplex, tickets: Set<string>): boolean {
  const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (tickets.delete(searchParams.get('ticket') ?? '')) return true;
  stream.end('HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n');
  return false;
}

function send(socket: WebSocket, message: Json): void {
  socket.send(JSON.stringify(message));
}

function helloOf(appId: string, connections: number): Json {
  return {
    type: 'hello',
    num_connections: connections,
    debug_info: { host: 'loopback', build_number: 1, approximate_connection_time: 18_060 },
    connection_info: { app_id: appId },
  };
}

function goodbye(reason: string): Json {
  return { type: 'disconnect', reason, debug_info: { host: 'loopback' } };
}
