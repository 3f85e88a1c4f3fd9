import { isObject, type Json, listAt } from '../shape.ts';
import { slackPostBreaches, slackViewBreaches } from '../slack-payload.ts';
import type { Emulated } from './emulated.ts';
import { metadataBreaches } from './metadata.ts';
import type { Installation, Profile } from './parties.ts';
import { withoutPing } from './pings.ts';
import { barredFrom, channelOf, refused, restricted } from './places.ts';
import { read } from './reads.ts';
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
  /** Whom the app may call in a line of their own: "here", or a user group. */
  readonly pings: ReadonlySet<string>;
  /** What is known of people, by their ids. */
  readonly profiles: ReadonlyMap<string, Profile>;
}

const posts = ['chat.postMessage', 'chat.postEphemeral', 'chat.update'] as const;

export function createWebApi(backstage: Backstage): WebApi {
  const { app, emulated } = backstage;
  return async (method, args) => {
    const post = posts.find((one) => one === method);
    if (post !== undefined) return send(backstage, post, args);
    if (method.startsWith('views.')) return showView(backstage, method, args);
    const told = await read(backstage, method, args);
    if (told !== undefined) return told;
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
  { app, emulated, timeline, note, mentions, pings }: Backstage,
  method: (typeof posts)[number],
  args: Json,
): Promise<Json> {
  if (!app.scopes.includes('chat:write')) return emulated.asApp(method, args);
  const found = [
    ...slackPostBreaches(method, withoutPing(args, pings), { mentions: [...mentions] }),
    ...metadataBreaches(args.metadata),
  ];
  note(...found.map((breach) => `${method}: ${breach}`));
  if (found.length > 0) return refused(postError(args, found), found);
  const channel = channelOf({ emulated, app }, args.channel);
  const barred =
    method === 'chat.update' ? undefined : (barredFrom(app, channel) ?? restricted(channel, args));
  if (channel === undefined || barred !== undefined) return refused(barred ?? 'channel_not_found');
  const answer = await emulated.asApp(method, { ...args, channel: channel.id });
  if (answer.ok === true) keep(timeline, method, { ...args, channel: channel.id }, answer);
  return answer;
}

/** Which of Slack's errors stands for the first breach. */
function postError(args: Json, found: readonly string[]): string {
  if ([undefined, ''].some((none) => none === args.text)) return 'no_text';
  if (found.some((breach) => /^blocks: have \d+ characters/.test(breach))) return 'msg_blocks_too_long';
  if (found.some((breach) => breach.startsWith('blocks'))) return 'invalid_blocks';
  return found.some((breach) => breach.startsWith('metadata'))
    ? 'invalid_metadata_format'
    : 'invalid_arguments';
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

/** An org-wide installation names the enterprise as its team. */
function orgOf({ enterprise, orgInstall }: Installation): Json {
  const enterpriseId = enterprise === undefined ? {} : { enterprise_id: enterprise.id };
  const team = orgInstall ? { team_id: enterprise?.id } : {};
  return { ...enterpriseId, ...team, is_enterprise_install: orgInstall };
}
