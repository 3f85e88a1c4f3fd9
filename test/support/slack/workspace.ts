import type { Json } from '../shape.ts';
import { createChanges } from './changes.ts';
import { type Emulated, startEmulated } from './emulated.ts';
import { createFaults, type Faults } from './faults.ts';
import { closeServer, createFront, type Doors, listen } from './front.ts';
import { type Call, createJournal, tailOf } from './journal.ts';
import type { Channel, Installation, Person, Profile } from './parties.ts';
import { createResponseUrls, type ResponseUrls } from './response-urls.ts';
import { createSocketMode, type SocketMode } from './socket-mode.ts';
import { createTimeline, type ShownMessage, type Timeline } from './timeline.ts';
import { createViews, type View, type Views } from './views.ts';
import { createWebApi, type WebApi } from './web-api.ts';

export interface WorkspaceOptions {
  /** Of the bot token. Slack's events and methods depend on them. */
  scopes?: readonly string[];
  people?: readonly string[];
  /** The workspace belongs to an enterprise; with `orgInstall` the app is installed on all of it. */
  enterprise?: { id: string; name: string };
  orgInstall?: boolean;
  /** Monotonic milliseconds: the ages of triggers, of response_urls and of limits. */
  clock?: () => number;
  /** When Slack sends an event again that was not acknowledged: milliseconds after each failure. */
  retryDelays?: readonly number[];
  refreshMs?: number;
}

/** A Slack on 127.0.0.1. */
export interface Workspace extends Omit<Faults, 'next'> {
  /** For a client's `slackApiUrl`. */
  readonly apiUrl: string;
  readonly app: Installation;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly retryDelays: readonly number[];
  readonly clock: () => number;
  person(name: string): Person;
  /** general, elsewhere, secret, attic or pair. */
  channel(name: string): Channel;
  dmOf(person: Person): Channel;
  /** What Slack would have refused or misread so far, and acknowledgements that make no sense. */
  readonly breaches: string[];
  /** Ids of people whom the app may call by name anywhere; whoever pressed may always be. */
  readonly mentions: Set<string>;
  /** Whom the app may call in a line of their own: "here", or a user group. */
  readonly pings: Set<string>;
  /** What users.info says of people, by their ids; by default they are members in Los Angeles. */
  readonly profiles: Map<string, Profile>;
  readonly calls: readonly Call[];
  callsOf(method: string): Call[];
  until(predicate: () => boolean, ms?: number): Promise<void>;
  /** The app's messages that everybody in the channel sees; with a reader also those for that one person. */
  messages(channel: Channel, reader?: Person): ShownMessage[];
  /** Open modals, the top one last. */
  views(person: Person): readonly View[];
  home(person: Person): View | undefined;
  /** From now on the bot token is refused as token_revoked. */
  revokeToken(): void;
  /** Somebody brings the bot into a channel, as with /invite. */
  invite(channel: Channel): Promise<void>;
  readonly socket: Omit<SocketMode, 'ticket' | 'deliver' | 'close'>;
  /** For the driver in people.ts. */
  readonly stage: Stage;
  close(): Promise<void>;
}

/** What the people act through. */
interface Stage {
  readonly emulated: Emulated;
  readonly timeline: Timeline;
  readonly views: Views;
  readonly responseUrls: ResponseUrls;
  readonly socketMode: SocketMode;
  /** Adds to the workspace's breaches. */
  note(...breaches: readonly string[]): void;
  /** Ends what the driver still has running. */
  onClose(end: () => void): void;
  notify(): void;
  wait(predicate: () => boolean, ms: number, missing: () => string): Promise<void>;
}

/** What docs/slack.md asks for, written down here once more. */
export const requiredScopes = [
  'app_mentions:read',
  'channels:read',
  'chat:write',
  'commands',
  'groups:read',
  'im:history',
  'users:read',
];
/** What an installation may have besides. */
const historyScopes = ['channels:history', 'groups:history'];
/** What an installation of before the daily post has. */
export const olderScopes = ['app_mentions:read', 'chat:write', 'commands', 'im:history'];
/** First at once, then after a minute, then after five: docs.slack.dev/apis/events-api#retries. */
const slackRetries = [0, 60_000, 300_000];

