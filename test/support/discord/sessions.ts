import type { WebSocket } from 'ws';
import type { Json } from '../shape.ts';
import type { Guild } from './parties.ts';
import { shardOf } from './snowflake.ts';

/** discord.com/developers/docs/topics/opcodes-and-status-codes#gateway */
export const opcodes = {
  ...{ dispatch: 0, heartbeat: 1, identify: 2, resume: 6, reconnect: 7 },
  ...{ invalidSession: 9, hello: 10, heartbeatAck: 11 },
};

/** One web socket. `silent`: half open, as nothing that is sent to it arrives. */
export interface Connection {
  readonly socket: WebSocket;
  session: Session | undefined;
  silent: boolean;
}

/** What a shard has been sent since it identified itself. It outlives its connection. */
export interface Session {
  readonly id: string;
  readonly shard: readonly [index: number, count: number];
  readonly intents: number;
  readonly sent: { readonly s: number; readonly t: string; readonly d: unknown }[];
  connection: Connection | undefined;
}

export interface Sessions {
  all(): readonly Session[];
  open(connection: Connection, shard: Session['shard'], intents: number): Session;
  find(id: unknown): Session | undefined;
  end(session: Session): void;
  /** Keeps an event for a session, and sends it if that is connected. */
  push(session: Session, type: string, data: unknown): void;
  /** To each session whose shard hears of the guild, or of everything without one. */
  dispatch(type: string, data: unknown, guild?: Guild): void;
  /** Sends what a session has missed since `sequence`, and says how many events that were. */
  replay(session: Session, connection: Connection, sequence: number): number;
}

export function createSessions(): Sessions {
  const sessions: Session[] = [];
  const push = (session: Session, type: string, data: unknown) => {
    const event = { s: session.sent.length + 1, t: type, d: data };
    session.sent.push(event);
    if (session.connection !== undefined) send(session.connection, { op: opcodes.dispatch, ...event });
  };
  return {
    push,
    all: () => sessions,
    open(connection, shard, intents) {
      const id = crypto.randomUUID().replaceAll('-', '');
      const session: Session = { id, shard, intents, sent: [], connection };
      connection.session = session;
      sessions.push(session);
      return session;
    },
    find: (id) => sessions.find((one) => one.id === id),
    end(session) {
      const index = sessions.indexOf(session);
      if (index >= 0) sessions.splice(index, 1);
    },
    dispatch(type, data, guild) {
      for (const session of sessions) {
        const [index, count] = session.shard;
        const hears = guild === undefined ? 0 : shardOf(guild.id, count);
        if (index === hears) push(session, type, data);
      }
    },
    replay(session, connection, sequence) {
      session.connection = connection;
      connection.session = session;
      const missed = session.sent.filter(({ s }) => s > sequence);
      for (const event of missed) send(connection, { op: opcodes.dispatch, ...event });
      push(session, 'RESUMED', { _trace: [] });
      return missed.length;
    },
  };
}

export function send({ socket, silent }: Connection, payload: Json): void {
  if (!silent) socket.send(JSON.stringify({ s: null, t: null, ...payload }));
}
