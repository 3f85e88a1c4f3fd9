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
import {
  checkElement,
  checkMrkdwn,
  checkOptions,
  checkPlain,
  checkRich,
  checkTextObject,
} from './slack-elements.ts';

/** `mentions`: ids of the people whom the message may call by name; it may call nobody else. */
export interface Allowed {
  mentions?: readonly string[];
}

/**
 * What Slack would refuse or misread in what is sent to a response_url or as an acknowledgement, one line each. The
 * figures are those of the Block Kit reference (docs.slack.dev/reference/block-kit) and of bolt-js issues 2509 and
 * 2867, written down here once more so that they do not come from the renderer.
 */
export function slackMessageBreaches(payload: unknown, allowed: Allowed = {}): string[] {
  const report = createReport();
  const message = isObject(payload) ? payload : {};
  const said = Object.keys(message).filter((name) => !['delete_original', 'response_type'].includes(name));
  if (message.delete_original === true && said.length === 0) return [];
  const required = ['response_type', ...content, ...unfurls];
  const optional = ['mrkdwn', 'replace_original', 'delete_original', 'thread_ts'];
  checkFields(message, { required, optional }, 'message', report);
  if (!['ephemeral', 'in_channel'].includes(String(message.response_type))) {
    report.say('response_type', String(message.response_type));
  }
  for (const name of ['replace_original', 'delete_original']) checkFlag(message, name, report);
  if (message.replace_original === true && message.delete_original === true) {
    report.say('message', 'replaces and deletes at once');
  }
  checkUnfurls(message, report);
  checkContent(message, allowed, report);
  return report.breaches;
}

/** The same for the arguments of a method that posts a message. */
export function slackPostBreaches(
  method: 'chat.postMessage' | 'chat.postEphemeral' | 'chat.update',
  payload: unknown,
  allowed: Allowed = {},
): string[] {
  const report = createReport();
  const message = isObject(payload) ? payload : {};
  const optional = [
    'mrkdwn',
    'thread_ts',
    'metadata',
    'reply_broadcast',
    'token',
    'team_id',
    'client_msg_id',
  ];
  const fields = {
    'chat.postMessage': { required: ['channel', ...content, ...unfurls], optional },
    'chat.postEphemeral': { required: ['channel', 'user', ...content], optional: [...optional, ...unfurls] },
    'chat.update': { required: ['channel', 'ts', ...content], optional: [...optional, ...unfurls] },
  };
  checkFields(message, fields[method], 'message', report);
  checkFlag(message, 'reply_broadcast', report);
  if (method === 'chat.postMessage') checkUnfurls(message, report);
  checkContent(message, allowed, report);
  return report.breaches;
}

const content = ['text', 'blocks'];
const unfurls = ['unfurl_links', 'unfurl_media'];

function checkUnfurls(message: Json, report: Report): void {
  if (unfurls.some((name) => message[name] !== false)) report.say('message', 'unfurls');
}

function checkFlag(message: Json, name: string, report: Report): void {
  if (![undefined, true, false].some((flag) => flag === message[name])) report.say(name, 'is no yes or no');
}

function checkContent(message: Json, { mentions = [] }: Allowed, report: Report): void {
  checkText(message.text, { min: 1, max: 4000 }, 'text', report);
  checkMrkdwn(message.text, 'text', report);
  if (message.thread_ts !== undefined && !/^\d{10}\.\d{6}$/.test(String(message.thread_ts))) {
    report.say('thread_ts', `is no time of a message: ${String(message.thread_ts)}`);
  }
  const blocks = checkCount(message.blocks, { min: 1, max: 50 }, 'blocks', report);
  checkBlocks(blocks, messageBlocks, report, mentions);
  if (textIn(blocks) > 9000) report.say('blocks', `have ${textIn(blocks)} characters, more than 9000`);
  checkStrings(message, 'message', report);
}

