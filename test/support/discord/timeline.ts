import { isObject, type Json, listAt } from '../shape.ts';
import type { Changes } from '../slack/changes.ts';
import { labelsIn, settledComponents, textIn } from './components.ts';
import type { Channel, Person } from './parties.ts';
import { snowflake } from './snowflake.ts';

export const messageFlags = { suppressEmbeds: 4, ephemeral: 64, loading: 128, componentsV2: 32_768 };

/** A message as people see it. It changes in place when the app edits or deletes it. */
export interface ShownMessage {
  readonly id: string;
  /** Id of the channel. */
  readonly channel: string;
  /** Id of the one person who sees an ephemeral message. */
  readonly to?: string;
  /** What all its text displays say, a line for each; of a message that a person wrote, its content. */
  text: string;
  /** Of its buttons, in order. */
  buttons: readonly string[];
  /** As Discord hands them back: each has an id, and files have addresses. */
  components: readonly Json[];
  flags: number;
  files: readonly string[];
  /** A deferral that has not been filled yet. */
  thinking: boolean;
  deleted: boolean;
  /** How often the app has edited it. */
  edited: number;
  readonly origin: Origin;
}

/** Where a message came from. */
export interface Origin {
  readonly channel: Channel;
  /** The bot's, if nobody else's. */
  readonly author?: Person;
  /** discord.com/developers/docs/resources/message#message-object-message-types */
  readonly type: number;
  /** Of an answer to an interaction. */
  readonly metadata?: Json;
  readonly repliesTo?: ShownMessage;
  /** For whom the app is installed where the message stands; presses on it come with the same. */
  readonly owners?: Json;
}

export interface Timeline {
  /** `content`: the body of a message of the app, {} for a deferral, or {content} of a person. */
  add(content: Json, origin: Origin, to?: Person): ShownMessage;
  edit(message: ShownMessage, content: Json): void;
  remove(message: ShownMessage): void;
  find(id: string): ShownMessage | undefined;
  /** Oldest first. Without `reader` what everybody in the channel sees, with one also what only they see. */
  in(channel: string, reader?: string): ShownMessage[];
}

export function createTimeline(changes: Changes): Timeline {
  const all: ShownMessage[] = [];
  return {
    add(content, origin, to) {
      const message: ShownMessage = {
        id: snowflake(),
        channel: origin.channel.id,
        ...(to === undefined ? {} : { to: to.id }),
        ...{ text: '', buttons: [], components: [], files: [] },
        flags: to === undefined ? 0 : messageFlags.ephemeral,
        ...{ thinking: false, deleted: false, edited: 0, origin },
      };
      if (origin.author !== undefined) message.text = String(content.content);
      else if (content.components === undefined) {
        message.thinking = true;
        message.flags |= messageFlags.loading;
      } else fill(message, content);
      all.push(message);
      changes.notify();
      return message;
    },
    edit(message, content) {
      fill(message, content);
      message.edited += 1;
      changes.notify();
    },
    remove(message) {
      message.deleted = true;
      changes.notify();
    },
    find: (id) => all.find((one) => one.id === id && !one.deleted),
    in: (channel, reader) =>
      all.filter(
        (one) => one.channel === channel && !one.deleted && (one.to === undefined || one.to === reader),
      ),
  };
}

/** Whether a message is ephemeral never changes. */
function fill(message: ShownMessage, content: Json): void {
  const { suppressEmbeds, componentsV2, ephemeral } = messageFlags;
  const given = content.flags === undefined ? message.flags : Number(content.flags);
  message.flags = (message.flags & ephemeral) | (given & (suppressEmbeds | componentsV2));
  message.thinking = false;
  if (content.attachments !== undefined) {
    message.files = listAt(content.attachments)
      .filter(isObject)
      .map(({ filename }) => String(filename));
  }
  if (content.components === undefined) return;
  message.components = settledComponents(content.components, message.id);
  message.text = textIn(message.components);
  message.buttons = labelsIn(message.components);
}
