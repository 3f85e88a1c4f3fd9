import type { Ids } from '../../chat/ids.ts';
import { bar, httpUrl, isVisible, oneLine, shorten } from '../../chat/legible.ts';
import type { Block, Image, List, Progress, Text } from '../../chat/reply.ts';
import type { Attachments } from './attachments.ts';
import { type Density, questionPieces, resourcePieces, stepPieces } from './cards.ts';
import { buttonUnits, selectUnits } from './controls.ts';
import { limits, types } from './limits.ts';
import { escapeTo, markdown, subtext } from './markdown.ts';
import type { Piece, Unit } from './unit.ts';

/** What a message hands out while it is written. */
export interface Writing {
  density: Density;
  ids: Ids;
  attachments: Attachments;
}

/** What one block of a reply becomes on Discord. Total: what cannot be shown becomes nothing. */
export function unitsOf(block: Block, before: Block | undefined, writing: Writing): Unit[] {
  switch (block.type) {
    case 'heading':
      return headingUnits(block.text, block.level, before === undefined);
    case 'text':
      return textUnits(block, before);
    case 'list':
      return listUnits(block);
    case 'resource':
      return cardUnits(resourcePieces(block, writing.density), before, writing);
    case 'step':
      return cardUnits(stepPieces(block, writing.density), before, writing);
    case 'question':
      return cardUnits(questionPieces(block, writing.density), before, writing);
    case 'progress':
      return [content({ kind: 'text', content: progressText(block) })];
    case 'divider':
      return [{ role: 'part', count: 0, pieces: [separator] }];
    case 'image':
      return [content(imagePiece(block, writing))];
    case 'file':
      return [content(filePiece(block.name, writing.attachments.add(block.name, block.mime, block.content)))];
    case 'actions':
      return buttonUnits(block, writing.ids);
    case 'select':
      return selectUnits(block, writing.ids);
    default:
      return block satisfies never;
  }
}

const separator: Piece = {
  kind: 'component',
  component: { type: types.separator, divider: true, spacing: 1 },
};

function content(...pieces: Piece[]): Unit {
  return { role: 'content', count: 1, pieces };
}

function headingUnits(text: string, level: 1 | 2, first: boolean): Unit[] {
  if (!isVisible(text)) return [];
  const written = `${level === 1 ? '##' : '###'} ${escapeTo(oneLine(text), 300)}`;
  return [
    {
      role: first && level === 1 ? 'head' : 'part',
      count: 0,
      pieces: [{ kind: 'text', content: written }],
    },
  ];
}

function textUnits({ inlines, tone }: Text, before: Block | undefined): Unit[] {
  const written = markdown(inlines, 1800);
  if (written === '') return [];
  const quiet = tone === 'quiet';
  const gap = before?.type === 'list' || (before?.type === 'text' && before.tone === 'quiet' && !quiet);
  return [content({ kind: 'text', content: quiet ? subtext(written) : written, gap })];
}

/** Each item may be the last that fits. */
function listUnits({ items, ordered, start = 1 }: List): Unit[] {
  return items.flatMap((item, index) => {
    const written = markdown(
      item.map((inline) => ({ ...inline, text: inline.text.replace(/\s+/gu, ' ') })),
      700,
    ).replaceAll('\n', ' ');
    if (written === '' && ordered !== true) return [];
    const mark = ordered === true ? `${start + index}.` : '-';
    return [content({ kind: 'text', content: `${mark} ${written === '' ? '–' : written}` })];
  });
}

/** Cards with buttons stand apart by a line. */
function cardUnits(pieces: readonly Piece[], before: Block | undefined, { density }: Writing): Unit[] {
  const follows = before?.type === 'resource' || before?.type === 'step' || before?.type === 'question';
  return [content(...(follows && density === 'roomy' ? [separator] : []), ...pieces)];
}

function progressText({ label, done, total, unit }: Progress): string {
  const title = isVisible(label) ? `**${escapeTo(oneLine(label), 300)}**\n` : '';
  return `${title}${bar(done, total)} ${escapeTo(`${done} of ${total} ${oneLine(unit)}`.trim(), 200)}`;
}

function imagePiece({ source, alt }: Image, { attachments }: Writing): Piece {
  const words = isVisible(alt) ? shorten(oneLine(alt), limits.mediaDescription) : 'A picture';
  const url =
    'png' in source
      ? attachments.add(source.name, 'image/png', source.png)
      : httpUrl(source.url, limits.mediaUrl);
  if (url === undefined) return { kind: 'text', content: subtext(`Picture: ${escapeTo(words, 300)}`) };
  const items = [{ media: { url }, description: words }];
  return { kind: 'component', component: { type: types.mediaGallery, items } };
}

function filePiece(name: string, url: string | undefined): Piece {
  if (url === undefined) return { kind: 'text', content: subtext(`File: ${escapeTo(oneLine(name), 200)}`) };
  return { kind: 'component', component: { type: types.file, file: { url } } };
}
