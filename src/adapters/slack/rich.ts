import type {
  MrkdwnElement,
  PlainTextElement,
  RichTextBlock,
  RichTextBlockElement,
  RichTextElement,
  RichTextSection,
} from '@slack/types';
import { clean, httpUrl, isVisible, oneLine, shorten } from '../../chat/legible.ts';
import type { Inline } from '../../chat/reply.ts';
import { limits } from './limits.ts';

/**
 * Rich text is shown as it is: Slack looks for no markup, mention, address or emoji in it. Only small text needs mrkdwn,
 * since a context block takes no rich text.
 */
export function richText(inlines: readonly Inline[], max: number = limits.section): RichTextElement[] {
  const elements: RichTextElement[] = [];
  let left = max;
  for (const inline of inlines) {
    const text = clean(inline.text);
    if (text === '' || left <= 0) continue;
    const shown = shorten(text, left);
    left -= shown.length;
    elements.push(richInline(inline, shown));
  }
  return elements.some((element) => 'text' in element && isVisible(element.text ?? '')) ? elements : [];
}

export function richLink(text: string, url: string, style: { bold?: true } = {}): RichTextElement {
  const address = httpUrl(url, limits.url);
  const styled = Object.keys(style).length === 0 ? {} : { style };
  if (address === undefined) return { type: 'text', text, ...styled };
  return { type: 'link', url: address, text, ...styled };
}

export function section(...elements: readonly RichTextElement[]): RichTextSection {
  return { type: 'rich_text_section', elements: [...elements] };
}

export function richBlock(...elements: RichTextBlockElement[]): RichTextBlock {
  return { type: 'rich_text', elements };
}

/** Emoji codes such as :wave: stay as they were written. */
export function plainText(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: shorten(oneLine(text), max), emoji: false };
}

/** Small text: plain where nothing in it is marked or linked. Undefined when nothing of it is visible. */
export function smallText(inlines: readonly Inline[]): PlainTextElement | MrkdwnElement | undefined {
  const whole = clean(inlines.map(({ text }) => text).join(''));
  if (!isVisible(whole)) return undefined;
  if (inlines.every(({ type }) => type === 'plain')) {
    return { type: 'plain_text', text: shorten(whole.trim(), smallMax), emoji: false };
  }
  return { type: 'mrkdwn', text: mrkdwn(inlines, smallMax), verbatim: true };
}

const smallMax = 2000;

function richInline(inline: Inline, text: string): RichTextElement {
  switch (inline.type) {
    case 'plain':
      return { type: 'text', text };
    case 'strong':
      return { type: 'text', text, style: { bold: true } };
    case 'code':
      return { type: 'text', text, style: { code: true } };
    case 'link':
      return richLink(oneLine(text) || text, inline.url);
    default:
      return inline satisfies never;
  }
}

function mrkdwn(inlines: readonly Inline[], max: number): string {
  let written = '';
  for (const inline of inlines) {
    const text = shorten(clean(inline.text), Math.max(1, Math.floor(max / 4)));
    const part = isVisible(text) ? mrkdwnInline(inline, text) : ' ';
    if (written.length + part.length >= max) return `${written}…`;
    written += part;
  }
  return written.trim();
}

function mrkdwnInline(inline: Inline, text: string): string {
  switch (inline.type) {
    case 'plain':
      return unmarked(text);
    case 'strong':
      return `*${unmarked(oneLine(text))}*`;
    case 'code':
      return `\`${unmarked(oneLine(text))}\``;
    case 'link': {
      const address = httpUrl(inline.url, 500);
      const shown = unmarked(oneLine(text));
      return address === undefined ? shown : `<${escapeEntities(address)}|${shown.replaceAll('|', '¦')}>`;
    }
    default:
      return inline satisfies never;
  }
}

/** Slack escapes these three; docs.slack.dev/messaging/formatting-message-text. */
export function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * mrkdwn knows no escape for its own characters, so look-alikes stand in for them where they could format. An escaped >
 * at the start of a line would still make a quotation.
 */
function unmarked(text: string): string {
  const alike: Record<string, string> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };
  const lines = text
    .replace(/^(\s*)>+/gm, '$1›')
    .replace(/[*~`]|_(?![A-Za-z0-9])|(?<![A-Za-z0-9])_/g, (char) => {
      return alike[char] ?? char;
    });
  return escapeEntities(lines.replace(/:(?=[a-z0-9_+'-]+:)/gi, '∶'));
}
