import { once } from 'node:events';
import type { Server } from 'node:http';
import {
  GatewayDispatchEvents,
  type GatewayHelloData,
  type GatewayIdentifyData,
  GatewayOpcodes,
  type GatewayReadyDispatchData,
  type GatewaySendPayload,
} from 'discord-api-types/v10';
import { type WebSocket, WebSocketServer } from 'ws';
import { botOf, guildId, guildOf, noFlags } from './guild.ts';

/** The web sockets of a loopback Discord: it greets, beats and dispatches. */
export interface Gateway {
  /** Sends to the bot of an app; `body` is JSON. */
  dispatch(app: string, type: GatewayDispatchEvents, body: string): void;
  end(): Promise<void>;
}

interface Session {
  socket: WebSocket;
  /** The number of the last event. */
  sequence: number;
}

const hello: GatewayHelloData = { heartbeat_interval: 41_250 };

/** `url` is where a bot would go to resume. */
export function openGateway(server: Server, url: () => string): Gateway {
  const sockets = new WebSocketServer({ server });
  const sessions = new Map<string, Session>();

  function dispatch(app: string, type: GatewayDispatchEvents, body: string): void {
    const session = sessions.get(app);
    if (session === undefined) throw new Error(`the bot of ${app} is not connected`);
    session.sequence += 1;
    session.socket.send(
      `{"op":${GatewayOpcodes.Dispatch},"s":${session.sequence},"t":"${type}","d":${body}}`,
    );
  }

  function greet(socket: WebSocket, { token }: GatewayIdentifyData): void {
    const app = appOf(token);
    sessions.set(app, { socket, sequence: 0 });
    dispatch(app, GatewayDispatchEvents.Ready, JSON.stringify(readyOf(app, url())));
    dispatch(app, GatewayDispatchEvents.GuildCreate, JSON.stringify(guildOf(app)));
  }

  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      const payload: GatewaySendPayload = JSON.parse(String(data));
      if (payload.op === GatewayOpcodes.Identify) greet(socket, payload.d);
      if (payload.op === GatewayOpcodes.Heartbeat) {
        socket.send(JSON.stringify({ op: GatewayOpcodes.HeartbeatAck }));
      }
    });
    socket.on('error', () => socket.terminate());
    socket.send(JSON.stringify({ op: GatewayOpcodes.Hello, d: hello }));
  });
  return {
    dispatch,
    async end() {
      const closed = [...sockets.clients].map((socket) => once(socket, 'close'));
      for (const socket of sockets.clients) socket.terminate();
      await Promise.all(closed);
      sockets.close();
    },
  };
}

/** A token begins with the id of its app. */
export function tokenOf(app: string): string {
  return `${Buffer.from(app).toString('base64url')}.bench0.bench0token0of0no0use`;
}

function appOf(token: string): string {
  return Buffer.from(token.split('.')[0] ?? '', 'base64url').toString();
}

/** https://docs.discord.com/developers/events/gateway-events#ready */
function readyOf(app: string, url: string): GatewayReadyDispatchData {
  return {
    v: 10,
    user: botOf(app),
    guilds: [{ id: guildId, unavailable: true }],
    session_id: `session-${app}`,
    resume_gateway_url: url,
    shard: [0, 1],
    application: { id: app, flags: noFlags, flags_new: '0' },
  };
}
