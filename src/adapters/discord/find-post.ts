import { Routes } from 'discord.js';
import { decodeAction } from '../../chat/action.ts';
import type { Once } from './once.ts';

/** The channel, the message's id and when it was first sent, and the bot's own id where that is known. */
interface Wanted {
  channel: string;
  id: string;
  firstSentAt: Temporal.Instant;
  author?: string;
}

/** The id of the message, that there is none, or why nobody can tell. */
type Look = { found: string } | 'absent' | { unknown: string };

/** The most that Discord gives at once. */
const pageSize = 100;
/** Besides the newest one. */
const olderPages = 2;
/** Clocks differ. */
const marginMs = 60_000;
/** Nothing of one post comes later than this after its first attempt. */
const spanMs = 10 * 60_000;

/**
 * Reads the newest messages, and those around the time of the first attempt where these do not reach back so far. A post is known by
 * its buttons, since Discord does not give a nonce back. Rejects as `once` does.
 */
export async function findPost(once: Once, wanted: Wanted, signal: AbortSignal): Promise<Look> {
  const since = wanted.firstSentAt.epochMilliseconds;
  const read = async (query: Record<string, string>) => {
    const route = Routes.channelMessages(wanted.channel);
    return list(await once.get(route, { ...query, limit: String(pageSize) }, signal));
  };
  const newest = await read({});
  // Without the permission to read Discord shows none, and so it does where nobody has ever written.
  if (newest.length === 0) {
    const channel = await once.get(Routes.channel(wanted.channel), {}, signal);
    const last = field(channel, 'last_message_id');
    return last === null ? 'absent' : { unknown: 'Discord shows no message there at all' };
  }
  const among = foundIn(newest, wanted);
  if (among !== undefined) return among;
  const [oldest = 0n] = idsOf(newest);
  let after = snowflakeAt(since - marginMs);
  for (let page = 0; newest.length === pageSize && after < oldest; page++) {
    if (page === olderPages) {
      return { unknown: `more than ${olderPages * pageSize} messages came around that time` };
    }
    const messages = await read({ after: String(after) });
    const there = foundIn(messages, wanted);
    if (there !== undefined) return there;
    after = idsOf(messages).at(-1) ?? oldest;
    if (messages.length < pageSize || after > snowflakeAt(since + spanMs)) break;
  }
  return 'absent';
}

/** Ids count milliseconds from 2015 in their upper bits: …/reference#snowflakes. */
function snowflakeAt(ms: number): bigint {
  return BigInt(Math.max(0, ms - 1_420_070_400_000)) << 22n;
}

/** From the oldest to the newest. */
function idsOf(messages: readonly unknown[]): bigint[] {
  const ids = messages.map((message) => BigInt(idOf(message)));
  return ids.sort((one, other) => Number(one - other));
}

function foundIn(messages: readonly unknown[], wanted: Wanted): { found: string } | undefined {
  const message = messages.find((one) => isWanted(one, wanted));
  return message === undefined ? undefined : { found: idOf(message) };
}

function isWanted(message: unknown, { id, author }: Wanted): boolean {
  const writer = field(field(message, 'author'), 'id');
  if (author !== undefined && writer !== author) return false;
  return customIdsIn(field(message, 'components')).some((one) => decodeAction(one)?.args.post === id);
}

function customIdsIn(component: unknown): string[] {
  if (Array.isArray(component)) return component.flatMap(customIdsIn);
  const own = field(component, 'custom_id');
  return [
    ...(typeof own === 'string' ? [own] : []),
    ...['components', 'accessory', 'component'].flatMap((name) => {
      const inner = field(component, name);
      return inner === undefined ? [] : customIdsIn(inner);
    }),
  ];
}

function list(answer: unknown): readonly unknown[] {
  if (!Array.isArray(answer)) throw new TypeError('Discord gave no list of messages');
  return answer;
}

function idOf(message: unknown): string {
  const id = field(message, 'id');
  return typeof id === 'string' && /^\d+$/.test(id) ? id : '0';
}

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null && name in of ? Reflect.get(of, name) : undefined;
}
