/** Fragments that name no part of a page, and query parameters that only say where a reader came from. */
const emptyFragments = ['', '#', '#readme', '#top', '#start-of-content'];
const trackers = /^(utm_.*|fbclid|gclid)$/i;

/**
 * The same text for addresses that lead to the same page: without scheme, www., port of the scheme, slash at the
 * end, trackers and empty fragments, and with the host in lower case. What is no address stays as it is.
 */
export function normaliseUrl(address: string): string {
  const url = URL.parse(address);
  if (url === null) return address;
  const kept = [...url.searchParams].filter(([name]) => !trackers.test(name));
  const query = kept.length === url.searchParams.size ? url.search : queryOf(kept);
  const host = url.host.replace(/^www\./, '');
  const fragment = url.hash.toLowerCase();
  const meaningless = emptyFragments.includes(fragment) || fragment.startsWith('#:~:');
  return host + url.pathname.replace(/\/+$/, '') + query + (meaningless ? '' : url.hash);
}

function queryOf(parameters: readonly [string, string][]): string {
  return parameters.length === 0 ? '' : `?${new URLSearchParams(parameters.map(([k, v]) => [k, v]))}`;
}
