import { isSlackAddress } from './addresses.ts';
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
const attempts = 4;
/** Slack says how long; this is for an answer that does not. */
const defaultRetrySeconds = 1;
const timeoutMs = 10_000;
/** So many closed methods are remembered before those that are open again are forgotten. */
const maxClosed = 1_000;
/** What posts into a channel, and so has a pace. */
const posting = new Set(['chat.postMessage', 'chat.postEphemeral']);

/**
 * A fetch for everything that goes to Slack. It goes nowhere else, follows no redirect and ends after 10 s. A 429 closes its
 * method in its channel, and nothing else, for as long as Slack says; what waits longer than a minute gets the 429.
 */
export function createCalmFetch({ apiUrl, clock, wait, onLimited }: CalmFetchOptions): Fetch {
  const pace = createPace(clock);
  const closedUntil = new Map<string, number>();

  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!isSlackAddress(url, apiUrl)) throw new TypeError(`${url.host} is no address of Slack`);
    const { method, channel } = asked(url, init?.body);
    const key = `${method} ${channel}`;
    const patientUntil = clock() + patienceMs;
    const turn = posting.has(method) ? pace.turn(channel) : 0;
    if (turn > patienceMs) return tooMany(turn);
    if (turn > 0) await wait(turn);
    for (let attempt = 1; ; attempt++) {
      const until = closedUntil.get(key) ?? 0;
      if (until > patientUntil) return tooMany(until - clock());
      const closed = until - clock();
      if (closed > 0) await wait(closed);
      const signal = AbortSignal.any([
        AbortSignal.timeout(timeoutMs),
        ...(init?.signal ? [init.signal] : []),
      ]);
      const response = await fetch(url, { ...init, redirect: 'error', signal });
      if (response.status !== 429) {
        if (closed <= 0) closedUntil.delete(key);
        return response;
      }
      const seconds = retryAfter(response);
      onLimited?.(method, seconds);
      const open = clock() + seconds * 1000;
      if (closedUntil.size >= maxClosed) forget(closedUntil, clock());
      closedUntil.set(key, Math.max(open, closedUntil.get(key) ?? 0));
      if (attempt >= attempts || open > patientUntil) return response;
      await response.body?.cancel();
    }
  };
}

/** What Slack would say, without asking it. */
function tooMany(ms: number): Response {
  return new Response(null, { status: 429, headers: { 'retry-after': String(Math.ceil(ms / 1000)) } });
}

function forget(closedUntil: Map<string, number>, now: number): void {
  for (const [key, until] of closedUntil) if (until <= now) closedUntil.delete(key);
}

/** The method, and the channel that it is about; a `response_url` is its own method. */
function asked(url: URL, body: unknown): { method: string; channel: string } {
  const [, method] = /\/api\/([\w.]+)$/.exec(url.pathname) ?? [];
  if (method === undefined) return { method: url.pathname, channel: '' };
  const channel = typeof body === 'string' ? new URLSearchParams(body).get('channel') : null;
  return { method, channel: channel ?? '' };
}

function retryAfter({ headers }: Response): number {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : defaultRetrySeconds;
}
