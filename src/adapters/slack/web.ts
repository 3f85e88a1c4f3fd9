import type { HomeView, ModalView } from '@slack/types';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { SlackMessage } from './render.ts';
import { type ChannelFacts, channelFactsOf, type Profile, profileOf } from './told.ts';

/** What the adapter asks of Slack's Web API, and no more. Each rejects with what Slack refused. */
export interface Web {
  /** Gives the message's id (ts). `channel` may be a person's id: their direct messages with the bot. */
  post(where: { channel: string; thread?: string }, payload: SlackMessage): Promise<string>;
  /** For the eyes of one person. */
  postPrivately(
    where: { channel: string; person: string; thread?: string },
    payload: SlackMessage,
  ): Promise<void>;
  /**
   * Puts another content into a message of the bot. What it carries unseen (its metadata) stays:
   * docs.slack.dev/reference/methods/chat.update, metadata.
   */
  update(where: { channel: string; ts: string }, payload: SlackMessage): Promise<void>;
  /** Gives the id of the view. A trigger lives for 3 s. */
  openView(trigger: string, view: ModalView): Promise<string>;
  /** On top of the view that the trigger comes from. */
  pushView(trigger: string, view: ModalView): Promise<string>;
  updateView(id: string, view: ModalView): Promise<void>;
  publishHome(person: string, view: HomeView): Promise<void>;
  /** Needs users:read. */
  person(id: string): Promise<Profile>;
  /** Needs channels:read, or groups:read for a private channel. */
  channel(id: string): Promise<ChannelFacts>;
  /** Who the token is. */
  whoAmI(): Promise<Identity>;
}

export interface Identity {
  /** What everything is kept under: the enterprise if there is one, since a person is the same in all of it; else the team. */
  workspace: string;
  botId: string;
  userId: string;
  /** What people type after @. */
  name: string;
  /** What the token may do. */
  scopes: readonly string[];
  /** Where the workspace is: "https://team.slack.com/". */
  url?: string;
}

/**
 * Retries are not the client's business: it would repeat a 404 for half an hour, and a message that may have been posted.
 * What may be repeated, `fetch` repeats.
 */
export function clientOptions(
  fetch: typeof globalThis.fetch,
  apiUrl?: string,
): Pick<WebClientOptions, OptionName> {
  return {
    fetch,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    // What waits for its turn in one channel must not hold up the others.
    maxRequestConcurrency: Number.POSITIVE_INFINITY,
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  };
}

type OptionName =
  | 'fetch'
  | 'retryConfig'
  | 'rejectRateLimitedCalls'
  | 'maxRequestConcurrency'
  | 'slackApiUrl';

/** Asks for a Socket Mode connection without using it. */
export async function openConnection(appToken: string, options: WebClientOptions): Promise<void> {
  await new WebClient(appToken, options).apps.connections.open();
}

export function createWeb(token: string, options: WebClientOptions): Web {
  const client = new WebClient(token, options);
  const inThread = (thread: string | undefined) => (thread === undefined ? {} : { thread_ts: thread });
  return {
    async post({ channel, thread }, payload) {
      const { ts } = await client.chat.postMessage({ channel, ...posted(payload), ...inThread(thread) });
      return ts ?? '';
    },
    async postPrivately({ channel, person, thread }, payload) {
      const { text, blocks } = payload;
      await client.chat.postEphemeral({ channel, user: person, text, blocks, ...inThread(thread) });
    },
    async update({ channel, ts }, payload) {
      const { text, blocks } = payload;
      await client.chat.update({ channel, ts, text, blocks });
    },
    async openView(trigger, view) {
      return (await client.views.open({ trigger_id: trigger, view })).view?.id ?? '';
    },
    async pushView(trigger, view) {
      return (await client.views.push({ trigger_id: trigger, view })).view?.id ?? '';
    },
    async updateView(id, view) {
      await client.views.update({ view_id: id, view });
    },
    async publishHome(person, view) {
      await client.views.publish({ user_id: person, view });
    },
    async person(id) {
      return profileOf((await client.users.info({ user: id })).user ?? {});
    },
    async channel(id) {
      const told = await client.conversations.info({ channel: id });
      return channelFactsOf(told.channel ?? {}, told.response_metadata?.scopes);
    },
    async whoAmI() {
      const told = await client.auth.test();
      return {
        workspace: told.enterprise_id ?? told.team_id ?? '',
        botId: told.bot_id ?? '',
        userId: told.user_id ?? '',
        name: told.user ?? 'mlops-companion',
        scopes: told.response_metadata?.scopes ?? [],
        ...(told.url === undefined ? {} : { url: told.url }),
      };
    },
  };
}

/** Without what only a response_url reads. */
export function posted({ response_type: _, ...payload }: SlackMessage) {
  return payload;
}
