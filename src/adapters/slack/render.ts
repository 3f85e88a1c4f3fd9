import type { KnownBlock, ModalView, RichTextBlock } from '@slack/types';
import type { Visibility } from '../../chat/command.ts';
import { createIds } from '../../chat/ids.ts';
import { clean, isVisible, shorten } from '../../chat/legible.ts';
import type { Message, Reply } from '../../chat/reply.ts';
import { toText } from '../../chat/text.ts';
import { unitsOf, uploadsOf } from './blocks.ts';
import type { Density } from './cards.ts';
import { type Fitted, fitUnits, type Room } from './fit.ts';
import { renderForm } from './form.ts';
import { type Frame, framed, frameRoom } from './frame.ts';
import { limits } from './limits.ts';
import { escapeEntities, plainText, richBlock } from './rich.ts';
import type { Unit, Upload } from './unit.ts';

/** The body for `respond()` or, without `response_type`, for chat.postMessage. */
export interface SlackMessage {
  response_type: 'ephemeral' | 'in_channel';
  /** What screen readers and notifications read: the whole content, at most 4000 characters. */
  text: string;
  /** `text` is not markup. It says nothing about the blocks. */
  mrkdwn: false;
  blocks: KnownBlock[];
  unfurl_links: false;
  unfurl_media: false;
}

/** `payload` is exactly what is sent. `files` are uploaded beside it; the payload names each of them. */
export interface SlackRendered<Payload = SlackMessage | ModalView> {
  payload: Payload;
  files: Upload[];
}

/** Any reply, as Slack takes it. */
export function render(reply: Reply, visibility: Visibility): SlackRendered {
  return reply.type === 'form' ? { payload: renderForm(reply), files: [] } : renderMessage(reply, visibility);
}

/** What private answers became, for as long as somebody keeps them. */
const rendered = new WeakMap<Message, SlackRendered<SlackMessage>>();

/** `frame` is for an answer that others see too. */
export function renderMessage(
  message: Message,
  visibility: Visibility,
  frame?: Frame,
): SlackRendered<SlackMessage> {
  if (visibility === 'channel' || frame !== undefined) return renderAnew(message, visibility, frame);
  const known = rendered.get(message) ?? renderAnew(message, visibility);
  rendered.set(message, known);
  return known;
}

function renderAnew(message: Message, visibility: Visibility, frame?: Frame): SlackRendered<SlackMessage> {
  const room = frame === undefined ? whole : less(whole, frameRoom);
  const blocks = renderBlocks(message, room);
  const said = frame?.sharedBy === undefined ? '' : `Shared by ${frame.sharedBy.name}\n\n`;
  return {
    payload: bodyOf(
      visibility === 'private' ? 'ephemeral' : 'in_channel',
      wholeText(message, said),
      frame === undefined ? blocks : framed(blocks, frame),
    ),
    files: message.blocks.flatMap(uploadsOf),
  };
}

function bodyOf(
  response_type: SlackMessage['response_type'],
  text: string,
  blocks: KnownBlock[],
): SlackMessage {
  return { response_type, text, mrkdwn: false, blocks, unfurl_links: false, unfurl_media: false };
}

/** What the bot writes into a channel by itself: nobody's, so without a frame. `ping` stands above it. */
export function renderPost(message: Message, ping: readonly KnownBlock[] = []): SlackMessage {
  const blocks = [...ping, ...renderBlocks(message, less(whole, pingRoom))];
  return bodyOf('in_channel', wholeText(message, ''), blocks);
}

const pingRoom: Room = { blocks: 1, text: 0 };

const whole: Room = { blocks: limits.blocks, text: limits.allText };

function less(room: Room, taken: Room): Room {
  return { blocks: room.blocks - taken.blocks, text: room.text - taken.text };
}

/** The blocks of a message, at least one, and no more than there is room for. */
export function renderBlocks(message: Message, room: Room): KnownBlock[] {
  const full = fitted(message, 'full', room);
  const tight = full.missing === 0 ? full : fitted(message, 'tight', room);
  const { blocks } = tight.missing < full.missing ? tight : full;
  return blocks.length === 0 ? [nothing()] : blocks;
}

function fitted({ blocks }: Message, density: Density, room: Room): Fitted {
  const ids = createIds();
  const units = blocks.flatMap((block, index) => unitsOf(block, index === 0, density, ids));
  return fitUnits(joined(units), room);
}

/** A heading inside a reply stands in one block with the text that it opens. */
function joined(units: readonly Unit[]): Unit[] {
  const result: Unit[] = [];
  for (const unit of units) {
    const before = result.at(-1);
    const title = before?.role === 'part' ? richOf(before) : undefined;
    const opened = richOf(unit);
    if (title === undefined || opened === undefined || unit.role !== 'content') {
      result.push(unit);
      continue;
    }
    const block = richBlock(...title.elements, ...opened.elements);
    result[result.length - 1] = { ...unit, blocks: [block, ...unit.blocks.slice(1)] };
  }
  return result;
}

function richOf(unit: Unit): RichTextBlock | undefined {
  const first = unit.blocks[0];
  return first?.type === 'rich_text' ? first : undefined;
}

function wholeText(message: Message, before: string): string {
  const shown = clean(toText(message)).trim();
  const text = clean(before + (isVisible(shown) ? shown : nothingText));
  let room: number = limits.messageText;
  while (escapeEntities(shorten(text, room)).length > limits.messageText) room = Math.floor(room * 0.9);
  return escapeEntities(shorten(text, room));
}

const nothingText = 'There is nothing to show here.';

function nothing(): KnownBlock {
  return { type: 'context', elements: [plainText(nothingText, limits.section)] };
}
