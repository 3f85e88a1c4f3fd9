import {
  addressAsTitle,
  type Found,
  plainLine,
  type Skipped,
  splitAuthors,
  trimSeparators,
  withoutEmojiCodes,
} from './import-found.ts';
import type { Inline, Link, Token } from './import-inline.ts';

/** What stands between links that belong together: "[Paper](…), [slides](…) and [code](…)". */
const joiner = /^[\s,;|/·•&+()[\]–—-]*(?:and|or|plus)?[\s,;|/·•&+()[\]–—-]*$/i;
/** Texts of links that say only what is behind them, not what it is about. */
const labels =
  /^\(?(the )?(pdf|slides?|code|source|video|github|repo|repository|here|link|website|site|home ?page|docs?|documentation|demo|paper|blog|post|article|book|notebook|website|arxiv|recording|download|read|watch|part \d+|\d+)\)?$/i;

/**
 * The entries of one line of a list. The first link is one, with its authors and what the rest says. Links joined to it
 * by no more than commas and the like are further ones; those in running text are only mentioned there.
 */
export function entriesOfLine(
  { tokens, skipped }: Inline,
  section: readonly string[],
): {
  found: Found[];
  skipped: Skipped[];
} {
  const first = tokens.findIndex(isLink);
  const main = tokens[first];
  if (main === undefined || !isLink(main)) return { found: [], skipped: [...skipped] };
  const { lead, heading } = readLead(tokens.slice(0, first), tokens.slice(first + 1).some(isLink));
  const sections = heading === '' ? section : [...section, heading];
  const { joined, after, mentioned } = splitTail(tokens.slice(first + 1));
  const { authors, publisher, rest } = splitAuthors(after);
  const bare = isBare(main) && lead !== '';
  const title = bare ? lead : titleOf(main);
  const described = [...(bare ? [] : [lead]), rest].filter((text) => text !== '').join(' ');
  const found: Found[] = [
    {
      title,
      url: main.url,
      description: described,
      authors,
      section: sections,
      line: main.line,
      ...(publisher === undefined ? {} : { publisher }),
    },
    ...joined.map((link) => ({
      title: labels.test(link.title)
        ? `${title} (${link.title.toLowerCase().replace(/[()]/g, '')})`
        : titleOf(link),
      url: link.url,
      description: '',
      authors,
      section: sections,
      line: link.line,
    })),
  ];
  const reason = `mentioned in the text about ${title}`;
  const mentions = mentioned.map((link) => ({ what: titleOf(link), reason, line: link.line }));
  return { found, skipped: [...skipped, ...mentions] };
}

/** The entries of running text outside of lists: every link, with the text before a bare address as its title. */
export function entriesOfText(
  { tokens, skipped }: Inline,
  section: readonly string[],
): {
  found: Found[];
  skipped: Skipped[];
} {
  const found = tokens.flatMap((token, index): Found[] => {
    if (!isLink(token)) return [];
    const before = tokens[index - 1];
    const lead =
      before === undefined || isLink(before)
        ? ''
        : trimSeparators(withoutEmojiCodes(before.text.split('\n').at(-1) ?? ''));
    const title = isBare(token) && lead !== '' ? lead : titleOf(token);
    return [{ title, url: token.url, description: '', authors: [], section, line: token.line }];
  });
  return { found, skipped: [...skipped] };
}

function isLink(token: Token): token is Link {
  return 'url' in token;
}

function textOfTokens(tokens: readonly Token[]): string {
  return tokens.map((token) => (isLink(token) ? token.title : token.text)).join('');
}

/** Text before the first link: a heading of several links if it ends in a colon, else part of the description. */
function readLead(tokens: readonly Token[], several: boolean): { lead: string; heading: string } {
  const text = textOfTokens(tokens);
  const lead = trimSeparators(withoutEmojiCodes(text));
  return several && /:\s*$/.test(text) ? { lead: '', heading: lead } : { lead, heading: '' };
}

function splitTail(tail: readonly Token[]): { joined: Link[]; after: string; mentioned: Link[] } {
  const joined: Link[] = [];
  let index = 0;
  for (; index < tail.length; index++) {
    const token = tail[index];
    const next = tail[index + 1];
    if (token === undefined) break;
    if (isLink(token)) joined.push(token);
    else if (next === undefined || !isLink(next) || !joiner.test(token.text) || token.text.includes('\n'))
      break;
  }
  const rest = tail.slice(index);
  const after = joined.length > 0 ? textOfTokens(rest).replace(/^\s*[\])]+/, '') : textOfTokens(rest);
  return { joined, after, mentioned: rest.filter(isLink).filter(unlessAuthor(rest)) };
}

/** Links in "by [A](…) and [B](…)" name people. */
function unlessAuthor(rest: readonly Token[]): (link: Link) => boolean {
  const { authors } = splitAuthors(textOfTokens(rest));
  return (link) => !authors.includes(plainLine(link.title));
}

/** An address that stands for itself. */
function isBare({ title, url }: Link): boolean {
  return (
    title === '' || title === url || url.replace(/^https?:\/\//i, '') === title.replace(/^https?:\/\//i, '')
  );
}

function titleOf(link: Link): string {
  if (!isBare(link)) return link.title;
  return addressAsTitle(link.url);
}
