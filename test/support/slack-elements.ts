import {
  checkCount,
  checkFields,
  checkHttp,
  checkText,
  checkUnique,
  isObject,
  type Json,
  type Report,
} from './shape.ts';

/** What stands inside Slack's blocks; docs.slack.dev/reference/block-kit/block-elements and …/composition-objects. */

export function checkElement(element: unknown, place: string, report: Report): void {
  if (!isObject(element)) {
    report.say(place, 'holds no element');
    return;
  }
  checkText(element.action_id, { min: 1, max: 255 }, `${place} action_id`, report);
  switch (element.type) {
    case 'button':
      checkFields(
        element,
        { required: ['type', 'text', 'action_id'], optional: ['url', 'style', 'value'] },
        place,
        report,
      );
      checkPlain(element.text, 75, `${place} button`, report);
      if (element.url !== undefined) checkHttp(element.url, 3000, `${place} button`, report);
      if (![undefined, 'primary', 'danger'].some((style) => style === element.style)) {
        report.say(place, `has the style ${String(element.style)}`);
      }
      return;
    case 'static_select':
      checkFields(
        element,
        {
          required: ['type', 'action_id', 'options'],
          optional: ['placeholder', 'initial_option', 'focus_on_load'],
        },
        place,
        report,
      );
      checkSelect(element, place, report);
      return;
    case 'external_select':
      checkExternalSelect(element, place, report);
      return;
    case 'plain_text_input': {
      const optional = [
        'placeholder',
        'initial_value',
        'multiline',
        'min_length',
        'max_length',
        'focus_on_load',
        'dispatch_action_config',
      ];
      checkFields(element, { required: ['type', 'action_id'], optional }, place, report);
      if (element.placeholder !== undefined) checkPlain(element.placeholder, 150, place, report);
      if (element.initial_value === undefined) return;
      checkText(
        element.initial_value,
        { min: 1, max: Math.min(3000, Number(element.max_length ?? 3000)) },
        place,
        report,
      );
      return;
    }
    default:
      report.say(place, `holds the unknown element ${String(element.type)}`);
      return;
  }
}

function checkSelect(select: Json, place: string, report: Report): void {
  if (select.placeholder !== undefined) checkPlain(select.placeholder, 150, place, report);
  const options = checkOptions(select.options, { min: 1 }, place, report);
  const first = select.initial_option;
  if (first === undefined) return;
  const chosen = JSON.stringify(first);
  if (!options.some((option) => JSON.stringify(option) === chosen))
    report.say(place, 'begins with no option of its own');
}

function checkExternalSelect(select: Json, place: string, report: Report): void {
  const optional = ['placeholder', 'min_query_length', 'initial_option', 'focus_on_load'];
  checkFields(select, { required: ['type', 'action_id'], optional }, place, report);
  if (select.placeholder !== undefined) checkPlain(select.placeholder, 150, place, report);
  const least = select.min_query_length;
  if (least !== undefined && !(Number.isInteger(least) && Number(least) >= 0)) {
    report.say(place, `asks for ${String(least)} characters before it looks`);
  }
  if (select.initial_option !== undefined) checkOption(select.initial_option, place, report);
}

/** The options of a menu, or of an answer to what a person types into one; an answer may have none. */
export function checkOptions(
  value: unknown,
  { min }: { min: number },
  place: string,
  report: Report,
): readonly Json[] {
  if (!Array.isArray(value)) report.say(place, 'lacks its options');
  const options = checkCount(value, { min, max: 100 }, `${place} options`, report).filter(isObject);
  for (const option of options) checkOption(option, place, report);
  const values = options.map((option) => option.value);
  checkUnique(values, 'value', place, report);
  return options;
}

function checkOption(option: unknown, place: string, report: Report): void {
  if (!isObject(option)) {
    report.say(place, 'holds no option');
    return;
  }
  checkFields(option, { required: ['text', 'value'], optional: ['description'] }, `${place} option`, report);
  checkPlain(option.text, 75, `${place} option`, report);
  checkText(option.value, { min: 1, max: 75 }, `${place} option value`, report);
  if (option.description !== undefined) checkPlain(option.description, 75, `${place} option`, report);
}

/**
 * Only words, addresses and lists, and of people only those in `mentions`. Elements that call other people, or channels, are a
 * breach, and so are empty ones.
 */
export function checkRich(
  element: unknown,
  place: string,
  report: Report,
  mentions: readonly string[] = [],
): void {
  if (!isObject(element)) {
    report.say(place, 'holds no rich text');
    return;
  }
  const inner = () => checkCount(element.elements, { min: 1, max: Number.POSITIVE_INFINITY }, place, report);
  switch (element.type) {
    case 'rich_text_list':
      checkFields(element, { required: ['type', 'style', 'elements'], optional: ['offset'] }, place, report);
      for (const one of inner()) checkRich(one, place, report, mentions);
      return;
    case 'rich_text_section':
    case 'rich_text_quote':
      checkFields(element, { required: ['type', 'elements'] }, place, report);
      for (const one of inner().filter(isObject)) checkInline(one, place, report, mentions);
      return;
    default:
      report.say(place, `holds a ${String(element.type)}`);
      return;
  }
}

function checkInline(inline: Json, place: string, report: Report, mentions: readonly string[]): void {
  if (inline.type === 'user') {
    checkFields(inline, { required: ['type', 'user_id'], optional: ['style'] }, place, report);
    if (!mentions.some((id) => id === inline.user_id)) report.say(place, `calls ${String(inline.user_id)}`);
    return;
  }
  const optional = inline.type === 'link' ? ['style', 'url'] : ['style'];
  checkFields(inline, { required: ['type', 'text'], optional }, place, report);
  if (inline.type !== 'text' && inline.type !== 'link') report.say(place, `holds a ${String(inline.type)}`);
  if (typeof inline.text !== 'string' || inline.text.length < 1 || inline.text.length > 3000) {
    report.say(place, 'holds words that are none, empty or over 3000 characters');
  }
  if (inline.type === 'link') checkHttp(inline.url, 3000, place, report);
}

export function checkTextObject(value: unknown, max: number, place: string, report: Report): void {
  if (!isObject(value)) {
    report.say(place, 'holds no text');
    return;
  }
  if (value.type === 'plain_text') {
    checkPlain(value, max, place, report);
    return;
  }
  checkFields(value, { required: ['type', 'text', 'verbatim'] }, place, report);
  if (value.type !== 'mrkdwn' || value.verbatim !== true)
    report.say(place, 'lets Slack look for names and addresses');
  checkText(value.text, { min: 1, max }, place, report);
  checkMrkdwn(value.text, place, report);
}

export function checkPlain(value: unknown, max: number, place: string, report: Report): void {
  if (!isObject(value)) {
    report.say(place, 'lacks its text');
    return;
  }
  checkFields(value, { required: ['type', 'text', 'emoji'] }, place, report);
  if (value.type !== 'plain_text' || value.emoji !== false) report.say(place, 'reads emoji codes or markup');
  checkText(value.text, { min: 1, max }, place, report);
}

/** Pointed brackets may only hold an address with a label; & only begins one of Slack's three escapes. */
export function checkMrkdwn(value: unknown, place: string, report: Report): void {
  if (typeof value !== 'string') return;
  const rest = value.replace(/<https?:\/\/[^\s<>|]+\|[^<>|\n]+>/gi, '');
  if (/[<>]/.test(rest)) report.say(place, `has a live bracket: ${/.{0,10}[<>].{0,20}/.exec(rest)?.[0]}`);
  if (/&(?!amp;|lt;|gt;)/.test(rest)) report.say(place, 'has a bare &');
}
