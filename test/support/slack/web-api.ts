import { isObject, type Json, listAt } from '../shape.ts';
import { slackPostBreaches, slackViewBreaches } from '../slack-payload.ts';
import type { Emulated } from './emulated.ts';
import type { Channel, Installation } from './parties.ts';
import type { Timeline } from './timeline.ts';
import type { Views } from './views.ts';

/** The Web API behind its tokens: what Slack checks and the emulated Slack does not is checked here first. */
export type WebApi = (method: string, args: Json) => Promise<Json>;

export interface Backstage {
  readonly app: Installation;
  readonly emulated: Emulated;
  readonly timeline: Timeline;
  readonly views: Views;
  note(...breaches: readonly string[]): void;
  /** Ids that the app may call by name anywhere. */
  readonly mentions: ReadonlySet<string>;
}

const posts = ['chat.postMessage', 'chat.postEphemeral', 'chat.update'] as const;
const reads = ['conversations.history', 'conversations.replies'];

export function createWebApi(backstage: Backstage): WebApi {
  const { app, emulated } = backstage;
  return async (method, args) => {
    const post = posts.find((one) => one === method);
    if (post !== undefined) return send(backstage, post, args);
    if (method.startsWith('views.')) return showView(backstage, method, args);
    if (reads.includes(method)) return read(backstage, method, args);
    const answer = await emulated.asApp(method, args);
    if (answer.ok !== true) return answer;
    if (method === 'auth.test') return { ...answer, ...orgOf(app) };
    if (method === 'chat.delete') deleted(backstage.timeline, args);
    const joined = channelOf(backstage, args.channel);
    if (method === 'conversations.join') joined?.members.add(app.botUserId);
    if (method === 'conversations.leave') joined?.members.delete(app.botUserId);
    return answer;
  };
}

async function send(
  { app, emulated, timeline, note, mentions, ...rest }: Backstage,
  method: (typeof posts)[number],
  args: Json,
): Promise<Json> {
  if (!app.scopes.includes('chat:write')) return emulated.asApp(method, args);
  const found = slackPostBreaches(method, args, { mentions: [...mentions] });
  note(...found.map((breach) => `${method}: ${breach}`));
  if (found.length > 0) return refused(postError(args, found), found);
  const channel = channelOf({ emulated, app, ...rest }, args.channel);
  const barred = method === 'chat.update' ? undefined : barredFrom(app, channel);
  if (channel === undefined || barred !== undefined) return refused(barred ?? 'channel_not_found');
  const answer = await emulated.asApp(method, { ...args, channel: channel.id });
  if (answer.ok === true) keep(timeline, method, { ...args, channel: channel.id }, answer);
  return answer;
}

/** Which of Slack's errors stands for the first breach. */
function postError(args: Json, found: readonly string[]): string {
  if ([undefined, ''].some((none) => none === args.text)) return 'no_text';
  if (found.some((breach) => /^blocks: have \d+ characters/.test(breach))) return 'msg_blocks_too_long';
  return found.some((breach) => breach.startsWith('blocks')) ? 'invalid_blocks' : 'invalid_arguments';
}

/** A private place that the bot is not in does not exist for it. */
function barredFrom(app: Installation, channel: Channel | undefined): string | undefined {
  if (channel === undefined) return 'channel_not_found';
  if (!channel.members.has(app.botUserId)) {
    return channel.kind === 'public' ? 'not_in_channel' : 'channel_not_found';
  }
  return channel.archived ? 'is_archived' : undefined;
}

/** Also the direct messages with a person, by the person's id. */
function channelOf({ emulated, app }: Pick<Backstage, 'emulated' | 'app'>, id: unknown): Channel | undefined {
  const { channels } = emulated;
  const known = channels.find((one) => one.id === id);
  if (known !== undefined || typeof id !== 'string' || id === app.botUserId) return known;
  return channels.find(({ kind, members }) => kind === 'dm' && members.has(app.botUserId) && members.has(id));
}

function keep(timeline: Timeline, method: (typeof posts)[number], args: Json, answer: Json): void {
  const channel = String(args.channel);
  if (method === 'chat.update') {
    const message = timeline.find(channel, String(args.ts));
    if (message !== undefined) timeline.replace(message, args);
    return;
  }
  const content = {
    channel,
    text: String(args.text),
    blocks: listAt(args.blocks).filter(isObject),
    ...(typeof args.thread_ts === 'string' ? { thread_ts: args.thread_ts } : {}),
    ...(isObject(args.metadata) ? { metadata: args.metadata } : {}),
  };
  if (method === 'chat.postMessage') {
    timeline.add({ ...content, visibility: 'in_channel', ts: String(answer.ts) });
    return;
  }
  const to = String(args.user);
  timeline.add({ ...content, visibility: 'ephemeral', to, ts: String(answer.message_ts) });
}

function deleted(timeline: Timeline, args: Json): void {
  const message = timeline.find(String(args.channel), String(args.ts));
  if (message !== undefined) timeline.remove(message);
}

function showView({ views, note, mentions }: Backstage, method: string, args: Json): Json {
  const verbs: Record<string, (args: Json) => Json> = {
    'views.open': views.open,
    'views.push': views.push,
    'views.update': views.update,
    'views.publish': views.publish,
  };
  const verb = verbs[method];
  if (verb === undefined) return refused('unknown_method');
  const found = slackViewBreaches(args.view, { mentions: [...mentions] });
  const type = isObject(args.view) ? args.view.type : undefined;
  if ((method === 'views.publish') !== (type === 'home') && method !== 'views.update') {
    found.push(`view: is a ${String(type)}`);
  }
  note(...found.map((breach) => `${method}: ${breach}`));
  return found.length > 0 ? refused('invalid_arguments', found) : verb(args);
}

/** The emulated Slack ignores the bounds, gives metadata to whoever asks, and lets the bot read where it is no member. */
async function read(backstage: Backstage, method: string, args: Json): Promise<Json> {
  const { app, emulated } = backstage;
  const limit = Number(args.limit ?? 100);
  const answer = await emulated.asApp(method, { ...args, limit: 999 });
  if (answer.ok !== true) return answer;
  const barred = barredFrom(app, channelOf(backstage, args.channel));
  if (barred !== undefined && barred !== 'is_archived') return refused(barred);
  const inside = listAt(answer.messages)
    .filter(isObject)
    .filter(({ ts }) => isWithin(String(ts), args));
  const messages = inside.slice(0, limit).map(({ metadata, ...message }) => {
    const whole = args.include_all_metadata === true && metadata !== undefined;
    return whole ? { ...message, metadata } : message;
  });
  return { ...answer, messages, has_more: inside.length > limit };
}

/** Slack's bounds are times of messages; as strings of one length they compare like numbers. */
function isWithin(ts: string, { oldest = '0', latest = '9', inclusive = false }: Json): boolean {
  const [low, high] = [String(oldest), String(latest)];
  return inclusive === true ? ts >= low && ts <= high : ts > low && ts < high;
}

/** An org-wide installation names the enterprise as its team. */
function orgOf({ enterprise, orgInstall }: Installation): Json {
  const enterpriseId = enterprise === undefined ? {} : { enterprise_id: enterprise.id };
  const team = orgInstall ? { team_id: enterprise?.id } : {};
  return { ...enterpriseId, ...team, is_enterprise_install: orgInstall };
}

function refused(error: string, messages: readonly string[] = []): Json {
  return { ok: false, error, ...(messages.length === 0 ? {} : { response_metadata: { messages } }) };
}
