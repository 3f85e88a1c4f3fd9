import type { KnownBlock, RichTextBlockElement, RichTextElement } from '@slack/types';
import { clean, isVisible, oneLine, shorten } from '../../chat/legible.ts';
import type { QuestionCard, ResourceCard, StepCard } from '../../chat/reply.ts';
import { richBlock, richLink, section, smallText } from './rich.ts';

/** `full`: small grey facts. `tight`: one block a card and short descriptions, when many cards share a message. */
export type Density = 'full' | 'tight';

interface Card {
  title: RichTextElement[];
  facts: readonly string[];
  body: RichTextBlockElement[];
}

export function resourceBlocks(card: ResourceCard, density: Density): KnownBlock[] {
  const number = card.number === undefined ? [] : [bold(`${card.number}. `)];
  const by = card.by === undefined ? [] : [`by ${card.by}`];
  const body = paragraph(
    lineOf(card.description, density === 'full' ? 1500 : 140),
    italic(lineOf(card.note, density === 'full' ? 600 : 140, 'Note: ')),
    italic(lineOf(card.why, 300, 'Why: ')),
  );
  const title = richLink(visibleOr(card.title, card.id), card.url, { bold: true });
  return cardBlocks({ title: [...number, title], facts: [...card.facts, ...by], body }, density);
}

export function stepBlocks(card: StepCard, density: Density): KnownBlock[] {
  const part = lineOf(card.part, 300);
  const body = section(
    text(visibleOr(card.do, card.id, 1000)),
    text('\n'),
    richLink(visibleOr(card.resource.title, 'Open'), card.resource.url),
    ...part.map((element) => text(` – ${element.text}`)),
    ...lineOf(card.check, 600).flatMap((element) => italic([text(`\nAsk yourself: ${element.text}`)])),
  );
  return cardBlocks(
    { title: [bold(visibleOr(card.label, 'Step'))], facts: card.facts, body: [body] },
    density,
  );
}

export function questionBlocks(card: QuestionCard, density: Density): KnownBlock[] {
  const body = [
    ...quoted('Hint', card.hint, 600),
    ...quoted('Answer', card.answer, 1800),
  ] satisfies RichTextBlockElement[];
  const title = [bold(visibleOr(card.question, card.id, 600))];
  return cardBlocks({ title, facts: card.facts, body }, density);
}

function cardBlocks({ title, facts, body }: Card, density: Density): KnownBlock[] {
  const line = shorten(facts.map(oneLine).filter(isVisible).join(' · '), 500);
  if (density === 'tight') {
    const shown = isVisible(line) ? italic([text(`\n${line}`)]) : [];
    return [richBlock(section(...title, ...shown), ...body)];
  }
  const small = smallText([{ type: 'plain', text: line }]);
  if (small === undefined) return [richBlock(section(...title), ...body)];
  return [
    richBlock(section(...title)),
    { type: 'context', elements: [small] },
    ...(body.length === 0 ? [] : [richBlock(...body)]),
  ];
}

interface Words {
  type: 'text';
  text: string;
}

function text(value: string): Words {
  return { type: 'text', text: value };
}

function bold(value: string): RichTextElement {
  return { type: 'text', text: value, style: { bold: true } };
}

function italic(elements: readonly Words[]): RichTextElement[] {
  return elements.map((element) => ({ ...element, style: { italic: true } }));
}

function lineOf(value: string | undefined, max: number, label = ''): Words[] {
  const shown = shorten(clean(value ?? '').trim(), max);
  return isVisible(shown) ? [text(label + shown)] : [];
}

/** One section with a line for each; nothing when there is none. */
function paragraph(...lines: readonly (readonly RichTextElement[])[]): RichTextBlockElement[] {
  const shown = lines.filter((line) => line.length > 0);
  if (shown.length === 0) return [];
  return [section(...shown.flatMap((line, index) => (index === 0 ? line : [text('\n'), ...line])))];
}

function quoted(label: string, value: string | undefined, max: number): RichTextBlockElement[] {
  const shown = lineOf(value, max);
  if (shown.length === 0) return [];
  return [{ type: 'rich_text_quote', elements: [bold(`${label}: `), ...shown] }];
}

function visibleOr(value: string, otherwise: string, max = 250): string {
  const shown = shorten(oneLine(value), max);
  if (isVisible(shown)) return shown;
  const other = shorten(oneLine(otherwise), max);
  return isVisible(other) ? other : '–';
}
