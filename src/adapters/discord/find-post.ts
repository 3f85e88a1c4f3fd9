import { Routes } from 'discord.js';
import { decodeAction } from '../../chat/action.ts';
import type { Once } from './once.ts';

/** The channel, the message's id and when it was first sent, and the bot's own id where that is known. */
interface Wanted {
  channel: string;
  id: string;
  firstSentAt: Temporal.Instant;
  /** How long ago that was, in milliseconds. */
  agoMs: number;
  author?: string;
}

/** The id of the message, that there is none, or why nobody can tell. */
type Look = { found: string } | 'absent' | { unknown: string };

/** The most that Discord gives at once. */
const pageSize = 100;
/** Read back from the newest message. */
const pages = 3;
const marginMs = 60_000;
/** What passed by our clock, against the same by Discord's. */
const doubtMs = 10 * 60_000;

/**
 * Reads back from the newest message until all has been seen that can be the post: only then it is absent, by Discord's clock and
 * whatever ours says. In a busy channel it looks around the time of the first attempt, too. A post is known by its buttons, since
 * Discord does not give a nonce back. Rejects as `once` does.
 */
export async function findPost(once: Once, wanted: Wanted, signal: AbortSignal): Promise<Look> {
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
  // The newest is not newer than now, so this is not too late.
  const oldestOfAll = millisecondsOf(idsOf(newest).at(-1) ?? 0n) - wanted.agoMs - doubtMs;
  let messages = newest;
  for (let page = 1; ; page++) {
    const there = foundIn(messages, wanted);
    if (there !== undefined) return there;
    const [oldest = 0n] = idsOf(messages);
    if (messages.length < pageSize || millisecondsOf(oldest) < oldestOfAll) return 'absent';
    if (page === pages) return { unknown: `more than ${pages * pageSize} messages came since` };
    if (page === 1) {
      const after = String(snowflakeAt(wanted.firstSentAt.epochMilliseconds - marginMs));
      const around = foundIn(await read({ after }), wanted);
      if (around !== undefined) return around;
    }
    messages = await read({ before: String(oldest) });
  }
}

/** Ids count milliseconds from 2015 in their upper bits: …/reference#snowflakes. */
const epochMs = 1_420_070_400_000;

function snowflakeAt(ms: number): bigint {
  return BigInt(Math.max(0, ms - epochMs)) << 22n;
}

function millisecondsOf(id: bigint): number {
  return Number(id >> 22n) + epochMs;
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
