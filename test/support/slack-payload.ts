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
import { checkElement, checkMrkdwn, checkPlain, checkRich, checkTextObject } from './slack-elements.ts';

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

function textIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + textIn(one), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, one]) =>
      sum + (typeof one === 'string' ? (key === 'text' || key === 'alt_text' ? one.length : 0) : textIn(one)),
    0,
  );
}
