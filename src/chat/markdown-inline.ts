import { cleanText, webUrl } from './clean.ts';
import type { Inline } from './reply.ts';

/**
 * Inlines as lines of CommonMark with GitHub's extensions. Whatever their text holds is shown as it is: it formats
 * nothing, links nothing, embeds no HTML and mentions nobody. Bold is dropped where the syntax has no room for it
 * (`a**(b)**c` is not bold).
 */
export function inlinesMarkdown(inlines: readonly Inline[]): string {
  const merged = merge(inlines.flatMap(clean));
  return merge(merged.map((inline, index) => fitted(inline, merged[index - 1], merged[index + 1])))
    .map(write)
    .join('')
    .split('\n')
    .map((line) => escapeStart(line.trim()))
    .filter((line) => line !== '')
    .join('\\\n');
}

/** One line, for headings, list items and labels. */
export function lineMarkdown(inlines: readonly Inline[]): string {
  return inlinesMarkdown(inlines.map((inline) => ({ ...inline, text: inline.text.replace(/\s+/gu, ' ') })));
}

/** Space at the ends stands outside the marks. */
function clean(inline: Inline): Inline[] {
  const text = cleanText(inline.text).replace(/[^\S\n]+/gu, ' ');
  if (inline.type === 'plain') return [{ ...inline, text }];
  const line = text.replace(/\s+/gu, ' ');
  const space = (there: boolean): Inline => ({ type: 'plain', text: there ? ' ' : '' });
  return [
    space(line.startsWith(' ')),
    marked(inline, line.trim()),
    space(line.length > 1 && line.endsWith(' ')),
  ];
}

function marked(inline: Inline, text: string): Inline {
  if (inline.type !== 'link') return { type: inline.type, text };
  const url = webUrl(inline.url);
  return url === undefined ? { type: 'plain', text } : { type: 'link', text: text === '' ? url : text, url };
}

function merge(inlines: readonly Inline[]): Inline[] {
  const merged: Inline[] = [];
  for (const inline of inlines) {
    const before = merged.at(-1);
    if (inline.text === '') continue;
    if (before === undefined || before.type === 'link' || before.type !== inline.type) merged.push(inline);
    else merged[merged.length - 1] = { type: before.type, text: joined(before.text, inline.text) };
  }
  return merged;
}

/** Two spaces that meet are one. */
function joined(before: string, after: string): string {
  return before.endsWith(' ') && after.startsWith(' ') ? before + after.slice(1) : before + after;
}

/** CommonMark's flanking rule: `**` beside punctuation needs space or punctuation on its other side. */
function fitted(inline: Inline, before: Inline | undefined, after: Inline | undefined): Inline {
  if (inline.type !== 'strong') return inline;
  const characters = [...inline.text];
  const opens = isLetter(characters[0]) || isGap(edge(before, -1));
  const closes = isLetter(characters.at(-1)) || isGap(edge(after, 0));
  return opens && closes ? inline : { type: 'plain', text: inline.text };
}

function edge(inline: Inline | undefined, at: 0 | -1): string | undefined {
  if (inline === undefined) return undefined;
  return inline.type === 'plain' ? inline.text.at(at) : '`';
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /^[\p{L}\p{N}]$/u.test(character);
}

function isGap(character: string | undefined): boolean {
  return character === undefined || /^[\s!-/:-@[-`{-~]$/.test(character);
}

function write(inline: Inline): string {
  switch (inline.type) {
    case 'plain':
      return escapeText(inline.text);
    case 'strong':
      return `**${escapeText(inline.text)}**`;
    case 'code':
      return codeSpan(inline.text);
    case 'link':
      return `[${escapeText(inline.text)}](<${destination(inline.url)}>)`;
    default:
      return inline satisfies never;
  }
}

/**
 * Addresses, mail and mentions become links in text that is already unescaped, so a backslash does not stop them: an
 * invisible word joiner does.
 */
function escapeText(text: string): string {
  return text
    .replace(/[\\`*_[\]<>&|~#$]|!$/g, '\\$&')
    .replace(/:(?=\/\/)|(?<=www)(?=\.)|@(?=[\p{L}\p{N}_+-])/giu, `$&${wordJoiner}`);
}

const wordJoiner = '\u2060';

/** What opens a list, a heading or a rule at the beginning of a line. */
function escapeStart(line: string): string {
  return line.replace(/^[+\-=:]/, '\\$&').replace(/^(\d{1,9})([.)])/, '$1\\$2');
}

function codeSpan(text: string): string {
  const runs = new Set((text.match(/`+/g) ?? []).map(({ length }) => length));
  let fence = 1;
  while (runs.has(fence)) fence++;
  const pad = /^`|`$/.test(text) ? ' ' : '';
  return '`'.repeat(fence) + pad + text + pad + '`'.repeat(fence);
}

function destination(url: string): string {
  return url
    .replace(/</g, '%3C')
    .replace(/>/g, '%3E')
    .replace(/\\|&(?=#?\w+;)/g, '\\$&');
}
