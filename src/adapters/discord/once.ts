import { DefaultRestOptions, type RawFile, REST } from 'discord.js';
import type { DiscordSettings } from '../../config.ts';

/** Requests that are made once: nothing waits for a limit, nothing is asked again. Both reject with what `failureOf` reads. */
export interface Once {
  get(route: `/${string}`, query: Record<string, string>, signal: AbortSignal): Promise<unknown>;
  post(route: `/${string}`, sent: Sending, signal: AbortSignal): Promise<unknown>;
}

interface Sending {
  /** Becomes JSON. */
  body: object;
  files?: RawFile[];
}

/** Timers take no longer one. A request's own signal ends it before. */
const longestMs = 2 ** 31 - 1;

export function createOnce({ token, apiUrl }: Pick<DiscordSettings, 'token' | 'apiUrl'>): Once {
  const rest = new REST({
    retries: 0,
    timeout: longestMs,
    rejectOnRateLimit: () => true,
    // Each channel gets a queue of its own, which is needed once a day.
    handlerSweepInterval: 60_000,
    makeRequest,
    ...(apiUrl === undefined ? {} : { api: apiUrl }),
  });
  // discord.js forgets a token that was refused once, and Discord may take it again.
  const ready = () => rest.setToken(token);
  return {
    get: (route, query, signal) => ready().get(route, { query: new URLSearchParams(query), signal }),
    post: (route, sent, signal) => ready().post(route, { ...sent, signal }),
  };
}

/** Reads all of an answer at once: discord.js leaves that of a 429 or a 5xx unread, and such a connection is not used again. */
const makeRequest: typeof DefaultRestOptions.makeRequest = async (url, init) => {
  const answer = await DefaultRestOptions.makeRequest(url, init);
  const bytes = await answer.arrayBuffer();
  const { status, statusText } = answer;
  const headers = [...answer.headers].map(([name, value]): [string, string] => [name, value]);
  return new Response(bytes.byteLength === 0 ? null : bytes, { status, statusText, headers });
};
