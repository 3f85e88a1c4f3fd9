import type { BlockContent, DefinitionContent, Heading, List, ListItem, RootContent, Table } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import {
  type Found,
  type ReadList,
  type Skipped,
  trimSeparators,
  withoutEmojiCodes,
} from './import-found.ts';
import { type Definitions, definitionsOf, linksOfHtml, readInline, textOf } from './import-inline.ts';
import { entriesOfLine, entriesOfText } from './import-line.ts';
import { entriesOfTable } from './import-table.ts';

type Block = RootContent | BlockContent | DefinitionContent;

/** Reads a Markdown list: headings become sections, links in lists, tables and text become entries. */
export function readMarkdown(source: string): ReadList {
  const root = unified().use(remarkParse).use(remarkGfm).parse(source);
  return readBlocks(root.children, [], definitionsOf(root));
}

function readBlocks(blocks: readonly Block[], outer: readonly string[], definitions: Definitions): ReadList {
  const read: ReadList = { found: [], skipped: [] };
  const headings: { depth: number; text: string }[] = [];
  const section = () => [...outer, ...headings.map(({ text }) => text)];
  for (const block of blocks) {
    if (block.type === 'heading') {
      add(read, entriesOfText(readInline(block.children, definitions), section()));
      while ((headings.at(-1)?.depth ?? 0) >= block.depth) headings.pop();
      const text = headingText(block);
      if (text !== '') headings.push({ depth: block.depth, text });
    } else {
      add(read, readBlock(block, section(), definitions));
    }
  }
  return read;
}

function readBlock(
  block: Exclude<Block, Heading>,
  section: readonly string[],
  definitions: Definitions,
): ReadList {
  switch (block.type) {
    case 'list':
      return readItems(block, section, definitions);
    case 'table':
      return entriesOfTable(block satisfies Table, section, definitions);
    case 'paragraph':
      return entriesOfText(readInline(block.children, definitions), section);
    case 'blockquote':
    case 'footnoteDefinition':
      return readBlocks(block.children, section, definitions);
    case 'html':
      return { found: [], skipped: linksOfHtml(block.value, block.position?.start.line ?? 1) };
    default:
      return { found: [], skipped: [] };
  }
}

function headingText(heading: Heading): string {
  return trimSeparators(withoutEmojiCodes(textOf(heading.children)));
}

function readItems(list: List, section: readonly string[], definitions: Definitions): ReadList {
  const read: ReadList = { found: [], skipped: [] };
  for (const item of list.children) add(read, readItem(item, section, definitions));
  return read;
}

/**
 * An item with a link is an entry; lines without a link under it describe it. An item without one names a section for what
 * stands under it, and if nothing under it has a link, the item itself is what is missing one.
 */
function readItem(item: ListItem, section: readonly string[], definitions: Definitions): ReadList {
  const { lines, nested } = partsOf(item);
  const inline = readInline(lines, definitions);
  const own = entriesOfLine(inline, section);
  const name = trimSeparators(withoutEmojiCodes(textOf(lines)));
  const inner = name === '' ? section : [...section, own.found[0]?.title ?? name];
  const read: ReadList = { found: [...own.found], skipped: [...own.skipped] };
  const [main] = read.found;
  for (const block of nested) {
    if (block.type !== 'list') {
      add(read, readBlocks([block], inner, definitions));
      continue;
    }
    for (const child of block.children) {
      const line = isPlainLine(child, definitions) ? trimSeparators(textOf(partsOf(child).lines)) : undefined;
      if (line === undefined) add(read, readItem(child, inner, definitions));
      else if (main !== undefined)
        main.description = [main.description, line].filter((text) => text !== '').join(' ');
      else if (onlyPlainLines(nested, definitions)) continue;
      else add(read, missing(line, child));
    }
  }
  const nothing = read.found.length === 0 && read.skipped.length === 0;
  return nothing && name !== '' ? missing(name, item) : read;
}

function missing(what: string, item: ListItem): ReadList {
  return { found: [], skipped: [{ what, reason: 'no link', line: item.position?.start.line ?? 1 }] };
}

/** Paragraphs of an item follow each other as lines; the other blocks stand under it. */
function partsOf(item: ListItem) {
  const paragraphs = item.children.filter((child) => child.type === 'paragraph');
  const lines = paragraphs.flatMap(({ children }, index) =>
    index === 0 ? children : [{ type: 'break' as const }, ...children],
  );
  return { lines, nested: item.children.filter((child) => child.type !== 'paragraph') };
}

/** Text without any link and without anything under it. */
function isPlainLine(item: ListItem, definitions: Definitions): boolean {
  const { lines, nested } = partsOf(item);
  const { tokens, skipped } = readInline(lines, definitions);
  return nested.length === 0 && skipped.length === 0 && tokens.every((token) => !('url' in token));
}

function onlyPlainLines(nested: readonly Block[], definitions: Definitions): boolean {
  return nested.every(
    (block) => block.type === 'list' && block.children.every((child) => isPlainLine(child, definitions)),
  );
}

function add(
  read: ReadList,
  { found, skipped }: { found: readonly Found[]; skipped: readonly Skipped[] },
): void {
  for (const one of found) read.found.push(one);
  for (const one of skipped) read.skipped.push(one);
}
