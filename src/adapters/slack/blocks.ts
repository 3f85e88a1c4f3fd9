import type { KnownBlock, RichTextList, RichTextSection } from '@slack/types';
import type { Ids } from '../../chat/ids.ts';
import { bar, httpUrl, isVisible, oneLine, shorten } from '../../chat/legible.ts';
import type { Block, File, Image, Inline, List, Progress, Text } from '../../chat/reply.ts';
import { type Density, questionBlocks, resourceBlocks, stepBlocks } from './cards.ts';
import { buttonRows, selectRow } from './controls.ts';
import { limits } from './limits.ts';
import { plainText, richBlock, richText, section, smallText } from './rich.ts';
import type { Unit, Upload } from './unit.ts';

/** What one block of a reply becomes on Slack. Total: what cannot be shown becomes nothing. */
export function unitsOf(block: Block, first: boolean, density: Density, ids: Ids): Unit[] {
  switch (block.type) {
    case 'heading':
      return headingUnits(block.text, first && block.level === 1);
    case 'text':
      return textUnits(block);
    case 'list':
      return listUnits(block);
    case 'resource':
      return [{ role: 'content', count: 1, blocks: resourceBlocks(block, density) }];
    case 'step':
      return [{ role: 'content', count: 1, blocks: stepBlocks(block, density) }];
    case 'question':
      return [{ role: 'content', count: 1, blocks: questionBlocks(block, density) }];
    case 'progress':
      return [{ role: 'content', count: 1, blocks: [progressBlock(block)] }];
    case 'divider':
      return [{ role: 'part', count: 0, blocks: [{ type: 'divider' }] }];
    case 'image':
      return [{ role: 'content', count: 1, blocks: [imageBlock(block)] }];
    case 'file':
      return [{ role: 'content', count: 1, blocks: [attached(block.name)] }];
    case 'actions':
      return buttonRows(block, ids).map((row) => ({ role: 'control', count: 0, blocks: [row] }));
    case 'select':
      return selectRow(block, ids).map((row) => ({ role: 'control', count: 0, blocks: [row] }));
    default:
      return block satisfies never;
  }
}

/** The file that goes along with a block, if one does. */
export function uploadsOf(block: Block): Upload[] {
  if (block.type === 'file') return [upload(block)];
  if (block.type !== 'image' || !('png' in block.source)) return [];
  return [{ name: fileName(block.source.name), mime: 'image/png', content: block.source.png }];
}

function headingUnits(text: string, head: boolean): Unit[] {
  if (!isVisible(text)) return [];
  if (head) {
    return [{ role: 'head', count: 0, blocks: [{ type: 'header', text: plainText(text, limits.header) }] }];
  }
  const title = section({ type: 'text', text: shorten(oneLine(text), 300), style: { bold: true } });
  return [{ role: 'part', count: 0, blocks: [richBlock(title)] }];
}

function textUnits({ inlines, tone }: Text): Unit[] {
  if (tone === 'quiet') {
    const small = smallText(inlines);
    return small === undefined ? [] : [content([{ type: 'context', elements: [small] }])];
  }
  const elements = richText(inlines);
  return elements.length === 0 ? [] : [content([richBlock(section(...elements))])];
}

/** A long list is a row of shorter ones, so that its beginning can be kept. */
const listText = 2400;
const itemText = 600;

function listUnits({ items, ordered, start }: List): Unit[] {
  const groups: RichTextSection[][] = [];
  let room = 0;
  for (const item of items) {
    const elements = richText(item, itemText);
    if (elements.length === 0 && ordered !== true) continue;
    room -= lengthOf(item);
    if (room < 0) {
      groups.push([]);
      room = listText - lengthOf(item);
    }
    groups
      .at(-1)
      ?.push(section(...(elements.length === 0 ? [{ type: 'text', text: '–' } as const] : elements)));
  }
  let offset = (ordered === true ? (start ?? 1) : 1) - 1;
  return groups.map((sections) => {
    const block = listBlock(sections, ordered === true, offset);
    offset += sections.length;
    return { role: 'content', count: sections.length, blocks: [block] };
  });
}

function lengthOf(item: readonly Inline[]): number {
  return Math.min(
    listText,
    item.reduce(
      (sum, inline) => sum + inline.text.length + (inline.type === 'link' ? inline.url.length : 0),
      1,
    ),
  );
}

/** `offset`: docs.slack.dev/reference/block-kit/block-elements/rich-text-list-element; @slack/types lacks it. */
type OffsetList = RichTextList & { offset?: number };

function listBlock(elements: RichTextSection[], ordered: boolean, offset: number): KnownBlock {
  const list: OffsetList = {
    type: 'rich_text_list',
    style: ordered ? 'ordered' : 'bullet',
    elements,
    ...(ordered && offset > 0 ? { offset } : {}),
  };
  return richBlock(list);
}

function progressBlock({ label, done, total, unit }: Progress): KnownBlock {
  const said = `${bar(done, total)} ${done} of ${total} ${oneLine(unit)}`.trim();
  const title = shorten(oneLine(label), 300);
  return richBlock(
    section(
      ...(isVisible(title) ? [{ type: 'text', text: `${title}\n`, style: { bold: true } } as const] : []),
      { type: 'text', text: shorten(said, 300) },
    ),
  );
}

function imageBlock({ source, alt }: Image): KnownBlock {
  if ('png' in source) return attached(source.name, alt);
  const url = httpUrl(source.url, limits.url);
  const words = shorten(oneLine(alt), limits.altText);
  const alt_text = isVisible(words) ? words : 'A picture';
  if (url === undefined) return { type: 'context', elements: [plainText(`Picture: ${alt_text}`, 500)] };
  return { type: 'image', image_url: url, alt_text };
}

function attached(name: string, about = ''): KnownBlock {
  const said = isVisible(about) ? `Attached: ${fileName(name)}: ${about}` : `Attached: ${fileName(name)}`;
  return { type: 'context', elements: [plainText(said, 500)] };
}

function upload({ name, mime, content }: File): Upload {
  return { name: fileName(name), mime, content };
}

function fileName(name: string): string {
  const safe = oneLine(name)
    .replace(/[^\p{L}\p{N}._ -]/gu, '_')
    .replace(/^\.+/, '')
    .trim();
  return isVisible(safe) ? safe.slice(0, 100).toWellFormed() : 'file';
}

function content(blocks: KnownBlock[]): Unit {
  return { role: 'content', count: 1, blocks };
}
