/** Whether a request may go there: to Slack itself, or to the one other address of the settings. Never anywhere else. */
export function isSlackAddress(url: URL, apiUrl?: string): boolean {
  if (apiUrl !== undefined) return url.origin === new URL(apiUrl).origin;
  const { protocol, hostname, port, username, password } = url;
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return false;
  return /^([a-z0-9-]+\.)*slack(-gov)?\.com$/.test(hostname);
}