/** A modal or the Home tab. */
export function slackViewBreaches(payload: unknown, { mentions = [] }: Allowed = {}): string[] {
  const report = createReport();
  const view = isObject(payload) ? payload : {};
  const blocks = checkCount(view.blocks, { min: 1, max: 100 }, 'blocks', report);
  checkFrame(view, blocks.filter(isObject), report);
  if (view.callback_id !== undefined) {
    checkText(view.callback_id, { min: 1, max: 255 }, 'callback_id', report);
  }
  if (view.external_id !== undefined) {
    checkText(view.external_id, { min: 1, max: 255 }, 'external_id', report);
  }
  if (view.private_metadata !== undefined) {
    checkText(view.private_metadata, { min: 0, max: 3000 }, 'private_metadata', report);
  }
  checkBlocks(blocks, [...messageBlocks, 'input'], report, mentions);
  if (Buffer.byteLength(JSON.stringify(view)) > 250_000) report.say('view', 'is over 250 kB');
  checkStrings(view, 'view', report);
  return report.breaches;
}

/** What stands around the blocks: the Home tab has nothing, and a modal with an input needs a way to send it. */
function checkFrame(view: Json, blocks: readonly Json[], report: Report): void {
  const carried = ['private_metadata', 'callback_id', 'external_id'];
  if (view.type === 'home') {
    checkFields(view, { required: ['type', 'blocks'], optional: carried }, 'view', report);
    return;
  }
  if (view.type !== 'modal') report.say('view', 'is neither a modal nor a Home tab');
  const asks = blocks.some(({ type }) => type === 'input');
  const required = ['type', 'title', 'blocks', ...(asks ? ['submit'] : [])];
  const optional = ['submit', 'close', 'clear_on_close', 'notify_on_close', ...carried];
  checkFields(view, { required, optional }, 'view', report);
  for (const name of ['title', 'submit', 'close']) {
    if (view[name] !== undefined) checkPlain(view[name], 24, name, report);
  }
}

/** What answers a person who types into an external_select. */
export function slackOptionsBreaches(payload: unknown): string[] {
  const report = createReport();
  const answer = isObject(payload) ? payload : {};
  checkFields(answer, { required: ['options'] }, 'answer', report);
  checkOptions(answer.options, { min: 0 }, 'answer', report);
  checkStrings(answer, 'answer', report);
  return report.breaches;
}

const messageBlocks = ['header', 'context', 'actions', 'divider', 'image', 'rich_text', 'section'];

function checkBlocks(
  blocks: readonly unknown[],
  allowed: readonly string[],
  report: Report,
  mentions: readonly string[],
): void {
  blocks.forEach((block, index) => {
    const place = `blocks[${index}]`;
    if (!isObject(block) || !allowed.includes(String(block.type))) report.say(place, 'is no block for here');
    else checkBlock(block, place, report, mentions);
  });
  const given = blocks.filter(isObject);
  const blockIds = given.map((block) => block.block_id).filter((id) => id !== undefined);
  checkUnique(blockIds, 'block_id', 'blocks', report);
  const elements = given.flatMap((block) => [...listAt(block.elements), block.element]).filter(isObject);
  const ids = elements.map((element) => element.action_id).filter((id) => id !== undefined);
  checkUnique(ids, 'action_id', 'blocks', report);
}

function checkBlock(block: Json, place: string, report: Report, mentions: readonly string[]): void {
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
        {
          required: ['type', 'label', 'element'],
          optional: [...optional, 'optional', 'hint', 'dispatch_action'],
        },
        place,
        report,
      );
      if (block.hint !== undefined) checkPlain(block.hint, 2000, `${place} hint`, report);
      checkText(block.block_id, { min: 1, max: 255 }, place, report);
      checkPlain(block.label, 2000, place, report);
      checkElement(block.element, place, report);
      return;
    case 'rich_text':
      checkFields(block, { required: ['type', 'elements'], optional }, place, report);
      checkCount(block.elements, { min: 1, max: Number.POSITIVE_INFINITY }, place, report);
      listAt(block.elements).forEach((element) => {
        checkRich(element, place, report, mentions);
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
