import { cleanLine, cleanText, webUrl } from '../../chat/clean.ts';
import type { Block, Field, Form, Image, Inline, List, Progress } from '../../chat/reply.ts';
import { questionLines, resourceLines, stepLines } from './cards.ts';
import type { Span } from './style.ts';
import { type Line, wrap } from './wrap.ts';

/** The lines of one block; buttons and selects have theirs at the end of the reply. */
export function blockLines(block: Block, columns: number): Line[] {
  switch (block.type) {
    case 'heading':
      return wrap([{ text: cleanLine(block.text), look: block.level === 1 ? 'heading' : 'strong' }], columns);
    case 'text': {
      const spans = inlineSpans(block.inlines);
      return wrap(block.tone === 'quiet' ? spans.map(dimmed) : spans, columns);
    }
    case 'list':
      return listLines(block, columns);
    case 'resource':
      return resourceLines(block, columns);
    case 'step':
      return stepLines(block, columns);
    case 'question':
      return questionLines(block, columns);
    case 'progress':
      return progressLines(block, columns);
    case 'divider':
      return [[{ text: '─'.repeat(columns), look: 'quiet' }]];
    case 'image':
      return imageLines(block, columns);
    case 'file':
      return [
        ...wrap([{ text: `File: ${cleanLine(block.name)}`, look: 'strong' }], columns),
        ...wrap([{ text: cleanText(block.content) }], columns, [{ text: '  ' }]),
      ];
    case 'actions':
    case 'select':
      return [];
    default:
      return block satisfies never;
  }
}

/** What a form asks for, one line a field. */
export function formLines({ title, intro, fields }: Form, columns: number): Line[] {
  const heading = wrap([{ text: cleanLine(title), look: 'heading' }], columns);
  const said = wrap([{ text: cleanText(intro ?? '').trim() }], columns);
  return [...heading, ...said, ...fields.flatMap((field) => fieldLines(field, columns))];
}

function fieldLines(field: Field, columns: number): Line[] {
  const optional = field.optional === true ? ' (optional)' : '';
  const choices =
    field.type === 'choice' ? field.options.map(({ label }) => cleanLine(label)).join(', ') : '';
  const name: Span = { text: cleanLine(field.label), look: 'strong' };
  return wrap([name, { text: `${optional}${choices === '' ? '' : `: ${choices}`}` }], columns, [
    { text: '- ' },
  ]);
}

function dimmed(span: Span): Span {
  return span.look === undefined ? { ...span, look: 'quiet' } : span;
}

function inlineSpans(inlines: readonly Inline[]): Span[] {
  return inlines.flatMap(inlineSpan);
}

function inlineSpan(inline: Inline): Span[] {
  const text = cleanText(inline.text)
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/\n{3,}/g, '\n\n');
  switch (inline.type) {
    case 'plain':
      return [{ text }];
    case 'strong':
    case 'code':
      return [{ text, look: inline.type }];
    case 'link': {
      const url = webUrl(inline.url);
      if (url === undefined) return [{ text }];
      const address: Span = { text: url, look: 'address', url, whole: true };
      if (text.trim() === '' || text === url) return [address];
      return [{ text, look: 'strong', url }, { text: ' (' }, address, { text: ')' }];
    }
    default:
      return inline satisfies never;
  }
}

/** An item that opens with a link has the address on a line of its own, where it does not tear the sentence. */
function listLines({ items, ordered, start = 1 }: List, columns: number): Line[] {
  const widest = `${start + items.length - 1}. `.length;
  return items.flatMap((item, index) => {
    const mark = ordered === true ? `${start + index}. `.padStart(widest) : '- ';
    const first: Line = [{ text: mark, look: 'quiet' }];
    const [opening, ...rest] = item;
    const url = opening?.type === 'link' && cleanLine(opening.text) !== '' ? webUrl(opening.url) : undefined;
    if (opening === undefined || url === undefined) return wrap(inlineSpans(item), columns, first);
    const title: Span = { text: cleanLine(opening.text), look: 'strong', url };
    return [
      ...wrap([title, ...inlineSpans(rest)], columns, first),
      [{ text: ' '.repeat(mark.length) }, { text: url, look: 'address', url, whole: true }],
    ];
  });
}

const barWidth = 20;

function progressLines({ label, done, total, unit }: Progress, columns: number): Line[] {
  const share = total > 0 && done > 0 ? Math.min(1, done / total) : 0;
  const filled = Math.floor(share * barWidth);
  const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
  return [
    ...wrap([{ text: cleanLine(label), look: 'strong' }], columns),
    ...wrap(
      [
        { text: bar.slice(0, columns), look: 'key' },
        { text: ` ${done} of ${total} ${cleanLine(unit)} (${Math.round(share * 100)} %)` },
      ],
      columns,
    ),
  ];
}

function imageLines({ source, alt }: Image, columns: number): Line[] {
  const url = 'url' in source ? webUrl(source.url) : undefined;
  const address: Line[] = url === undefined ? [] : [[{ text: url, look: 'address', url, whole: true }]];
  return [...wrap([{ text: `Image: ${cleanLine(alt)}` }], columns), ...address];
}
