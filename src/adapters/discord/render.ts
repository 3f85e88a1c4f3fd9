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
import { fitUnits } from './fit.ts';
import { renderForm } from './form.ts';
import { flags, types } from './limits.ts';
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

/** The roomiest way in which everything fits, or else the one that leaves out least. */
export function renderMessage(message: Message, visibility: Visibility): DiscordRendered<DiscordMessage> {
  let best = written(message, 'roomy');
  for (const density of ['plain', 'tight'] as const) {
    if (best.missing === 0) break;
    const other = written(message, density);
    if (other.missing < best.missing) best = other;
  }
  const { components, files } = best;
  return {
    payload: {
      flags: flags.isComponentsV2 | flags.suppressEmbeds | (visibility === 'private' ? flags.ephemeral : 0),
      components,
      allowed_mentions: { parse: [] },
      ...(files.length === 0 ? {} : { attachments: files.map(({ name }, id) => ({ id, filename: name })) }),
    },
    files,
  };
}

function written({ blocks }: Message, density: Density) {
  const attachments = createAttachments();
  const writing = { density, ids: createIds(), attachments };
  const { components, missing } = fitUnits(
    blocks.flatMap((block, index) => unitsOf(block, blocks[index - 1], writing)),
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
