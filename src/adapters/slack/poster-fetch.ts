import { isSlackAddress } from './addresses.ts';
import { retryAfter, tooMany } from './calm-fetch.ts';

/**
 * A fetch for what must not be sent twice: it repeats nothing and lets nothing wait, so that whoever sends knows when it left.
 * It goes to Slack alone and follows no redirect. A 429 always says how long.
 */
export function createPosterFetch(apiUrl?: string): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!isSlackAddress(url, apiUrl)) throw new TypeError(`${url.host} is no address of Slack`);
    const response = await fetch(url, { ...init, redirect: 'error' });
    if (response.status !== 429) return response;
    await response.body?.cancel();
    return tooMany(retryAfter(response) * 1_000);
  };
}