export async function startWorkspace(options: WorkspaceOptions = {}): Promise<Workspace> {
  const { clock = () => performance.now(), retryDelays = slackRetries, refreshMs = 100 } = options;
  const app = installationOf(options);
  const changes = createChanges();
  const journal = createJournal(clock, changes);
  const faults = createFaults(clock);
  const breaches: string[] = [];
  const note = (...found: readonly string[]) => {
    breaches.push(...found);
    if (found.length > 0) changes.notify();
  };
  const mentions = new Set<string>();
  const pings = new Set<string>();
  const profiles = new Map<string, Profile>();
  const timeline = createTimeline(changes);
  const emulated = await startEmulated(app, options.people ?? ['ada', 'grace', 'mary']);
  const views = createViews(app, emulated.people, clock, changes);
  const state = { revoked: false, base: '' };
  const address = () => state.base;
  const server = createFront(journal, faults, () => doors);
  const socketMode = createSocketMode({ server, address, appId: app.appId, changes, note, refreshMs });
  const common = { app, emulated, timeline, note, mentions, pings };
  const webApi = createWebApi({ ...common, views, profiles });
  const responseUrls = createResponseUrls({ ...common, clock, address });
  const doors = doorsOf({ app, state, socketMode, responseUrls, webApi });
  state.base = await listen(server);
  const ends: (() => void)[] = [];
  const stage: Stage = {
    ...{ emulated, timeline, views, responseUrls, socketMode, note },
    onClose: (end) => ends.push(end),
    notify: changes.notify,
    wait: changes.until,
  };
  const close = async () => {
    for (const end of ends) end();
    socketMode.close();
    await closeServer(server);
    await emulated.close();
    changes.close();
  };
  return {
    ...faults,
    ...{ app, breaches, mentions, pings, profiles, clock, retryDelays, stage, close },
    ...{ calls: journal.calls, socket: socketMode, views: views.stack, home: views.home },
    apiUrl: `${state.base}/api/`,
    ...{ botToken: app.botToken, appToken: app.appToken, signingSecret: app.signingSecret },
    ...places(app, emulated),
    messages: ({ id }, reader) => timeline.in(id, reader?.id),
    revokeToken() {
      state.revoked = true;
    },
    callsOf: (method) => journal.calls.filter((call) => call.method === method),
    until: (predicate, ms = 5000) =>
      changes.until(predicate, ms, () => `${predicate}\nThe last calls were:\n${tailOf(journal.calls)}`),
  };
}

/** Who and what is where. */
function places(
  app: Installation,
  { people, channels, as }: Emulated,
): Pick<Workspace, 'person' | 'channel' | 'dmOf' | 'invite'> {
  return {
    person: (name) => named(people, name),
    channel: (name) => named(channels, name),
    dmOf: ({ name }) => named(channels, `dm-${name}`),
    async invite(channel) {
      const host = people.find(({ id }) => channel.members.has(id));
      if (host === undefined) throw new Error(`nobody is in ${channel.name}`);
      await as(host, 'conversations.invite', { channel: channel.id, users: app.botUserId });
      channel.members.add(app.botUserId);
    },
  };
}

interface Behind {
  readonly app: Installation;
  readonly state: { readonly revoked: boolean };
  readonly socketMode: SocketMode;
  readonly responseUrls: ResponseUrls;
  readonly webApi: WebApi;
}

/** What stands behind the front: first the token, then the work. */
function doorsOf({ app, state, socketMode, responseUrls, webApi }: Behind): Doors {
  return {
    async webApi(method, args, token) {
      const work = () =>
        method === 'apps.connections.open' ? { ok: true, url: socketMode.ticket() } : webApi(method, args);
      const body = refusalOf(app, method, token, state.revoked) ?? (await work());
      return { status: 200, headers: { 'x-oauth-scopes': app.scopes.join(',') }, body };
    },
    async responseUrl(id, payload) {
      const { status, text } = await responseUrls.use(id, payload);
      return { status, body: text };
    },
  };
}

function refusalOf(
  app: Installation,
  method: string,
  token: string | undefined,
  revoked: boolean,
): Json | undefined {
  if (token === undefined || token === '') return { ok: false, error: 'not_authed' };
  if (token !== (method === 'apps.connections.open' ? app.appToken : app.botToken)) {
    return { ok: false, error: 'invalid_auth' };
  }
  return revoked && token === app.botToken ? { ok: false, error: 'token_revoked' } : undefined;
}

function installationOf({
  scopes = [...requiredScopes, ...historyScopes],
  enterprise,
  orgInstall = false,
}: WorkspaceOptions): Installation {
  return {
    appId: 'A0COMPANION',
    botId: 'B0COMPANION',
    botUserId: 'U0COMPANION',
    botName: 'companion',
    team: { id: 'T000000001', domain: 'study-circle' },
    ...(enterprise === undefined ? {} : { enterprise }),
    orgInstall,
    scopes,
    botToken: 'xoxb-loopback-bot-token',
    appToken: 'xapp-loopback-app-token',
    signingSecret: '0123456789abcdef0123456789abcdef',
    verificationToken: 'verification-token',
  };
}

function named<Named extends { name: string }>(all: readonly Named[], name: string): Named {
  const found = all.find((one) => one.name === name);
  if (found === undefined)
    throw new Error(`nothing is called ${name}: ${all.map((one) => one.name).join(', ')}`);
  return found;
}
