import { isObject, type Json } from '../shape.ts';
import { slackMessageBreaches } from '../slack-payload.ts';
import type { Emulated } from './emulated.ts';
import type { Channel, Installation, Person } from './parties.ts';
import { withoutPing } from './pings.ts';
import type { ShownMessage, Timeline } from './timeline.ts';

/** What a response_url came with. `source`: the app's message whose button was pressed; a command has none. */
export interface Origin {
  readonly person: Person;
  readonly channel: Channel;
  readonly source?: ShownMessage;
}

export interface ResponseUrl {
  readonly url: string;
  /** One entry for each use: the message that it posted, replaced or deleted. */
  readonly answers: readonly ShownMessage[];
}

export interface ResponseUrls {
  open(origin: Origin): ResponseUrl;
  /** What Slack answers to a POST: a status and plain text. */
  use(id: string, payload: Json): Promise<{ status: number; text: string }>;
  /** A message that is shown for an origin in another way, namely by the acknowledgement itself. */
  show(origin: Origin, payload: Json, url: string): Promise<ShownMessage>;
}

interface Place {
  readonly app: Installation;
  readonly emulated: Emulated;
  readonly timeline: Timeline;
  readonly clock: () => number;
  note(...breaches: readonly string[]): void;
  /** Ids that the app may call by name anywhere. */
  readonly mentions: ReadonlySet<string>;
  /** Whom the app may call in a line of their own. */
  readonly pings: ReadonlySet<string>;
  readonly address: () => string;
}

interface Opened extends ResponseUrl {
  readonly origin: Origin;
  readonly openedAt: number;
  readonly answers: ShownMessage[];
  uses: number;
}

/** docs.slack.dev/interactivity/handling-user-interaction: 5 times within 30 minutes. */
const mostUses = 5;
const lifetime = 30 * 60_000;

export function createResponseUrls(place: Place): ResponseUrls {
  const opened = new Map<string, Opened>();
  return {
    open(origin) {
      const id = `T${opened.size + 1}`;
      const url = `${place.address()}/response/${id}`;
      const one: Opened = { url, origin, openedAt: place.clock(), answers: [], uses: 0 };
      opened.set(id, one);
      return one;
    },
    async use(id, payload) {
      const one = opened.get(id);
      if (one === undefined) return { status: 404, text: 'no_service' };
      if (place.clock() - one.openedAt > lifetime) return { status: 404, text: 'expired_url' };
      if (one.uses >= mostUses) return { status: 404, text: 'used_url' };
      one.uses += 1;
      const refusal = refusalOf(place, one.origin, payload);
      if (refusal !== undefined) return { status: 400, text: refusal };
      one.answers.push(await apply(place, one.origin, payload, one.url));
      return { status: 200, text: 'ok' };
    },
    show: (origin, payload, url) => show(place, origin, payload, url),
  };
}

/** Undefined where Slack takes it. Names each breach of the house in `breaches`. */
function refusalOf(place: Place, { person }: Origin, payload: Json): string | undefined {
  const bare = withoutPing(payload, place.pings);
  const found = slackMessageBreaches(bare, { mentions: [...place.mentions, person.id] });
  place.note(...found.map((breach) => `response_url: ${breach}`));
  if (payload.delete_original !== true && [undefined, ''].some((none) => none === payload.text)) {
    return 'no_text';
  }
  return found.length === 0 ? undefined : 'invalid_payload';
}

/**
 * Where nothing can be replaced, as with a command's url, a new message comes instead: bolt-js issue 2287. Only the
 * content is replaced: a message for one person never becomes one for all.
 */
async function apply(place: Place, origin: Origin, payload: Json, url: string): Promise<ShownMessage> {
  const { source } = origin;
  if (source === undefined || source.deleted) return show(place, origin, payload, url);
  if (payload.delete_original === true) {
    if (isPublic(source)) await place.emulated.asBot('chat.delete', target(source));
    place.timeline.remove(source);
    return source;
  }
  if (payload.replace_original !== true) return show(place, origin, payload, url);
  if (!isPublic(source) && payload.response_type === 'in_channel') {
    place.note('response_url: makes a message for one person public by replacing it');
  }
  // Slack does not say what becomes of the metadata then, so here it is lost.
  const changed = { ...target(source), ...bare(payload), metadata: {} };
  if (isPublic(source)) await place.emulated.asBot('chat.update', changed);
  delete source.metadata;
  place.timeline.replace(source, payload);
  return source;
}

async function show(place: Place, origin: Origin, payload: Json, url: string): Promise<ShownMessage> {
  const { person, channel } = origin;
  const thread = typeof payload.thread_ts === 'string' ? { thread_ts: payload.thread_ts } : {};
  const content = { channel: channel.id, text: String(payload.text ?? ''), responseUrl: url, ...thread };
  if (payload.response_type !== 'in_channel') {
    const blocks = blocksIn(payload);
    return place.timeline.add({ ...content, blocks, visibility: 'ephemeral', to: person.id });
  }
  // The emulated Slack knows no post of a bot in a private place where it is no member; there only the timeline has it.
  const posted = await place.emulated.asBot('chat.postMessage', { channel: channel.id, ...bare(payload) });
  const ts = typeof posted.ts === 'string' ? { ts: posted.ts } : {};
  return place.timeline.add({ ...content, blocks: blocksIn(payload), visibility: 'in_channel', ...ts });
}

function blocksIn(payload: Json): Json[] {
  return Array.isArray(payload.blocks) ? payload.blocks.filter(isObject) : [];
}

function isPublic(message: ShownMessage): boolean {
  return message.visibility === 'in_channel';
}

function target({ channel, ts }: ShownMessage): Json {
  return { channel, ts };
}

function bare({ text, blocks, thread_ts }: Json): Json {
  return { text, blocks, ...(thread_ts === undefined ? {} : { thread_ts }) };
}
