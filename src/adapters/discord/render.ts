import type {
  APIMessageTopLevelComponent,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';
import type { Visibility } from '../../chat/command.ts';
import { createIds } from '../../chat/ids.ts';
import type { Message, Reply } from '../../chat/reply.ts';
import { createAttachments } from './attachments.ts';
import { unitsOf } from './blocks.ts';
import type { Density } from './cards.ts';
import { fitUnits, type Room } from './fit.ts';
import { renderForm } from './form.ts';
import { type Frame, framed, frameRoom } from './frame.ts';
import { flags, limits, types } from './limits.ts';
import type { Upload } from './unit.ts';

/** The data of an interaction's answer, and the body of a message. */
export interface DiscordMessage {
  flags: number;
  components: APIMessageTopLevelComponent[];
  /** Nobody is called by what a message says. */
  allowed_mentions: { parse: [] };
  /** One for each of `files`, in their order. */
  attachments?: { id: number; filename: string }[];
}

/** `payload` is exactly what is sent, as JSON. `files` go beside it as `files[n]` of a multipart body. */
export interface DiscordRendered<Payload = DiscordMessage | APIModalInteractionResponseCallbackData> {
  payload: Payload;
  files: Upload[];
}

/** Any reply, as Discord takes it. */
export function render(reply: Reply, visibility: Visibility): DiscordRendered {
  return reply.type === 'form' ? { payload: renderForm(reply), files: [] } : renderMessage(reply, visibility);
}

/** What private answers became, for as long as somebody keeps them. */
const rendered = new WeakMap<Message, DiscordRendered<DiscordMessage>>();

/** `frame` is for an answer that others see too. */
export function renderMessage(
  message: Message,
  visibility: Visibility,
  frame?: Frame,
): DiscordRendered<DiscordMessage> {
  if (visibility === 'channel' || frame !== undefined) return renderAnew(message, visibility, frame);
  const known = rendered.get(message) ?? renderAnew(message, visibility);
  rendered.set(message, known);
  return known;
}

/** The roomiest way in which everything fits, or else the one that leaves out least. */
function renderAnew(
  message: Message,
  visibility: Visibility,
  frame?: Frame,
): DiscordRendered<DiscordMessage> {
  const room =
    frame === undefined
      ? whole
      : { components: whole.components - frameRoom.components, text: whole.text - frameRoom.text };
  let best = written(message, 'roomy', room);
  for (const density of ['plain', 'tight'] as const) {
    if (best.missing === 0) break;
    const other = written(message, density, room);
    if (other.missing < best.missing) best = other;
  }
  const { components, files } = best;
  return {
    payload: {
      flags: flags.isComponentsV2 | flags.suppressEmbeds | (visibility === 'private' ? flags.ephemeral : 0),
      components: frame === undefined ? components : framed(components, frame),
      allowed_mentions: { parse: [] },
      ...(files.length === 0 ? {} : { attachments: files.map(({ name }, id) => ({ id, filename: name })) }),
    },
    files,
  };
}

/** The container itself is one of the components. */
const whole: Room = { components: limits.components - 1, text: limits.allText };

function written({ blocks }: Message, density: Density, room: Room) {
  const attachments = createAttachments();
  const writing = { density, ids: createIds(), attachments };
  const { components, missing } = fitUnits(
    blocks.flatMap((block, index) => unitsOf(block, blocks[index - 1], writing)),
    room,
  );
  const shown =
    components.length === 0
      ? [{ type: types.textDisplay, content: 'There is nothing to show here.' }]
      : components;
  return {
    components: [{ type: types.container, components: shown }],
    missing,
    files: attachments.namedIn(JSON.stringify(shown)),
  };
}
