import type { RichTextBlock, RichTextElement } from '@slack/types';
import { richBlock, section } from './rich.ts';

/** Tells the block from those of the message when it comes back with a press. */
const pingId = 'ping';

/**
 * A line that calls people: everybody who is "here", or a user group by its id. Nothing for anything else. Only such elements
 * call anybody; the words of a message never do.
 */
export function pingBlocks(ping: string | undefined): RichTextBlock[] {
  const element = elementOf(ping);
  return element === undefined ? [] : [{ ...richBlock(section(element)), block_id: pingId }];
}

function elementOf(ping: string | undefined): RichTextElement | undefined {
  if (ping === 'here') return { type: 'broadcast', range: 'here' };
  return ping !== undefined && groupId.test(ping) ? { type: 'usergroup', usergroup_id: ping } : undefined;
}

const groupId = /^S[A-Z0-9]{1,40}$/;

/** Whom the first line of a message calls; undefined when it is an ordinary one. */
export function readPing(blocks: readonly unknown[] | undefined): string | undefined {
  const [block] = blocks ?? [];
  const [line] = elementsOf(block);
  const [element] = elementsOf(line);
  if (fieldOf(block, 'block_id') !== pingId || element === undefined) return undefined;
  if (fieldOf(element, 'type') === 'broadcast') return 'here';
  const id = fieldOf(element, 'usergroup_id');
  return typeof id === 'string' ? id : undefined;
}

function elementsOf(value: unknown): readonly unknown[] {
  const elements = fieldOf(value, 'elements');
  return Array.isArray(elements) ? elements : [];
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
