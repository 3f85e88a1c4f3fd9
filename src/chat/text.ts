import { cleanLine, cleanText, webUrl } from './clean.ts';
import type {
  Actions,
  Block,
  Button,
  Field,
  Form,
  Inline,
  List,
  Progress,
  QuestionCard,
  Reply,
  ResourceCard,
  Select,
  StepCard,
} from './reply.ts';

/**
 * The whole content as plain text, for logs, notifications and screen readers. It holds no markup and no control
 * characters but \n. Buttons and selects come last, by their labels.
 */
export function toText(reply: Reply): string {
  if (reply.type === 'form') return formText(reply);
  const controls = reply.blocks.filter(isControl);
  const content = reply.blocks.filter((block) => !isControl(block));
  const parts: string[] = [];
  for (const block of [...content, ...controls]) {
    const shown = blockText(block);
    if (shown !== '') parts.push(parts.length === 0 ? shown : `${between(block)}${shown}`);
  }
  return parts.join('');
}

/** What a button is called, with where it leads if it leaves the chat. */
function buttonText(button: Button): string {
  const url = 'url' in button ? webUrl(button.url) : undefined;
  return named(cleanLine(button.label), url);
}

/** "Progress: 3 of 10 steps (30 %)" */
export function progressText({ label, done, total, unit }: Progress): string {
  const share = total > 0 ? ` (${Math.round((done / total) * 100)} %)` : '';
  return `${cleanLine(label)}: ${done} of ${total} ${cleanLine(unit)}`.trimEnd() + share;
}

/** What a select offers, in one line: a long list is cut, since it can be opened where it matters. */
export function selectText({ placeholder, options }: Select): string {
  const labels = options.map(({ label }) => cleanLine(label)).filter((label) => label !== '');
  if (labels.length === 0) return '';
  const more = labels.length - optionsNamed;
  const shown = labels.slice(0, optionsNamed).join('; ');
  const asked = cleanLine(placeholder);
  return `Choose${asked === '' ? '' : ` (${asked})`}: ${shown}${more > 0 ? `; and ${more} more` : ''}`;
}

const optionsNamed = 10;

function isControl(block: Block): block is Actions | Select {
  return block.type === 'actions' || block.type === 'select';
}

function between(block: Block): string {
  return block.type === 'text' && block.tone === 'quiet' ? '\n' : '\n\n';
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'heading':
      return cleanLine(block.text);
    case 'text':
      return inlinesText(block.inlines);
    case 'list':
      return listText(block);
    case 'resource':
      return resourceText(block);
    case 'step':
      return stepText(block);
    case 'question':
      return questionText(block);
    case 'progress':
      return progressText(block);
    case 'divider':
      return '';
    case 'image':
      return label('Image', block.alt);
    case 'file':
      return label('File', block.name);
    case 'actions':
      return label('Buttons', block.buttons.map(buttonText).filter(Boolean).join(', '));
    case 'select':
      return selectText(block);
    default:
      return block satisfies never;
  }
}

function inlinesText(inlines: readonly Inline[]): string {
  return cleanText(inlines.map(inlineText).join(''))
    .replace(/ *\n\s*/g, '\n')
    .trim();
}

function inlineText(inline: Inline): string {
  switch (inline.type) {
    case 'plain':
    case 'strong':
    case 'code':
      return inline.text;
    case 'link':
      return named(inline.text, webUrl(inline.url));
    default:
      return inline satisfies never;
  }
}

function listText({ items, ordered, start = 1 }: List): string {
  return items
    .map((item, index) => {
      const mark = ordered === true ? `${start + index}.` : '-';
      return `${mark} ${cleanLine(inlinesText(item))}`.trimEnd();
    })
    .join('\n');
}

function resourceText(card: ResourceCard): string {
  const number = card.number === undefined ? '' : `${card.number}. `;
  return (
    number +
    dashed(
      card.title,
      factsText(card.facts),
      label('by', card.by, ' '),
      card.description,
      label('Note', card.note),
      label('Why', card.why),
      webUrl(card.url),
    )
  );
}

function stepText(card: StepCard): string {
  const title = card.resource.title;
  return dashed(
    `${cleanLine(card.label)}: ${cleanLine(card.do)}`,
    factsText(card.facts),
    card.part === undefined ? title : `${title}, ${card.part}`,
    webUrl(card.resource.url),
    label('Ask yourself', card.check),
  );
}

function questionText(card: QuestionCard): string {
  return [
    dashed(card.question, factsText(card.facts)),
    label('Hint', card.hint),
    label('Answer', card.answer),
  ]
    .filter(Boolean)
    .join('\n');
}

function formText({ title, intro, fields, submitLabel }: Form): string {
  return [
    cleanLine(title),
    cleanText(intro ?? '').trim(),
    ...fields.map(fieldText),
    label('Buttons', submitLabel),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function fieldText(field: Field): string {
  const name = `${cleanLine(field.label)}${field.optional === true ? ' (optional)' : ''}`;
  const filled = cleanLine(field.value ?? '');
  switch (field.type) {
    case 'text':
      return `${name}: ${filled === '' ? cleanLine(field.placeholder ?? '') : filled}`.trimEnd();
    case 'choice': {
      const chosen = field.options.find(({ value }) => value === field.value);
      const options = field.options.map((option) => cleanLine(option.label)).join('; ');
      return `${name}: ${options}${chosen === undefined ? '' : ` (now: ${cleanLine(chosen.label)})`}`;
    }
    default:
      return field satisfies never;
  }
}

function factsText(facts: readonly string[]): string {
  return facts.map(cleanLine).filter(Boolean).join(', ');
}

function label(name: string, text: string | undefined, sign = ': '): string {
  const shown = cleanLine(text ?? '');
  return shown === '' ? '' : `${name}${sign}${shown}`;
}

function named(name: string, url: string | undefined): string {
  if (url === undefined || name === url) return name;
  return name.trim() === '' ? url : `${name} (${url})`;
}

function dashed(...parts: (string | undefined)[]): string {
  return parts
    .map((part) => cleanLine(part ?? ''))
    .filter(Boolean)
    .join(' – ');
}
