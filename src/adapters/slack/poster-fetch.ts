import { isSlackAddress } from './addresses.ts';
import { retryAfter, tooMany } from './calm-fetch.ts';

/**
 * A fetch for what must not be sent twice: it repeats nothing and lets nothing wait, so that whoever sends knows when it left.
 * It goes to Slack alone and follows no redirect. A 429 always says how long.
 *
 * @param onAnswer sees each answer, and leaves its body alone
 */
export function createPosterFetch(
  apiUrl?: string,
  onAnswer: (answer: Response) => void = () => {},
): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!isSlackAddress(url, apiUrl)) throw new TypeError(`${url.host} is no address of Slack`);
    const response = await fetch(url, { ...init, redirect: 'error' });
    onAnswer(response);
    if (response.status !== 429) return response;
    await response.body?.cancel();
    return tooMany(retryAfter(response) * 1_000);
  };
}

/** What time it is at Slack, whose clock stamps the messages: ours may be wrong by hours. */
export interface SlackTime {
  heard(answer: Response): void;
  /** At a moment of the monotonic clock, in milliseconds since 1970; undefined when the last answer did not say. */
  at(moment: number): number | undefined;
}

/** `clock` is monotonic, in milliseconds. */
export function createSlackTime(clock: () => number): SlackTime {
  let aheadMs: number | undefined;
  return {
    heard({ headers }) {
      const ms = Date.parse(headers.get('date') ?? '');
      aheadMs = Number.isNaN(ms) ? undefined : ms - clock();
    },
    at: (moment) => (aheadMs === undefined ? undefined : moment + aheadMs),
  };
}
