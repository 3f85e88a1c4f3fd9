import { isObject, type Json, listAt } from '../shape.ts';
import { barredFrom, channelOf, refused } from './places.ts';
import type { Backstage } from './web-api.ts';

/** What tells an app of messages, channels and people; undefined for other methods. */
export async function read(backstage: Backstage, method: string, args: Json): Promise<Json | undefined> {
  switch (method) {
    case 'conversations.history':
    case 'conversations.replies':
      return messages(backstage, method, args);
    case 'conversations.info':
      return channelInfo(backstage, args);
    case 'users.info':
      return personInfo(backstage, args);
    default:
      return undefined;
  }
}

/** The emulated Slack ignores the bounds, gives metadata to whoever asks, and lets the bot read where it is no member. */
async function messages(backstage: Backstage, method: string, args: Json): Promise<Json> {
  const { app, emulated } = backstage;
  const limit = Number(args.limit ?? 100);
  const answer = await emulated.asApp(method, { ...args, limit: 999, cursor: '' });
  if (answer.ok !== true) return answer;
  const barred = barredFrom(app, channelOf(backstage, args.channel));
  if (barred !== undefined && barred !== 'is_archived') return refused(barred);
  const start = placeOf(args.cursor);
  const inside = listAt(answer.messages)
    .filter(isObject)
    .filter(({ ts }) => isWithin(String(ts), args));
  const shown = inside.slice(start, start + limit).map(({ metadata, ...message }) => {
    const whole = args.include_all_metadata === true && metadata !== undefined;
    const author = message.user === app.botUserId ? { bot_id: app.botId, app_id: app.appId } : {};
    return { ...message, ...author, ...(whole ? { metadata } : {}) };
  });
  const more = inside.length > start + limit;
  const next = more ? Buffer.from(`next:${start + limit}`).toString('base64') : '';
  return { ...answer, messages: shown, has_more: more, response_metadata: { next_cursor: next } };
}

function placeOf(cursor: unknown): number {
  if (typeof cursor !== 'string' || cursor === '') return 0;
  return Number(/^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1] ?? 0);
}

/** Slack's bounds are times of messages; as strings of one length they compare like numbers. */
function isWithin(ts: string, { oldest = '0', latest = '9', inclusive = false }: Json): boolean {
  const [low, high] = [String(oldest), String(latest)];
  return inclusive === true ? ts >= low && ts <= high : ts > low && ts < high;
}

/** A private place that the bot is not in does not exist for it. */
async function channelInfo(backstage: Backstage, args: Json): Promise<Json> {
  const { app, emulated } = backstage;
  const answer = await emulated.asApp('conversations.info', args);
  const channel = emulated.channels.find(({ id }) => id === args.channel);
  const hidden = answer.error === 'missing_scope' ? undefined : barredFrom(app, channel);
  if (hidden === 'channel_not_found') return refused(hidden);
  if (answer.ok !== true || channel === undefined) return answer;
  const told = isObject(answer.channel) ? answer.channel : {};
  const writes = {
    is_read_only: channel.writes === 'nowhere',
    is_thread_only: channel.writes === 'in threads',
  };
  const is_member = channel.members.has(app.botUserId);
  return { ...answer, channel: { ...told, ...writes, is_member, is_archived: channel.archived } };
}

/** The emulated Slack knows no time zones and no guests. */
async function personInfo({ emulated, profiles }: Backstage, args: Json): Promise<Json> {
  const answer = await emulated.asApp('users.info', args);
  if (answer.ok !== true || !isObject(answer.user)) return answer;
  const ordinary = { tz: 'America/Los_Angeles', is_restricted: false, is_ultra_restricted: false };
  return { ...answer, user: { ...answer.user, ...ordinary, ...profiles.get(String(args.user)) } };
}
