import {
  checkCount,
  checkFields,
  checkHttp,
  checkStrings,
  checkText,
  checkUnique,
  createReport,
  isObject,
  type Json,
  listAt,
  type Report,
} from './shape.ts';

/**
 * What Slack would refuse or misread in the body of a message, one line each. The figures are those of the Block Kit
 * reference (docs.slack.dev/reference/block-kit) and of bolt-js issues 2509 and 2867, written down here once more so
 * that they do not come from the renderer.
 */
export function slackMessageBreaches(payload: unknown): string[] {
  const report = createReport();
  const message = isObject(payload) ? payload : {};
  const required = ['response_type', 'text', 'blocks', 'unfurl_links', 'unfurl_media'];
  checkFields(message, { required, optional: ['mrkdwn'] }, 'message', report);
  if (!['ephemeral', 'in_channel'].includes(String(message.response_type))) {
    report.say('response_type', String(message.response_type));
  }
  if (message.unfurl_links !== false || message.unfurl_media !== false) report.say('message', 'unfurls');
  checkText(message.text, { min: 1, max: 4000 }, 'text', report);
  checkMrkdwn(message.text, 'text', report);
  const blocks = checkCount(message.blocks, { min: 1, max: 50 }, 'blocks', report);
  checkBlocks(blocks, messageBlocks, report);
  if (textIn(blocks) > 9000) report.say('blocks', `have ${textIn(blocks)} characters, more than 9000`);
  checkStrings(payload, 'message', report);
  return report.breaches;
}

export function slackViewBreaches(payload: unknown): string[] {
  const report = createReport();
  const view = isObject(payload) ? payload : {};
  const optional = ['submit', 'close', 'private_metadata', 'callback_id'];
  checkFields(view, { required: ['type', 'title', 'blocks'], optional }, 'view', report);
  if (view.type !== 'modal') report.say('view', 'is no modal');
  for (const name of ['title', 'submit', 'close']) checkPlain(view[name], 24, name, report);
  if (view.callback_id !== undefined) {
    checkText(view.callback_id, { min: 1, max: 255 }, 'callback_id', report);
  }
  if (view.private_metadata !== undefined) {
    checkText(view.private_metadata, { min: 0, max: 3000 }, 'private_metadata', report);
  }
  const blocks = checkCount(view.blocks, { min: 1, max: 100 }, 'blocks', report);
  checkBlocks(blocks, [...messageBlocks, 'input'], report);
  if (Buffer.byteLength(JSON.stringify(payload)) > 250_000) report.say('view', 'is over 250 kB');
  checkStrings(payload, 'view', report);
  return report.breaches;
}

const messageBlocks = ['header', 'context', 'actions', 'divider', 'image', 'rich_text', 'section'];

function checkBlocks(blocks: readonly unknown[], allowed: readonly string[], report: Report): void {
  blocks.forEach((block, index) => {
    const place = `blocks[${index}]`;
    if (!isObject(block) || !allowed.includes(String(block.type))) report.say(place, 'is no block for here');
    else checkBlock(block, place, report);
  });
  const given = blocks.filter(isObject);
  const blockIds = given.map((block) => block.block_id).filter((id) => id !== undefined);
  checkUnique(blockIds, 'block_id', 'blocks', report);
  const elements = given.flatMap((block) => [...listAt(block.elements), block.element]).filter(isObject);
  const ids = elements.map((element) => element.action_id).filter((id) => id !== undefined);
  checkUnique(ids, 'action_id', 'blocks', report);
}

function checkBlock(block: Json, place: string, report: Report): void {
  const optional = ['block_id'];
  switch (block.type) {
    case 'header':
      checkFields(block, { required: ['type', 'text'], optional }, place, report);
      checkPlain(block.text, 150, place, report);
      return;
    case 'section':
      checkFields(block, { required: ['type', 'text'], optional }, place, report);
      checkTextObject(block.text, 3000, place, report);
      return;
    case 'divider':
      checkFields(block, { required: ['type'], optional }, place, report);
      return;
    case 'context':
      checkFields(block, { required: ['type', 'elements'], optional }, place, report);
      checkCount(block.elements, { min: 1, max: 10 }, place, report);
      listAt(block.elements).forEach((element) => {
        checkTextObject(element, 3000, place, report);
      });
      return;
    case 'image':
      checkFields(block, { required: ['type', 'image_url', 'alt_text'], optional }, place, report);
      checkText(block.alt_text, { min: 1, max: 2000 }, place, report);
      checkHttp(block.image_url, 3000, place, report);
      return;
    case 'actions':
      checkFields(block, { required: ['type', 'elements'], optional }, place, report);
      checkCount(block.elements, { min: 1, max: 25 }, place, report);
      listAt(block.elements).forEach((element) => {
        checkElement(element, place, report);
      });
      return;
    case 'input':
      checkFields(
        block,
        { required: ['type', 'label', 'element'], optional: [...optional, 'optional'] },
        place,
        report,
      );
      checkText(block.block_id, { min: 1, max: 255 }, place, report);
      checkPlain(block.label, 2000, place, report);
      checkElement(block.element, place, report);
      return;
    case 'rich_text':
      checkFields(block, { required: ['type', 'elements'], optional }, place, report);
      checkCount(block.elements, { min: 1, max: Number.POSITIVE_INFINITY }, place, report);
      listAt(block.elements).forEach((element) => {
        checkRich(element, place, report);
      });
      return;
    default:
      report.say(place, `has the unknown type ${String(block.type)}`);
      return;
  }
}

