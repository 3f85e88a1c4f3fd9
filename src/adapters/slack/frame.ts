import type { ActionsBlock, KnownBlock, RichTextBlock } from '@slack/types';
import type { Room } from './fit.ts';
import { plainText, richBlock, section } from './rich.ts';

/** What stands around an answer that others see too. */
export interface Frame {
  /** Who showed it to everybody. Slack puts the person's name there; if anybody is called by it, it is the one who pressed. */
  sharedBy?: { id: string; name: string };
  /** Whose it is: the one who may turn its pages and take it away. */
  owner: string;
}

/** Room that a frame takes from what it stands around. */
export const frameRoom: Room = { blocks: 2, text: 200 };

export function framed(blocks: readonly KnownBlock[], { sharedBy, owner }: Frame): KnownBlock[] {
  return [...blocks, ...(sharedBy === undefined ? [] : [sharer(sharedBy.id)]), dismissRow(owner)];
}

function sharer(id: string): RichTextBlock {
  const style = { italic: true };
  return richBlock(section({ type: 'text', text: 'Shared by ', style }, { type: 'user', user_id: id }));
}

const dismissId = /^dismiss\|([A-Z0-9]{1,40})$/;

function dismissRow(owner: string): ActionsBlock {
  const text = plainText('Dismiss', 75);
  return { type: 'actions', elements: [{ type: 'button', text, action_id: `dismiss|${owner}` }] };
}

/** Whose answer a Dismiss button takes away; undefined for any other action id. */
export function dismissedOwner(actionId: string): string | undefined {
  return dismissId.exec(actionId)?.[1];
}

/** What the frame around a message says; undefined for a message without one. */
export function readFrame(
  blocks: readonly unknown[] | undefined,
): { owner: string; shared: boolean } | undefined {
  const [row, before] = (blocks ?? []).toReversed();
  const [button] = elementsOf(row);
  const owner = dismissedOwner(String(button?.action_id));
  if (owner === undefined) return undefined;
  const [words] = elementsOf(before);
  return { owner, shared: elementsOf(words).some(({ type }) => type === 'user') };
}

type Element = Readonly<Record<string, unknown>>;

function elementsOf(block: unknown): Element[] {
  if (typeof block !== 'object' || block === null || !('elements' in block)) return [];
  const { elements } = block;
  return Array.isArray(elements) ? elements.filter((one) => typeof one === 'object' && one !== null) : [];
}
