import { isObject, type Json } from '../shape.ts';
import { type Answer, invalidForm, noContent, ok, refusals } from './answers.ts';
import type { Incoming } from './front.ts';
import { history } from './history.ts';
import { refuseMessage } from './message-body.ts';
import { type App, type Channel, channelTypes, type Parties } from './parties.ts';
import { openThread } from './threads.ts';
import type { ShownMessage, Timeline } from './timeline.ts';
import { isEphemeral, wireChannel, wireMessage } from './wire-objects.ts';

interface Behind {
  readonly parties: Parties;
  readonly timeline: Timeline;
  readonly clock: () => number;
  note(...breaches: readonly string[]): void;
}

/** Messages that the bot writes by itself, and channels. */
export interface ChannelRoutes {
  serve(incoming: Incoming): Answer;
}

/** "In the past few minutes", say the docs of Create Message. */
const nonceMs = 5 * 60_000;
const nonceLength = 25;

interface Said {
  readonly nonce: string;
  readonly message: ShownMessage;
  readonly at: number;
}

export function createChannelRoutes(behind: Behind): ChannelRoutes {
  const { app, people, channels, everyone } = behind.parties;
  const said: Said[] = [];
  const serveChannel = (channel: Channel, incoming: Incoming): Answer => {
    const { route, params, json, query } = incoming;
    if (!channel.sees) return refusals.missingAccess;
    if (route.endsWith('/threads')) return openThread(behind, channel, params.message ?? '', json);
    if (params.message !== undefined) return serveMessage(behind, channel, params.message, incoming);
    if (route === 'GET /channels/:channel') {
      const last = behind.timeline.in(channel.id).at(-1);
      return ok({ ...wireChannel(channel, app, people), last_message_id: last?.id ?? null });
    }
    if (route.startsWith('GET')) return ok(read(behind, channel, query));
    if (forums.includes(channel.type)) return refusals.noTextChannel;
    if (!channel.writes) return refusals.missingPermissions;
    if (channel.thread?.locked === true) return refusals.archivedThread;
    return post(behind, said, channel, isObject(json) ? json : {});
  };
  return {
    serve(incoming) {
      if (incoming.route === 'POST /users/@me/channels') {
        const { recipient_id } = isObject(incoming.json) ? incoming.json : {};
        const person = people.find(({ id }) => id === recipient_id);
        return person === undefined
          ? refusals.invalidRecipients
          : ok(wireChannel(everyone.dmOf(person), app, people));
      }
      const channel = channels.find(({ id }) => id === incoming.params.channel);
      return channel === undefined ? refusals.unknownChannel : serveChannel(channel, incoming);
    },
  };
}

/** Where nobody can write but in posts. */
const forums = [channelTypes.forum, channelTypes.media];

/** What is for one person alone is in no history. */
function read({ timeline, parties }: Behind, channel: Channel, query: URLSearchParams): Json[] {
  if (!channel.readsHistory) return [];
  return history(timeline.in(channel.id), query).map((message) => asRead(message, parties.app));
}

/** The app has no intent for what people write in guilds. */
function asRead(message: ShownMessage, app: App): Json {
  const { author, channel } = message.origin;
  const wire = wireMessage(message, app);
  const isWithheld = author !== undefined && channel.guild !== undefined;
  return isWithheld ? { ...wire, content: '', components: [], attachments: [] } : wire;
}

function serveMessage(
  { timeline, parties, note }: Behind,
  channel: Channel,
  id: string,
  { route, json }: Incoming,
): Answer {
  const message = timeline.find(id);
  const isOwn = message?.origin.author === undefined;
  if (message === undefined || message.channel !== channel.id || isEphemeral(message)) {
    return refusals.unknownMessage;
  }
  if (route.startsWith('GET')) {
    return channel.readsHistory ? ok(asRead(message, parties.app)) : refusals.missingAccess;
  }
  if (route.startsWith('DELETE')) {
    if (!isOwn) return refusals.missingPermissions;
    timeline.remove(message);
    return noContent;
  }
  if (!isOwn) return refusals.notTheAuthor;
  const refused = refuseMessage(json, { place: 'edit', message, note });
  if (refused !== undefined) return refused;
  timeline.edit(message, isObject(json) ? json : {});
  return ok(wireMessage(message, parties.app));
}

function post(
  { timeline, parties, clock, note }: Behind,
  said: Said[],
  channel: Channel,
  json: Json,
): Answer {
  const { app } = parties;
  const nonce = json.nonce === undefined ? undefined : String(json.nonce);
  if (nonce !== undefined && nonce.length > nonceLength) {
    note(`post: the nonce has ${nonce.length} characters`);
    const message = `Must be ${nonceLength} or fewer in length.`;
    return invalidForm([{ path: ['nonce'], code: 'NONCE_TYPE_TOO_LONG', message }]);
  }
  const withNonce = (message: ShownMessage) =>
    ok({ ...wireMessage(message, app), ...(nonce === undefined ? {} : { nonce: json.nonce }) });
  const before = said.find(
    (one) => one.nonce === nonce && one.message.channel === channel.id && clock() - one.at < nonceMs,
  );
  if (json.enforce_nonce === true && before !== undefined) return withNonce(before.message);
  const refused = refuseMessage(json, { place: 'post', note });
  if (refused !== undefined) return refused;
  const owners = channel.guild === undefined ? { 0: '0' } : { 0: channel.guild.id };
  const message = timeline.add(json, { channel, type: 0, owners });
  if (nonce !== undefined) said.push({ nonce, message, at: clock() });
  return withNonce(message);
}
