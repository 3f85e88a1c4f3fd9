import type { Json } from '../shape.ts';
import { listAt } from '../shape.ts';
import type { State } from './gateway.ts';
import { type Connection, opcodes, type Session, send } from './sessions.ts';
import { shardOf } from './snowflake.ts';
import { wireBot, wireGuild } from './wire-objects.ts';

/** How an app identified itself. */
export interface Identify {
  readonly shard: readonly [index: number, count: number];
  readonly intents: number;
  /** Milliseconds of the server's clock. */
  readonly at: number;
  /** A close code, or 9 for an invalid session; undefined when it was let in. */
  readonly refused?: number;
}

export interface Resume {
  readonly shard?: number;
  /** The last event that the app had. */
  readonly sequence: number;
  /** Events that it was sent once more. */
  readonly replayed: number;
  readonly refused?: number;
}

const guildsIntent = 1;
/** GUILD_MEMBERS, GUILD_PRESENCES and MESSAGE_CONTENT, which this app may not have. */
const privileged = (1 << 1) | (1 << 8) | (1 << 15);
const known = 0x1_ff_ff | (1 << 20) | (1 << 21) | (1 << 24) | (1 << 25);
const codes = {
  ...{ badToken: 4004, already: 4005, badSequence: 4007, badShard: 4010 },
  ...{ badIntents: 4013, disallowedIntents: 4014 },
};
const identifyMs = 5000;

/** Op 2: lets a shard in, or says why not. */
export function greet(state: State, connection: Connection, data: Json): void {
  const [index = 0, count = 1] = listAt(data.shard).map(Number);
  const intents = Number(data.intents);
  const at = state.clock();
  const recent = state.identifies.filter((one) => one.refused === undefined && at - one.at < identifyMs);
  const seen = { shard: [index, count] as const, intents, at };
  const code = refusalOf(state, connection, data, seen);
  if (code !== undefined) {
    state.identifies.push({ ...seen, refused: code });
    connection.socket.close(code);
    return;
  }
  if (recent.length >= state.maxConcurrency) {
    state.note(`gateway: more than ${state.maxConcurrency} identify within 5 s`);
    state.identifies.push({ ...seen, refused: opcodes.invalidSession });
    send(connection, { op: opcodes.invalidSession, d: false });
    return;
  }
  state.identifies.push(seen);
  welcome(state, state.sessions.open(connection, seen.shard, intents));
}

function refusalOf(
  state: State,
  { session }: Connection,
  { token }: Json,
  { shard: [index, count], intents }: Identify,
): number | undefined {
  if (session !== undefined) return codes.already;
  if (!state.admits(token)) return codes.badToken;
  if (!(index >= 0 && index < count)) return codes.badShard;
  if (!Number.isInteger(intents) || (intents & ~known) !== 0) return codes.badIntents;
  return (intents & privileged) === 0 ? undefined : codes.disallowedIntents;
}

/** READY with the shard's guilds, and then each of them, if the app wants to hear of guilds. */
function welcome({ sessions, parties, address }: State, session: Session): void {
  const { app, guilds, channels } = parties;
  const [index, count] = session.shard;
  const own = guilds.filter(({ id, installed }) => installed && shardOf(id, count) === index);
  sessions.push(session, 'READY', {
    ...{ v: 10, user: wireBot(app), session_id: session.id, session_type: 'normal', shard: session.shard },
    guilds: own.map(({ id }) => ({ id, unavailable: true })),
    resume_gateway_url: `${address().replace('http', 'ws')}/resume`,
    application: { id: app.id, flags: 0, flags_new: '0' },
    ...{ user_settings: {}, relationships: [], private_channels: [], presences: [], _trace: [] },
  });
  if ((session.intents & guildsIntent) === 0) return;
  for (const guild of own) sessions.push(session, 'GUILD_CREATE', wireGuild(guild, channels, app));
}

/** Op 6: goes on with a session, from the event after `seq`. */
export function resume(state: State, connection: Connection, data: Json): void {
  const { sessions, resumes } = state;
  const sequence = Number(data.seq);
  const session = sessions.find(data.session_id);
  const refused = (code: number, shard?: number) => {
    resumes.push({ sequence, replayed: 0, refused: code, ...(shard === undefined ? {} : { shard }) });
  };
  if (!state.admits(data.token)) {
    refused(codes.badToken);
    connection.socket.close(codes.badToken);
  } else if (session === undefined) {
    refused(opcodes.invalidSession);
    send(connection, { op: opcodes.invalidSession, d: false });
  } else if (sequence > session.sent.length) {
    refused(codes.badSequence, session.shard[0]);
    sessions.end(session);
    connection.socket.close(codes.badSequence);
  } else {
    const former = session.connection;
    const replayed = sessions.replay(session, connection, sequence);
    resumes.push({ shard: session.shard[0], sequence, replayed });
    if (former !== undefined && former !== connection) {
      former.session = undefined;
      former.socket.close();
    }
  }
}