function checkElement(element: unknown, place: string, report: Report): void {
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
        { required: ['type', 'action_id', 'options'], optional: ['placeholder', 'initial_option'] },
        place,
        report,
      );
      checkSelect(element, place, report);
      return;
    case 'plain_text_input': {
      const optional = ['placeholder', 'initial_value', 'multiline', 'max_length'];
      checkFields(element, { required: ['type', 'action_id'], optional }, place, report);
      if (element.placeholder !== undefined) checkPlain(element.placeholder, 150, place, report);
      if (element.initial_value === undefined) return;
      checkText(
        element.initial_value,
        { min: 1, max: Math.min(3000, Number(element.max_length)) },
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
  const options = checkCount(select.options, { min: 1, max: 100 }, `${place} options`, report).filter(
    isObject,
  );
  for (const option of options) {
    checkFields(
      option,
      { required: ['text', 'value'], optional: ['description'] },
      `${place} option`,
      report,
    );
    checkPlain(option.text, 75, `${place} option`, report);
    checkText(option.value, { min: 1, max: 75 }, `${place} option value`, report);
    if (option.description !== undefined) checkPlain(option.description, 75, `${place} option`, report);
  }
  checkUnique(
    options.map(({ value }) => value),
    'value',
    place,
    report,
  );
  const first = select.initial_option;
  if (first === undefined) return;
  const chosen = JSON.stringify(first);
  if (!options.some((option) => JSON.stringify(option) === chosen))
    report.say(place, 'begins with no option of its own');
}

/** Only words, addresses and lists: an element that calls people or channels, or an empty one, is a breach. */
function checkRich(element: unknown, place: string, report: Report): void {
  if (!isObject(element)) {
    report.say(place, 'holds no rich text');
    return;
  }
  switch (element.type) {
    case 'rich_text_list':
      checkFields(element, { required: ['type', 'style', 'elements'], optional: ['offset'] }, place, report);
      checkCount(element.elements, { min: 1, max: Number.POSITIVE_INFINITY }, place, report);
      listAt(element.elements).forEach((inner) => {
        checkRich(inner, place, report);
      });
      return;
    case 'rich_text_section':
    case 'rich_text_quote': {
      checkFields(element, { required: ['type', 'elements'] }, place, report);
      const inner = checkCount(element.elements, { min: 1, max: Number.POSITIVE_INFINITY }, place, report);
      inner.filter(isObject).forEach((one) => {
        checkFields(
          one,
          { required: ['type', 'text'], optional: one.type === 'link' ? ['style', 'url'] : ['style'] },
          place,
          report,
        );
        if (one.type !== 'text' && one.type !== 'link') report.say(place, `holds a ${String(one.type)}`);
        if (typeof one.text !== 'string' || one.text.length < 1 || one.text.length > 3000) {
          report.say(place, 'holds words that are none, empty or over 3000 characters');
        }
        if (one.type === 'link') checkHttp(one.url, 3000, place, report);
      });
      return;
    }
    default:
      report.say(place, `holds a ${String(element.type)}`);
      return;
  }
}

function checkTextObject(value: unknown, max: number, place: string, report: Report): void {
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

function checkPlain(value: unknown, max: number, place: string, report: Report): void {
  if (!isObject(value)) {
    report.say(place, 'lacks its text');
    return;
  }
  checkFields(value, { required: ['type', 'text', 'emoji'] }, place, report);
  if (value.type !== 'plain_text' || value.emoji !== false) report.say(place, 'reads emoji codes or markup');
  checkText(value.text, { min: 1, max }, place, report);
}

/** Pointed brackets may only hold an address with a label; & only begins one of Slack's three escapes. */
function checkMrkdwn(value: unknown, place: string, report: Report): void {
  if (typeof value !== 'string') return;
  const rest = value.replace(/<https?:\/\/[^\s<>|]+\|[^<>|\n]+>/gi, '');
  if (/[<>]/.test(rest)) report.say(place, `has a live bracket: ${/.{0,10}[<>].{0,20}/.exec(rest)?.[0]}`);
  if (/&(?!amp;|lt;|gt;)/.test(rest)) report.say(place, 'has a bare &');
}

function textIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + textIn(one), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, one]) =>
      sum + (typeof one === 'string' ? (key === 'text' || key === 'alt_text' ? one.length : 0) : textIn(one)),
    0,
  );
}
