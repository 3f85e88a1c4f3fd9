import { cleanLine, webUrl } from '../../chat/clean.ts';
import type { QuestionCard, ResourceCard, StepCard } from '../../chat/reply.ts';
import type { Look, Span } from './style.ts';
import { type Line, wrap } from './wrap.ts';

export function resourceLines(card: ResourceCard, columns: number): Line[] {
  const number = card.number === undefined ? '' : `${card.number}. `;
  const url = webUrl(card.url);
  const by = cleanLine(card.by ?? '');
  const facts = [...card.facts, ...(by === '' ? [] : [`by ${by}`])];
  const inside = columnOf(columns, number.length);
  return [
    ...wrap([link(card.title, url)], columns, [{ text: number, look: 'key' }]),
    ...inside(joined(facts), 'quiet'),
    ...inside(card.description),
    ...inside(labelled('Note', card.note), 'quiet'),
    ...inside(labelled('Why', card.why), 'quiet'),
    ...address(url, number.length),
  ];
}

export function stepLines(card: StepCard, columns: number): Line[] {
  const url = webUrl(card.resource.url);
  const part = cleanLine(card.part ?? '');
  const inside = columnOf(columns, 2);
  return [
    ...wrap([{ text: cleanLine(card.label), look: 'strong' }], columns),
    ...inside(card.do),
    ...inside(
      joined([`${cleanLine(card.resource.title)}${part === '' ? '' : `, ${part}`}`, ...card.facts]),
      'quiet',
    ),
    ...address(url, 2),
    ...inside(labelled('Ask yourself', card.check)),
  ];
}

export function questionLines(card: QuestionCard, columns: number): Line[] {
  const inside = columnOf(columns, 2);
  return [
    ...wrap([{ text: cleanLine(card.question), look: 'strong' }], columns),
    ...inside(joined(card.facts), 'quiet'),
    ...inside(labelled('Hint', card.hint)),
    ...inside(labelled('Answer', card.answer)),
  ];
}

/** Lines under a title, set in by so many columns; none for an empty text. */
function columnOf(columns: number, indent: number): (text: string, look?: Look) => Line[] {
  return (text, look) => {
    const shown = cleanLine(text);
    const span: Span = look === undefined ? { text: shown } : { text: shown, look };
    return shown === '' ? [] : wrap([span], columns, [{ text: ' '.repeat(indent) }]);
  };
}

function link(title: string, url: string | undefined): Span {
  const text = cleanLine(title);
  return url === undefined ? { text, look: 'strong' } : { text, look: 'strong', url };
}

/** On a line of its own and never broken: a terminal makes it clickable only in one piece. */
function address(url: string | undefined, indent: number): Line[] {
  if (url === undefined) return [];
  return [[{ text: ' '.repeat(indent) }, { text: url, look: 'address', url, whole: true }]];
}

function joined(facts: readonly string[]): string {
  return facts.map(cleanLine).filter(Boolean).join(' · ');
}

function labelled(name: string, text: string | undefined): string {
  const shown = cleanLine(text ?? '');
  return shown === '' ? '' : `${name}: ${shown}`;
}
