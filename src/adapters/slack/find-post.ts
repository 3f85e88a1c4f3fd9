import type { WebClient } from '@slack/web-api';
import type { Found, Posted } from '../../chat/poster.ts';
import { type Failure, failureOf } from './post-failure.ts';
import type { Identity } from './web.ts';

/** What posts are known by: docs.slack.dev/messaging/message-metadata. Whoever is in the workspace may read it. */
export function metadataOf(id: string) {
  return { event_type: eventType, event_payload: { post_id: id } };
}

const eventType = 'daily_post';

/** So many come in one answer: some apps get no more (docs.slack.dev/reference/methods/conversations.history). */
const pageSize = 15;
const maxPages = 3;

/**
 * Where to look, in seconds from the first attempt: first where the message most likely is, since Slack gives what is newest
 * in a time first. Clocks differ a little; an attempt may have been put off for a while.
 */
const windows = [
  { from: -60, to: 120 },
  { from: 120, to: 30 * 60 },
];

interface Looking {
  channel: string;
  id: string;
  firstSentAt: Temporal.Instant;
  /** Who posted it; others could carry the same metadata. */
  me: Pick<Identity, 'botId' | 'userId'>;
  /** A client for the next request. */
  client: () => WebClient;
}

/** "absent" only when all that came in that time was seen. */
export async function findPost(looking: Looking, urlOf: (posted: Posted) => Posted): Promise<Found> {
  let pages = 0;
  for (const { from, to } of windows) {
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      if (++pages > maxPages) return unreadable(tooMuch);
      const page: Page = await pageOf(looking, { from, to, cursor });
      if ('outcome' in page) return page;
      if (page.ts !== undefined) {
        return { outcome: 'found', ...urlOf({ messageId: page.ts, channel: looking.channel }) };
      }
      cursor = page.next;
    }
  }
  return { outcome: 'absent' };
}

const tooMuch = 'too much was written around it to see it all';

export function unreadable(reason: string): Found {
  return { outcome: 'unreadable', reason };
}

type Page = Found | { ts?: string; next?: string };

async function pageOf(
  { channel, id, firstSentAt, me, client }: Looking,
  { from, to, cursor }: { from: number; to: number; cursor: string },
): Promise<Page> {
  const at = (seconds: number) => (firstSentAt.epochMilliseconds / 1_000 + seconds).toFixed(6);
  try {
    const {
      messages = [],
      response_metadata,
      has_more,
    } = await client().conversations.history({
      channel,
      oldest: at(from),
      latest: at(to),
      inclusive: true,
      include_all_metadata: true,
      limit: pageSize,
      ...(cursor === '' ? {} : { cursor }),
    });
    const mine = messages.filter(({ bot_id, user }) => bot_id === me.botId || user === me.userId);
    const { ts } = mine.find(({ metadata }) => isOf(metadata, id)) ?? {};
    const next = response_metadata?.next_cursor ?? '';
    if (ts !== undefined) return { ts };
    if (next === '') return has_more === true ? unreadable(tooMuch) : {};
    return { next };
  } catch (error) {
    return foundFrom(failureOf(error, { bot: '', to: 'channel' }));
  }
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
