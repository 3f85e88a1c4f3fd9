import { clean, isVisible, oneLine, shorten } from '../../chat/legible.ts';
import type { QuestionCard, ResourceCard, StepCard } from '../../chat/reply.ts';
import { linkButton } from './controls.ts';
import { types } from './limits.ts';
import { escapeTo, maskedLink, subtext } from './markdown.ts';
import type { Piece } from './unit.ts';

/** `roomy`: a button beside each card. `plain`: text alone. `tight`: short descriptions too, when many cards share a message. */
export type Density = 'roomy' | 'plain' | 'tight';

export function resourcePieces(card: ResourceCard, density: Density): Piece[] {
  const number = card.number === undefined ? '' : `${card.number}. `;
  const by = card.by === undefined ? [] : [`by ${card.by}`];
  const tight = density === 'tight';
  const lines = [
    `**${number}${maskedLink(visibleOr(card.title, card.id), card.url, 1800)}**`,
    factsLine([...card.facts, ...by]),
    body(card.description, tight ? 110 : 900),
    subtext(labelled('Note', card.note, tight ? 110 : 400)),
    subtext(labelled('Why', card.why, 250)),
  ];
  return cardPieces(lines, density, card.url);
}

export function stepPieces(card: StepCard, density: Density): Piece[] {
  const part = body(card.part, 200);
  const link = maskedLink(visibleOr(card.resource.title, 'Open'), card.resource.url, 1700);
  const lines = [
    `**${escapeTo(visibleOr(card.label, 'Step'), 300)}**`,
    factsLine(card.facts),
    escapeTo(visibleOr(card.do, card.id), 700),
    part === '' ? link : `${link} – ${part}`,
    asked(card.check),
  ];
  return cardPieces(lines, density, card.resource.url);
}

export function questionPieces(card: QuestionCard, density: Density): Piece[] {
  const lines = [
    `**${escapeTo(visibleOr(card.question, card.id), 600)}**`,
    factsLine(card.facts),
    quoted('Hint', card.hint, 500),
    quoted('Answer', card.answer, 1500),
  ];
  return cardPieces(lines, density);
}

function cardPieces(lines: readonly string[], density: Density, url?: string): Piece[] {
  const content = lines.filter((line) => line !== '').join('\n');
  const accessory = density === 'roomy' && url !== undefined ? linkButton('Open', url) : undefined;
  if (accessory === undefined) return [{ kind: 'text', content, gap: true }];
  const components = [{ type: types.textDisplay, content }];
  return [{ kind: 'component', component: { type: types.section, components, accessory } }];
}

function factsLine(facts: readonly string[]): string {
  return subtext(escapeTo(facts.map(oneLine).filter(isVisible).join(' · '), 300));
}

function body(text: string | undefined, max: number): string {
  const shown = clean(text ?? '').trim();
  return isVisible(shown) ? escapeTo(shown, max) : '';
}

function labelled(label: string, text: string | undefined, max: number): string {
  const shown = body(text, max);
  return shown === '' ? '' : `${label}: ${shown}`;
}

function quoted(label: string, text: string | undefined, max: number): string {
  const shown = body(text, max);
  return shown === '' ? '' : `> **${label}:** ${shown.replaceAll('\n', '\n> ')}`;
}

function asked(check = ''): string {
  return isVisible(check) ? `*Ask yourself: ${escapeTo(oneLine(check), 400)}*` : '';
}

function visibleOr(text: string, otherwise: string): string {
  const found = [text, otherwise].map(oneLine).find(isVisible);
  return shorten(found ?? '–', 250);
}
