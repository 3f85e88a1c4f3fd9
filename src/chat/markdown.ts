import { cleanLine, webUrl } from './clean.ts';
import { inlinesMarkdown, lineMarkdown } from './markdown-inline.ts';
import {
  type Actions,
  type Block,
  type Form,
  type Image,
  type Inline,
  type List,
  link,
  plain,
  type QuestionCard,
  type Reply,
  type ResourceCard,
  type Select,
  type StepCard,
  strong,
} from './reply.ts';
import { progressText, selectText, toText } from './text.ts';

/**
 * The whole content as CommonMark with GitHub's extensions. Only the renderer's own marks format and link; the words
 * of the reply are escaped. Buttons and selects come last, by their labels.
 */
export function toMarkdown(reply: Reply): string {
  if (reply.type === 'form') return formMarkdown(reply);
  const controls = reply.blocks.filter(isControl);
  const content = reply.blocks.filter((block) => !isControl(block));
  return [...content, ...controls]
    .map(blockMarkdown)
    .filter((shown) => shown !== '')
    .join('\n\n');
}

function isControl(block: Block): block is Actions | Select {
  return block.type === 'actions' || block.type === 'select';
}

function blockMarkdown(block: Block, index: number): string {
  switch (block.type) {
    case 'heading':
      return headingMarkdown(block.text, block.level);
    case 'text':
      return inlinesMarkdown(block.inlines);
    case 'list':
      return listMarkdown(block, index);
    case 'resource':
      return resourceMarkdown(block);
    case 'step':
      return stepMarkdown(block);
    case 'question':
      return questionMarkdown(block);
    case 'progress':
      return line(plain(progressText(block)));
    case 'divider':
      return '---';
    case 'image':
      return imageMarkdown(block);
    case 'file':
      return line(plain(`File: ${block.name}`));
    case 'actions':
      return buttonsMarkdown(block);
    case 'select':
      return line(plain(selectText(block)));
    default:
      return block satisfies never;
  }
}

function headingMarkdown(text: string, level: 1 | 2): string {
  const shown = line(plain(text));
  return shown === '' ? '' : `${'#'.repeat(level)} ${shown}`;
}

/** Lists that follow each other take turns with their marks, or they would read as one. */
function listMarkdown({ items, ordered, start = 1 }: List, index: number): string {
  const [bullet, delimiter] = index % 2 === 0 ? ['-', '.'] : ['*', ')'];
  return items
    .map((item, position) => {
      const mark = ordered === true ? `${start + position}${delimiter}` : bullet;
      return `${mark} ${lineMarkdown(item)}`.trimEnd();
    })
    .join('\n');
}

function resourceMarkdown(card: ResourceCard): string {
  const number = card.number === undefined ? '' : `**${card.number}.** `;
  return lines(
    number + titleLink(card.title, card.url),
    facts(card.facts),
    labelled('By', card.by),
    line(plain(card.description)),
    labelled('Note', card.note),
    labelled('Why', card.why),
  );
}

function stepMarkdown(card: StepCard): string {
  const part = cleanLine(card.part ?? '');
  return lines(
    line(strong(card.label)),
    line(plain(card.do)),
    titleLink(card.resource.title, card.resource.url) + (part === '' ? '' : line(plain(`, ${part}`))),
    facts(card.facts),
    labelled('Ask yourself', card.check),
  );
}

function questionMarkdown(card: QuestionCard): string {
  return lines(
    line(strong(card.question)),
    facts(card.facts),
    labelled('Hint', card.hint),
    labelled('Answer', card.answer),
  );
}

function imageMarkdown({ source, alt }: Image): string {
  const url = 'url' in source ? webUrl(source.url) : undefined;
  const name = cleanLine(alt) === '' ? 'Image' : alt;
  return url === undefined ? line(plain(`Image: ${name}`)) : `!${line(link(name, url))}`;
}

function buttonsMarkdown({ buttons }: Actions): string {
  const names = buttons
    .map((button) => line('url' in button ? link(button.label, button.url) : plain(button.label)))
    .filter((name) => name !== '');
  return names.length === 0 ? '' : `Buttons: ${names.join(', ')}`;
}

/** Fields are told as in plain text: Markdown has none. */
function formMarkdown(form: Form): string {
  return toText(form)
    .split('\n')
    .map((text, index) => (index === 0 ? headingMarkdown(text, 1) : line(plain(text))))
    .join('\n');
}

function titleLink(title: string, url: string): string {
  return webUrl(url) === undefined ? line(strong(title)) : `**${line(link(title, url))}**`;
}

function facts(all: readonly string[]): string {
  const shown = all.map(cleanLine).filter(Boolean);
  return line(plain(shown.join(' · ')));
}

function labelled(name: string, text: string | undefined): string {
  const shown = cleanLine(text ?? '');
  return shown === '' ? '' : line(strong(`${name}:`), plain(` ${shown}`));
}

function line(...inlines: Inline[]): string {
  return lineMarkdown(inlines);
}

function lines(...all: string[]): string {
  return all.filter((one) => one !== '').join('\\\n');
}
