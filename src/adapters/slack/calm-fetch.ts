import { isSlackAddress } from './addresses.ts';
import { createGates } from './gates.ts';
import { createPace } from './pace.ts';

type Fetch = typeof globalThis.fetch;

export interface CalmFetchOptions {
  /** Another address than Slack's own, on this machine. */
  apiUrl?: string;
  /** Monotonic, in milliseconds. */
  clock: () => number;
  /** Resolves after so many milliseconds. */
  wait: (ms: number) => Promise<unknown>;
  /** Told of every 429: what was asked for, and the seconds that Slack wants. */
  onLimited?: (what: string, seconds: number) => void;
}

/** How long one request may wait for its turn, all its attempts together. */
const patienceMs = 60_000;
/** A trigger is worth nothing after three seconds. */
const hurriedMs = 2_000;
const hurried = new Set(['views.open', 'views.push']);
const attempts = 4;
/** Slack says how long; this is for an answer that does not. */
const defaultRetrySeconds = 1;
const timeoutMs = 10_000;
/** What posts into a channel, and so has a pace. */
const posting = new Set(['chat.postMessage', 'chat.postEphemeral']);

/**
 * A fetch for everything that goes to Slack. It goes nowhere else, follows no redirect and ends after 10 s. A 429 closes its
 * method in its channel, and nothing else, for as long as Slack says; what waits longer than a minute gets the 429,
 * and what opens a modal after two seconds.
 */
export function createCalmFetch({ apiUrl, clock, wait, onLimited }: CalmFetchOptions): Fetch {
  const pace = createPace(clock);
  const gates = createGates(clock, wait);

  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!isSlackAddress(url, apiUrl)) throw new TypeError(`${url.host} is no address of Slack`);
    const { method, said = method, channel } = asked(url, init?.body);
    const key = `${method} ${channel}`;
    const turn = (longestMs: number) => pace.turn(channel, longestMs);
    const longest = hurried.has(method) ? hurriedMs : patienceMs;
    const patient = { until: clock() + longest, ...(posting.has(method) ? { turn } : {}) };

    async function attempt(): Promise<Response> {
      const signal = AbortSignal.any([
        AbortSignal.timeout(timeoutMs),
        ...(init?.signal ? [init.signal] : []),
      ]);
      const response = await fetch(url, { ...init, redirect: 'error', signal });
      if (response.status !== 429) return response;
      const seconds = retryAfter(response);
      onLimited?.(said, seconds);
      gates.close(key, seconds * 1_000);
      return response;
    }

    for (let made = 1; ; made++) {
      const passed = await gates.pass(key, patient, attempt);
      if ('waitMs' in passed) return tooMany(passed.waitMs);
      const { done: response } = passed;
      if (response.status !== 429 || made >= attempts) return response;
      await response.body?.cancel();
    }
  };
}

/** What Slack would say, without asking it. */
export function tooMany(ms: number): Response {
  return new Response(null, { status: 429, headers: { 'retry-after': String(Math.ceil(ms / 1_000)) } });
}

/** The method, and the channel that it is about. A `response_url` is its own method, and a secret: others are told `said`. */
function asked(url: URL, body: unknown): { method: string; said?: string; channel: string } {
  const [, method] = /\/api\/([\w.]+)$/.exec(url.pathname) ?? [];
  if (method === undefined) return { method: url.pathname, said: 'response_url', channel: '' };
  const channel = typeof body === 'string' ? new URLSearchParams(body).get('channel') : null;
  return { method, channel: channel ?? '' };
}

/** The seconds that a 429 asks to wait. */
export function retryAfter({ headers }: Response): number {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : defaultRetrySeconds;
}
