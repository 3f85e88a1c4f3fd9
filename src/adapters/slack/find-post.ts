import type { WebClient } from '@slack/web-api';
import type { Found, Posted } from '../../chat/poster.ts';
import { type Failure, failureOf } from './post-failure.ts';
import type { Identity } from './web.ts';

/** What posts are known by: docs.slack.dev/messaging/message-metadata. Whoever is in the workspace may read it. */
export function metadataOf(id: string) {
  return { event_type: eventType, event_payload: { post_id: id } };
}

const eventType = 'daily_post';

/** Slack gives some apps 15 at most, whatever they ask for: docs.slack.dev/reference/methods/conversations.history. */
const pageSize = 100;
const maxPages = 3;

/** A post is looked for this much before its first attempt, too: the store's clock may have been set in between. */
const marginMs = 10 * 60_000;

interface Looking {
  channel: string;
  id: string;
  /**
   * When it was first sent by Slack's clock, which stamps the messages; in milliseconds since 1970. Undefined while that is not
   * known. Asked after each answer.
   */
  firstSentMs: () => number | undefined;
  /** Who posted it; others could carry the same metadata. */
  me: Pick<Identity, 'botId' | 'userId'>;
  /** A client for the next request. */
  client: () => WebClient;
}

/** Reads from the newest message back. "absent" only when all that came since the first attempt was seen. */
export async function findPost(looking: Looking, urlOf: (posted: Posted) => Posted): Promise<Found> {
  let cursor = '';
  for (let pages = 0; pages < maxPages; pages++) {
    const page = await pageOf(looking, cursor);
    if ('outcome' in page) return page;
    if ('ts' in page) {
      return { outcome: 'found', ...urlOf({ messageId: page.ts, channel: looking.channel }) };
    }
    cursor = page.next;
  }
  return unreadable('too much was written since to see it all');
}

export function unreadable(reason: string): Found {
  return { outcome: 'unreadable', reason };
}

type Page = Found | { ts: string } | { next: string };

async function pageOf(looking: Looking, cursor: string): Promise<Page> {
  const { channel, id, me, client } = looking;
  try {
    const { messages, response_metadata, has_more } = await client().conversations.history({
      channel,
      include_all_metadata: true,
      limit: pageSize,
      ...(cursor === '' ? {} : { cursor }),
    });
    if (messages === undefined) return unreadable('an answer without messages');
    const mine = messages.filter(({ bot_id, user }) => bot_id === me.botId || user === me.userId);
    const { ts } = mine.find(({ metadata }) => isOf(metadata, id)) ?? {};
    if (ts !== undefined) return { ts };
    if (has_more === false || isBefore(messages.at(-1)?.ts, looking)) return { outcome: 'absent' };
    const next = response_metadata?.next_cursor ?? '';
    return next === '' ? unreadable('an answer that does not lead to the messages before it') : { next };
  } catch (error) {
    return foundFrom(failureOf(error, { bot: '', to: 'channel' }));
  }
}

/** Whether a message, and so all before it, came well before the first attempt. */
function isBefore(ts: string | undefined, { firstSentMs }: Looking): boolean {
  const first = firstSentMs();
  return first !== undefined && ts !== undefined && Number(ts) * 1_000 < first - marginMs;
}

function isOf(metadata: unknown, id: string): boolean {
  const { event_type, event_payload } = metadataOf(id);
  if (typeof metadata !== 'object' || metadata === null) return false;
  if (!('event_type' in metadata && 'event_payload' in metadata)) return false;
  const payload = metadata.event_payload;
  if (metadata.event_type !== event_type || typeof payload !== 'object' || payload === null) return false;
  return 'post_id' in payload && payload.post_id === event_payload.post_id;
}

/** Reading may be repeated, so what is uncertain of it is only late. */
function foundFrom(failure: Failure): Found {
  switch (failure.outcome) {
    case 'refused':
      return unreadable(failure.code);
    case 'uncertain':
      return { outcome: 'later', reason: failure.reason };
    case 'later':
      return failure;
    default:
      return failure satisfies never;
  }
}
