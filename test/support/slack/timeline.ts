import { isObject, type Json, listAt } from '../shape.ts';
import type { Changes } from './changes.ts';

/** A message of the app, as people see it. It changes in place when the app replaces or deletes it. */
export interface ShownMessage {
  text: string;
  blocks: readonly Json[];
  readonly visibility: 'ephemeral' | 'in_channel';
  /** Id of the one person who sees an ephemeral message. */
  readonly to?: string;
  /** Id of the channel. */
  readonly channel: string;
  readonly thread_ts?: string;
  readonly ts: string;
  deleted: boolean;
  /** How often the app has replaced it. */
  replaced: number;
  /** The address through which it came; none for a message of chat.postMessage. */
  readonly responseUrl?: string;
  metadata?: Json;
}

type Draft = Omit<ShownMessage, 'deleted' | 'replaced' | 'ts'> & { readonly ts?: string };

export interface Timeline {
  add(draft: Draft): ShownMessage;
  replace(message: ShownMessage, content: Json): void;
  remove(message: ShownMessage): void;
  find(channel: string, ts: string): ShownMessage | undefined;
  /** In order. Without `reader` what everybody in the channel sees, with one also what only they see. */
  in(channel: string, reader?: string): ShownMessage[];
}

export function createTimeline(changes: Changes): Timeline {
  const all: ShownMessage[] = [];
  return {
    add(draft) {
      const blocks = withBlockIds(draft.blocks);
      const message = { ...draft, blocks, ts: draft.ts ?? nextTs(), deleted: false, replaced: 0 };
      all.push(message);
      changes.notify();
      return message;
    },
    replace(message, content) {
      message.text = String(content.text ?? '');
      message.blocks = withBlockIds(content.blocks);
      message.replaced += 1;
      if (isObject(content.metadata)) message.metadata = content.metadata;
      changes.notify();
    },
    remove(message) {
      message.deleted = true;
      changes.notify();
    },
    find: (channel, ts) => all.find((one) => one.channel === channel && one.ts === ts),
    in: (channel, reader) =>
      all.filter(
        (one) =>
          one.channel === channel &&
          !one.deleted &&
          (one.visibility === 'in_channel' || (reader !== undefined && one.to === reader)),
      ),
  };
}

let count = 0;

/** The time of a message that the emulated Slack knows nothing of; it counts its own from 000001. */
export function nextTs(): string {
  count += 1;
  return `${Math.floor(Date.now() / 1000)}.${900_000 + (count % 100_000)}`;
}

/** Slack names each block and each element that has no name, and hands those names back with a press. */
export function withBlockIds(blocks: unknown): Json[] {
  return listAt(blocks)
    .filter(isObject)
    .map((block) => {
      count += 1;
      return block.block_id === undefined ? { ...block, block_id: `b${count.toString(36)}` } : block;
    });
}
