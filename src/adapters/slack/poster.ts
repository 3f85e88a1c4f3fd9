import { WebClient } from '@slack/web-api';
import type { Log } from '../../chat/log.ts';
import type { Found, Posted, Poster, Posting, Sent, Sought, Target } from '../../chat/poster.ts';
import { type Message, message, text } from '../../chat/reply.ts';
import type { SlackSettings } from '../../config.ts';
import { createDirects, type Directs } from './directs.ts';
import { findPost, metadataOf, unreadable } from './find-post.ts';
import { pingBlocks } from './ping.ts';
import { failureOf, lockedOutMs } from './post-failure.ts';
import { createPosterFetch, createSlackTime } from './poster-fetch.ts';
import { renderPost } from './render.ts';
import { sdkLog } from './sdk-log.ts';
import { isLockedOut, type Refusal, refusalOf } from './trouble.ts';
import { clientOptions, type Identity, posted } from './web.ts';

export interface PosterOptions {
  settings: Pick<SlackSettings, 'botToken' | 'apiUrl'>;
  log: Log;
  /** Monotonic, in milliseconds. */
  clock: () => number;
  /** Who the bot is; undefined until that is known. */
  me: () => Identity | undefined;
  /** Told when Slack no longer takes the token. */
  onLockedOut: (refusal: Refusal) => void;
  /** Lets the program wait for what goes on after an attempt. */
  track: <T>(work: Promise<T>) => Promise<T>;
}

/** What an attempt works with. */
interface Bench extends PosterOptions {
  clientFor(timeoutMs: number, onAnswer?: (answer: Response) => void): WebClient;
  directs: Directs;
}

/** Writes into Slack by itself: one request an attempt, and nothing is ever repeated here. */
export function createPoster(options: PosterOptions): Poster {
  const bench: Bench = { ...options, clientFor: createClients(options), directs: createDirects() };
  return {
    platform: 'slack',
    // Slack limits each channel by itself, to about one message a second, and a channel gets one post a day.
    perSecond: Number.POSITIVE_INFINITY,
    // Slack does not know a message again by an id of ours.
    repeatableMs: 0,
    async post(to, posting, timeoutMs) {
      const me = knownIn(bench, to);
      return 'outcome' in me ? me : post(bench, me, { to, posting, timeoutMs });
    },
    async find(in_, sought, timeoutMs) {
      const me = knownIn(bench, in_);
      return 'outcome' in me ? me : find(bench, me, { in_, sought, timeoutMs });
    },
    tell: (person, said, timeoutMs) => tell(bench, person, { said, timeoutMs }),
  };
}

/** A client of its own for each request, since the library takes one timeout for all of a client's. */
function createClients({ settings, log }: PosterOptions): Bench['clientFor'] {
  const { botToken, apiUrl } = settings;
  const logger = sdkLog(log);
  return (timeoutMs, onAnswer) => {
    const options = clientOptions(createPosterFetch(apiUrl, onAnswer), apiUrl);
    return new WebClient(botToken, { ...options, logger, timeout: Math.max(1, Math.ceil(timeoutMs)) });
  };
}

/** Somebody may have put in the token of another workspace: there Slack would say that every channel is gone. */
function knownIn({ me }: Bench, { workspace }: Target) {
  const known = me();
  if (known === undefined) return { outcome: 'later', reason: 'Slack is not connected yet' } as const;
  if (known.workspace === workspace) return known;
  return { outcome: 'later', afterMs: lockedOutMs, reason: 'the bot is in another workspace now' } as const;
}

async function post(
  bench: Bench,
  me: Identity,
  { to, posting, timeoutMs }: { to: Target; posting: Posting; timeoutMs: number },
): Promise<Sent> {
  const channel = to.type === 'channel' ? to.channel : to.person;
  const payload = posted(renderPost(posting.message, pingBlocks(posting.ping)));
  const metadata = metadataOf(posting.id);
  try {
    const answer = await bench.clientFor(timeoutMs).chat.postMessage({ channel, ...payload, metadata });
    if (answer.ts === undefined) return { outcome: 'uncertain', reason: 'an answer without a message' };
    const where = { channel: answer.channel ?? channel, messageId: answer.ts };
    if (to.type === 'person') bench.directs.set(to.person, where.channel);
    // Nobody waits for it, so that what became of the post is written down at once.
    if (posting.thread !== undefined) void bench.track(talkBelow(bench, where, posting.thread, timeoutMs));
    return { outcome: 'sent', ...withUrl(me, where) };
  } catch (error) {
    tellOf(bench, error);
    return failureOf(error, { bot: me.name, to: to.type });
  }
}

/** The post stands without it. */
async function talkBelow(
  { clientFor, log }: Bench,
  { channel, messageId }: Posted,
  thread: string,
  timeoutMs: number,
): Promise<void> {
  const payload = posted(renderPost(message(text(`Talk about it here: ${thread}`))));
  try {
    await clientFor(timeoutMs).chat.postMessage({ channel, ...payload, thread_ts: messageId });
  } catch (error) {
    log.warn({ err: error, channel }, 'a daily post got no thread');
  }
}

async function find(
  { clock, clientFor, directs }: Bench,
  me: Identity,
  { in_, sought: { id, agoMs }, timeoutMs }: { in_: Target; sought: Sought; timeoutMs: number },
): Promise<Found> {
  const channel = in_.type === 'channel' ? in_.channel : directs.get(in_.person);
  if (channel === undefined) return unknownDirect;
  const began = clock();
  const time = createSlackTime(clock);
  const client = () => clientFor(began + timeoutMs - clock(), time.heard);
  const firstSentMs = () => {
    const now = time.at(began);
    // Of a time to come nothing follows: the store's clock was set back.
    return now === undefined || !(agoMs >= 0) ? undefined : now - agoMs;
  };
  return findPost({ channel, id, firstSentMs, me, client }, (found) => withUrl(me, found));
}

async function tell(
  bench: Bench,
  person: string,
  { said, timeoutMs }: { said: Message; timeoutMs: number },
): Promise<'told' | 'later' | 'refused'> {
  // A person is also known as "slack:T1/U2".
  const id = person.replace(/^.*[/:]/, '');
  try {
    const payload = posted(renderPost(said));
    const { channel } = await bench.clientFor(timeoutMs).chat.postMessage({ channel: id, ...payload });
    if (channel !== undefined) bench.directs.set(id, channel);
    return 'told';
  } catch (error) {
    tellOf(bench, error);
    // A word that comes twice does less harm than one that never comes.
    return failureOf(error, { bot: '', to: 'person' }).outcome === 'refused' ? 'refused' : 'later';
  }
}

function tellOf({ onLockedOut }: Bench, error: unknown): void {
  const refusal = refusalOf(error);
  if (refusal !== undefined && isLockedOut(refusal)) onLockedOut(refusal);
}

function withUrl({ url }: Identity, { channel, messageId }: Posted): Posted {
  if (url === undefined) return { messageId, channel };
  return {
    messageId,
    channel,
    url: `${url.replace(/\/?$/, '/')}archives/${channel}/p${messageId.replace('.', '')}`,
  };
}

const unknownDirect: Found = unreadable(
  'Slack tells the conversation with a person only with a message into it, and none has come since the start',
);
