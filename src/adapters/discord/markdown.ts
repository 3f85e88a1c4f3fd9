import { clean, httpUrl, isVisible, oneLine, shorten } from '../../chat/legible.ts';
import type { Inline } from '../../chat/reply.ts';

/**
 * Text that shows as it is: no formatting, link, mention, time or emoji comes of it. Discord takes a backslash before any
 * sign. At most `max` characters long with its escapes; it may start a line.
 */
export function escapeTo(text: string, max: number): string {
  return within(text, max, (part) => escapeStarts(escapeSigns(part)));
}

/** Inlines as Markdown of at most `max` characters; '' when nothing of them is visible. */
export function markdown(inlines: readonly Inline[], max: number): string {
  let written = '';
  for (const inline of inlines) {
    const part = markdownInline(inline, max - written.length - 1);
    if (part === undefined) {
      written = `${written}…`;
      break;
    }
    written += part;
  }
  const shown = escapeStarts(written).trim();
  return isVisible(inlines.map(({ text }) => text).join('')) ? shown : '';
}

/** `[text](address)`, or the escaped text alone when the address is none that may be opened. */
export function maskedLink(text: string, url: string, max: number): string {
  const address = httpUrl(url, Math.min(1500, max - 40));
  const room = address === undefined ? max : max - address.length - 4;
  const shown = within(oneLine(text), room, escapeSigns);
  return address === undefined ? shown : `[${shown}](${address})`;
}

/** Small grey lines. */
export function subtext(written: string): string {
  return written
    .split('\n')
    .filter(isVisible)
    .map((line) => `-# ${line}`)
    .join('\n');
}

/** Undefined when not even a piece of it fits. */
function markdownInline(inline: Inline, max: number): string | undefined {
  if (max < 60) return undefined;
  const text = clean(inline.text);
  const [before = '', middle = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text)?.slice(1) ?? [];
  if (!isVisible(middle)) return text === '' ? '' : ' ';
  const around = (shown: string) => `${before === '' ? '' : ' '}${shown}${after === '' ? '' : ' '}`;
  switch (inline.type) {
    case 'plain':
      return within(text, max, escapeSigns);
    case 'strong':
      return around(`**${within(oneLine(middle), max - 6, escapeSigns)}**`);
    case 'code':
      return around(`\`${shorten(oneLine(middle).replaceAll('`', 'ˋ'), max - 4)}\``);
    case 'link':
      return around(maskedLink(middle, inline.url, max - 2));
    default:
      return inline satisfies never;
  }
}

function within(text: string, max: number, write: (text: string) => string): string {
  let room = max;
  while (room > 0 && write(shorten(text, room)).length > max) room = Math.floor(room * 0.9);
  return write(shorten(text, room));
}

/** A colon matters before a sign: https://, :wave:, <t:1>. A name after @ that would look like a call gets a zero-width space. */
function escapeSigns(text: string): string {
  return text.replace(/[\\*_~`|<>[\]]|:(?=\S)/g, '\\$&').replace(/@(?=everyone|here)/gi, '@\u200B');
}

/** Headings, small text, quotations and lists begin a line. */
function escapeStarts(text: string): string {
  return text.replace(/^(\s*)([#+-])/gm, '$1\\$2').replace(/^(\s*\d+)([.)])/gm, '$1\\$2');
}
