import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { isObject, type Json } from '../shape.ts';
import type { Changes } from '../slack/changes.ts';
import { greet, type Identify, type Resume, resume } from './greeting.ts';
import type { Guild, Parties } from './parties.ts';
import { type Connection, createSessions, opcodes, type Sessions, send } from './sessions.ts';

/** Discord's side of the app's web sockets: discord.com/developers/docs/events/gateway. */
export interface Gateway {
  /** Those that could still be resumed are among them. */
  sessions(): number;
  connections(): number;
  readonly identifies: readonly Identify[];
  readonly resumes: readonly Resume[];
  /** Heartbeats that came so far. */
  beats(): number;
  /** Destroys the connection under the web socket. */
  cut(shard?: number): void;
  /** Op 7: the app shall connect anew and resume. */
  reconnect(shard?: number): void;
  /** Op 9: with `resumable` the session stays. */
  invalidate(shard?: number, resumable?: boolean): void;
  /** From now on nothing arrives that is sent over this connection, as on one that is half open. */
  silence(shard?: number): void;
  /** Op 1: the app shall beat at once. */
  askBeat(shard?: number): void;
  /** Closes with a code of Discord's. */
  close(code: number, shard?: number): void;
}

export interface GatewayOptions {
  readonly server: Server;
  readonly address: () => string;
  readonly parties: Parties;
  readonly changes: Changes;
  readonly clock: () => number;
  readonly maxConcurrency: number;
  readonly heartbeatMs: number;
  admits(token: unknown): boolean;
  note(...breaches: readonly string[]): void;
}

/** What the rest of this Discord does with the gateway. */
export interface GatewayDoor {
  readonly gateway: Gateway;
  dispatch(type: string, data: unknown, guild?: Guild): void;
  end(): void;
}

/** discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
const closeCodes = { unknownOpcode: 4001, badPayload: 4002, unauthenticated: 4003, badVersion: 4012 };
const lastingCloses = [1000, 1001];

export function createGateway(options: GatewayOptions): GatewayDoor {
  const { changes } = options;
  const sessions = createSessions();
  const state: State = { ...options, sessions, connections: [], identifies: [], resumes: [], beats: 0 };
  const end = accept(state);
  const at = (shard: number) => {
    const found = state.connections.find(({ session }) => session?.shard[0] === shard);
    if (found === undefined) throw new Error(`shard ${shard} is not connected`);
    return found;
  };
  const gateway: Gateway = {
    sessions: () => sessions.all().length,
    connections: () => state.connections.length,
    identifies: state.identifies,
    resumes: state.resumes,
    beats: () => state.beats,
    cut(shard = 0) {
      const connection = at(shard);
      leave(state, connection);
      connection.socket.terminate();
    },
    reconnect: (shard = 0) => send(at(shard), { op: opcodes.reconnect, d: null }),
    invalidate(shard = 0, resumable = false) {
      const connection = at(shard);
      if (connection.session !== undefined && !resumable) sessions.end(connection.session);
      detach(connection);
      send(connection, { op: opcodes.invalidSession, d: resumable });
      changes.notify();
    },
    silence(shard = 0) {
      at(shard).silent = true;
    },
    askBeat: (shard = 0) => send(at(shard), { op: opcodes.heartbeat, d: null }),
    close: (code, shard = 0) => at(shard).socket.close(code),
  };
  return { gateway, end, dispatch: sessions.dispatch };
}

/** What one gateway knows. */
export interface State extends GatewayOptions {
  readonly sessions: Sessions;
  readonly connections: Connection[];
  readonly identifies: Identify[];
  readonly resumes: Resume[];
  beats: number;
}

/** Lets connections in; the returned function ends them all. */
function accept(state: State): () => void {
  const wss = new WebSocketServer({ noServer: true });
  state.server.on('upgrade', (request, stream, head) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    wss.handleUpgrade(request, stream, head, (socket) => {
      const plain = searchParams.get('v') === '10' && searchParams.get('encoding') === 'json';
      if (!plain || searchParams.has('compress')) {
        state.note(`gateway: is asked for ${searchParams}`);
        socket.close(closeCodes.badVersion);
      } else admit(state, socket);
    });
  });
  return () => {
    for (const { socket } of [...state.connections]) socket.terminate();
    wss.close();
  };
}

function admit(state: State, socket: WebSocket): void {
  const connection: Connection = { socket, session: undefined, silent: false };
  state.connections.push(connection);
  socket.on('message', (data) => {
    hear(state, connection, String(data));
    state.changes.notify();
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', (code) => {
    const { session } = connection;
    if (session !== undefined && lastingCloses.includes(code)) state.sessions.end(session);
    leave(state, connection);
  });
  send(connection, { op: opcodes.hello, d: { heartbeat_interval: state.heartbeatMs, _trace: [] } });
  state.changes.notify();
}

function leave({ connections, changes }: State, connection: Connection): void {
  const index = connections.indexOf(connection);
  if (index >= 0) connections.splice(index, 1);
  detach(connection);
  changes.notify();
}

/** The session stays, and can be resumed over another connection. */
function detach(connection: Connection): void {
  const { session } = connection;
  if (session?.connection === connection) session.connection = undefined;
  connection.session = undefined;
}

/** Presence and voice updates, which this Discord takes and forgets. */
const heededElsewhere = [3, 4, 8];

function hear(state: State, connection: Connection, text: string): void {
  const payload = parse(text);
  const close = (code: number, breach: string) => {
    state.note(`gateway: ${breach}`);
    connection.socket.close(code);
  };
  if (payload === undefined) {
    close(closeCodes.badPayload, 'is sent something else than JSON');
    return;
  }
  const { op } = payload;
  const data = isObject(payload.d) ? payload.d : {};
  if (op === opcodes.heartbeat) {
    state.beats += 1;
    send(connection, { op: opcodes.heartbeatAck });
  } else if (op === opcodes.identify) greet(state, connection, data);
  else if (op === opcodes.resume) resume(state, connection, data);
  else if (connection.session === undefined) close(closeCodes.unauthenticated, `hears op ${op} too early`);
  else if (!heededElsewhere.includes(Number(op))) close(closeCodes.unknownOpcode, `is sent the op ${op}`);
}

function parse(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
