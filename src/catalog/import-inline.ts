import type { LinkReference, Link as MarkdownLink, Nodes, PhrasingContent, Root } from 'mdast';
import { plainLine, type Skipped, withoutEmojiCodes } from './import-found.ts';

/** A line of running text: plain text and the links in it, in order. A break is "\n" in the text. */
export type Token = { text: string } | Link;

export interface Link {
  title: string;
  url: string;
  line: number;
}

export interface Inline {
  tokens: Token[];
  skipped: Skipped[];
}

/** Where reference links lead. */
export type Definitions = ReadonlyMap<string, string>;

export function definitionsOf(root: Root): Definitions {
  const urls = new Map<string, string>();
  const visit = (node: Nodes): void => {
    if (node.type === 'definition' && !urls.has(node.identifier)) urls.set(node.identifier, node.url);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(root);
  return urls;
}

/** Joins neighbouring texts, keeps links to the web, and says of the others why they are no entry. */
export function readInline(nodes: readonly PhrasingContent[], definitions: Definitions): Inline {
  const inline: Inline = { tokens: [], skipped: [] };
  for (const node of nodes) addNode(node, definitions, inline);
  return inline;
}

function addNode(node: PhrasingContent, definitions: Definitions, inline: Inline): void {
  if (node.type === 'text' || node.type === 'inlineCode') addText(node.value, inline);
  else if (node.type === 'break') addText('\n', inline);
  else if (node.type === 'link') addLink(node.url, node, inline);
  else if (node.type === 'linkReference') addLink(definitions.get(node.identifier) ?? '', node, inline);
  else if (node.type === 'html')
    inline.skipped.push(...linksOfHtml(node.value, node.position?.start.line ?? 1));
  else if ('children' in node) for (const child of node.children) addNode(child, definitions, inline);
}

/** HTML is not read; that it has a link is said. */
export function linksOfHtml(html: string, line: number): Skipped[] {
  if (!/<a\s[^>]*href/i.test(html)) return [];
  return [{ what: plainLine(html).slice(0, 60).toWellFormed(), reason: 'written in HTML', line }];
}

function addText(value: string, inline: Inline): void {
  const last = inline.tokens.at(-1);
  if (last !== undefined && !('url' in last)) last.text += value;
  else inline.tokens.push({ text: value });
}

function addLink(url: string, { children, position }: MarkdownLink | LinkReference, inline: Inline): void {
  const line = position?.start.line ?? 1;
  const title = plainLine(textOf(children));
  const reason = whyNoEntry(url, title, children);
  if (reason === undefined) {
    inline.tokens.push({ title: plainLine(withoutEmojiCodes(title)), url, line });
    return;
  }
  inline.skipped.push({ what: title === '' ? url : title, reason, line });
  if (reason !== noText) addText(title, inline);
}

const noText = 'a picture or badge without text';

function whyNoEntry(url: string, title: string, children: readonly PhrasingContent[]): string | undefined {
  if (url.startsWith('#')) return 'a place in the same page';
  if (title === '' && children.length > 0) return noText;
  if (/^https?:\/\//i.test(url))
    return URL.canParse(url) && !/\s/.test(url) ? undefined : 'not a valid address';
  return /^[a-z][a-z0-9+.-]*:/i.test(url) ? 'not an address of the web' : 'a relative address';
}

/** The text of nodes without HTML and pictures. */
export function textOf(nodes: readonly PhrasingContent[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text' || node.type === 'inlineCode') return node.value;
      if (node.type === 'break') return ' ';
      return 'children' in node ? textOf(node.children) : '';
    })
    .join('');
}
