/** Whose page an address is: the name in the host, and on hosts of many people's works the first part of the path. */
export function siteOf(url: string): string {
  const [, host = '', owner = ''] =
    /^https?:\/\/(?:www\.)?([^/?#:]+)(?:\/@?([^/?#]+))?/i.exec(url.toLowerCase()) ?? [];
  const labels = host.split('.');
  if (/\.(github|gitlab)\.io$/.test(host)) return labels[0] ?? '';
  const own = labels.slice(0, -1).filter((label) => label.length > 2 && !general.has(label));
  if (/^(github\.com|gitlab\.com|medium\.com)$/.test(host)) own.push(owner);
  return own.join(' ');
}

/** Parts of hosts that say nothing of the page: shops, archives, hosts of everybody, and kinds of hosts. */
const general = new Set(
  `amazon amzn youtube youtu vimeo medium towardsdatascience substack github gitlab google twitter linkedin reddit
  arxiv acm doi springer oreilly manning packtpub wikipedia slideshare speakerdeck
  blog blogs docs com org net link links learning engineering eng tech developer developers learn news`.split(
    /\s+/,
  ),
);
