import { createEmulator } from 'emulate';
import { isObject, type Json, listAt } from '../shape.ts';
import type { Channel, Installation, Person } from './parties.ts';

/** The emulated Slack behind the front: channels, messages, users and scopes. */
export interface Emulated {
  /** Calls a method with a token that may do everything there as the bot; never sees the app's own token. */
  asBot(method: string, args: Json): Promise<Json>;
  /** As a person of the workspace. */
  as(person: Person, method: string, args: Json): Promise<Json>;
  /** With the app's token, and so with no more than its scopes. */
  asApp(method: string, args: Json): Promise<Json>;
  /** Makes a public channel that the person and the bot are in, and gives its id. */
  create(person: Person, name: string): Promise<string>;
  readonly people: readonly Person[];
  readonly channels: readonly Channel[];
  close(): Promise<void>;
}

const innerToken = 'xoxb-everything';
const tokenOf = (name: string) => `xoxp-${name}`;

/** Starts it on a free port, with people, channels and the direct messages of each person with the bot. */
export async function startEmulated(app: Installation, names: readonly string[]): Promise<Emulated> {
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    hostname: '127.0.0.1',
    seed: { slack: seedOf(app, names) },
  });
  const base = emulator.url.replace('localhost', '127.0.0.1');
  const call = (token: string) => (method: string, args: Json) => post(`${base}/api/${method}`, token, args);
  const asBot = call(innerToken);
  const as = (person: Person, method: string, args: Json) => call(tokenOf(person.name))(method, args);
  const people = await peopleOf(asBot, names);
  const channels = await furnish({ app, people, asBot, as });
  const create: Emulated['create'] = async (person, name) => {
    const id = fieldOf(fieldOf(await as(person, 'conversations.create', { name }), 'channel'), 'id');
    const made = channel(id, name, 'public', [person.id, app.botUserId]);
    await asBot('conversations.join', { channel: made.id });
    channels.push(made);
    return made.id;
  };
  return { asBot, as, asApp: call(app.botToken), create, people, channels, close: () => emulator.close() };
}

function seedOf(app: Installation, names: readonly string[]): Json {
  const ids = { app_id: app.appId, bot_id: app.botId, bot_user_id: app.botUserId };
  const bot = { ...ids, type: 'bot', user_id: app.botUserId };
  return {
    team: { name: app.team.domain, domain: app.team.domain },
    strict_scopes: true,
    users: names.map((name) => ({ name })),
    channels: [{ name: 'elsewhere' }, { name: 'secret', is_private: true }, { name: 'attic' }],
    oauth_apps: [
      {
        ...ids,
        client_id: '1.2',
        client_secret: 'unused',
        name: app.botName,
        bot_name: app.botName,
        redirect_uris: [],
        scopes: app.scopes,
      },
    ],
    tokens: [
      { ...bot, token: app.botToken, scopes: app.scopes },
      { ...bot, token: innerToken },
      ...names.map((name) => ({ token: tokenOf(name), user: name })),
    ],
  };
}

type Ask = (method: string, args: Json) => Promise<Json>;

async function peopleOf(ask: Ask, names: readonly string[]): Promise<Person[]> {
  const members = rowsOf((await ask('users.list', {})).members);
  return names.map((name) => ({ id: idOf(members, name), name }));
}

/** Ids change at each start, so they are looked up. */
async function furnish({
  app,
  people,
  asBot,
  as,
}: Pick<Emulated, 'people' | 'asBot' | 'as'> & { app: Installation }): Promise<Channel[]> {
  const [ada, grace] = people;
  if (ada === undefined || grace === undefined) throw new Error('a workspace needs two people');
  const types = 'public_channel,private_channel';
  const rows = rowsOf((await as(ada, 'conversations.list', { types })).channels);
  const [general, elsewhere, secret, attic] = ['general', 'elsewhere', 'secret', 'attic'].map((name) =>
    idOf(rows, name),
  );
  for (const person of people) await as(person, 'conversations.join', { channel: general });
  await asBot('conversations.join', { channel: general });
  await as(ada, 'conversations.archive', { channel: attic });
  const everybody = people.map(({ id }) => id);
  const open = async (person: Person, users: string) =>
    fieldOf(fieldOf(await as(person, 'conversations.open', { users }), 'channel'), 'id');
  const found: Channel[] = [
    channel(general, 'general', 'public', [...everybody, app.botUserId]),
    channel(elsewhere, 'elsewhere', 'public', everybody),
    channel(secret, 'secret', 'private', everybody),
    { ...channel(attic, 'attic', 'public', everybody), archived: true },
    channel(await open(ada, grace.id), 'pair', 'dm', [ada.id, grace.id]),
  ];
  for (const person of people) {
    const id = await open(person, app.botUserId);
    found.push(channel(id, `dm-${person.name}`, 'dm', [person.id, app.botUserId]));
  }
  return found;
}

function channel(id: unknown, name: string, kind: Channel['kind'], members: readonly string[]): Channel {
  if (typeof id !== 'string') throw new Error(`the emulated Slack has no channel ${name}`);
  return { id, name, kind, archived: false, writes: 'everywhere', members: new Set(members) };
}

async function post(url: string, token: string, args: Json): Promise<Json> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(args),
  });
  if (response.status === 404) return { ok: false, error: 'unknown_method' };
  const answer: unknown = await response.json();
  return isObject(answer) ? answer : { ok: false, error: 'fatal_error' };
}

function rowsOf(value: unknown): Json[] {
  return listAt(value).filter(isObject);
}

function idOf(rows: readonly Json[], name: string): string {
  const id = rows.find((row) => row.name === name)?.id;
  if (typeof id !== 'string') throw new Error(`the emulated Slack has no ${name}`);
  return id;
}

function fieldOf(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}
