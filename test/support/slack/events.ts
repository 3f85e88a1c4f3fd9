import type { Json } from '../shape.ts';
import type { Acting } from './acting.ts';
import type { Retry } from './envelopes.ts';
import type { Exchange } from './exchange.ts';
import type { Channel, Person } from './parties.ts';
import { nextTs } from './timeline.ts';
import { markedText, richTextOf } from './written-text.ts';

export interface EventActs {
  /** Calls the bot by name in a channel. `text` is as typed; @companion comes first unless it is in there. */
  mention(person: Person, channel: Channel, text: string, how?: { thread?: string }): Promise<Exchange>;
  directMessage(person: Person, text: string, how?: { thread?: string }): Promise<Exchange>;
  openHome(person: Person): Promise<Exchange>;
  /**
   * Sends a whole body as it is, for example `sent` of an earlier exchange with a retry. Unlike the others it is never sent
   * again by itself.
   */
  event(body: Json, retry?: Retry): Promise<Exchange>;
  /** The body that Slack would send around an event. */
  eventBody(event: Json): Json;
}

export function createEvents(acting: Acting): EventActs {
  const { workspace, bodies } = acting;
  const { botUserId, botName } = workspace.app;
  return {
    async mention(person, channel, text, { thread } = {}) {
      needScope(acting, 'app_mentions:read');
      if (!channel.members.has(botUserId))
        throw new Error(`Slack tells nobody: no bot is in ${channel.name}`);
      const called = [`@${botName}`, `<@${botUserId}>`].some((name) => text.includes(name));
      const typed = called ? text : `@${botName} ${text}`;
      const written = await write(acting, person, channel, typed, thread);
      return tell(acting, bodies.event({ ...written, type: 'app_mention', channel: channel.id }));
    },
    async directMessage(person, text, { thread } = {}) {
      needScope(acting, 'im:history');
      const channel = workspace.dmOf(person);
      const written = await write(acting, person, channel, text, thread);
      const place = { type: 'message', channel: channel.id, channel_type: 'im' };
      return tell(acting, bodies.event({ ...written, ...place }));
    },
    async openHome(person) {
      const view = workspace.home(person);
      const place = { user: person.id, channel: workspace.dmOf(person).id, tab: 'home' };
      const shown = view === undefined ? {} : { view };
      const event = { type: 'app_home_opened', ...place, ...shown, event_ts: nextTs() };
      return tell(acting, bodies.event(event));
    },
    async event(body, retry) {
      const parcel = { type: 'events_api', body, ...(retry === undefined ? {} : { retry }) } as const;
      return acting.exchange(parcel);
    },
    eventBody: bodies.event,
  };
}

function needScope({ workspace }: Acting, scope: string): void {
  if (!workspace.app.scopes.includes(scope)) throw new Error(`Slack tells the app nothing without ${scope}`);
}

/** The person's message, in the emulated Slack too. */
async function write(
  { workspace }: Acting,
  person: Person,
  channel: Channel,
  typed: string,
  thread: string | undefined,
): Promise<Json> {
  const { app, stage } = workspace;
  const named = [...stage.emulated.people, { id: app.botUserId, name: app.botName }];
  const inThread = thread === undefined ? {} : { thread_ts: thread };
  const content = { text: markedText(typed, named), blocks: richTextOf(typed, named), ...inThread };
  const posted = await stage.emulated.as(person, 'chat.postMessage', { channel: channel.id, ...content });
  if (posted.ok !== true) throw new Error(`${person.name} cannot write there: ${String(posted.error)}`);
  const { ts } = posted;
  return {
    user: person.id,
    ts,
    client_msg_id: crypto.randomUUID(),
    ...content,
    team: app.team.id,
    event_ts: ts,
  };
}

/**
 * Sends an event, and again after each delay while it is not acknowledged. Resolves after the first try; later ones change
 * the same exchange.
 */
async function tell(acting: Acting, body: Json): Promise<Exchange> {
  const { workspace, send } = acting;
  const exchange = acting.begin(body);
  const attempt = async (retry?: Retry): Promise<void> => {
    const parcel = { type: 'events_api', body, ...(retry === undefined ? {} : { retry }) } as const;
    const { noRetry } = await send(parcel, exchange);
    workspace.stage.notify();
    const delay = workspace.retryDelays[exchange.attempts - 1];
    const reason = reasonOf(exchange);
    if (reason === undefined || noRetry || delay === undefined) return;
    const num = exchange.attempts;
    const timer = setTimeout(() => void attempt({ num, reason }), delay).unref();
    workspace.stage.onClose(() => clearTimeout(timer));
  };
  await attempt();
  return exchange;
}

/** Why Slack sends it again; undefined where it need not. */
function reasonOf({ lost, late, status }: Exchange): string | undefined {
  if (lost) return 'connection_failed';
  if (late) return 'http_timeout';
  return status >= 200 && status < 300 ? undefined : 'http_error';
}
