import type { KnownBlock } from '@slack/types';
import { limits } from './limits.ts';
import type { Unit } from './unit.ts';

export interface Fitted {
  blocks: KnownBlock[];
  /** How many things were left out. */
  missing: number;
}

/** Blocks, and characters of all their text together. */
export interface Room {
  blocks: number;
  text: number;
}

/** Buttons and menus may take so much, so that something is left to say. */
const controlRoom: Room = { blocks: 24, text: 5200 };

/** The units that one message holds: its head and its controls, and as much of the content from the start as fits. */
export function fitUnits(
  units: readonly Unit[],
  { blocks, text }: Room = { blocks: limits.blocks, text: limits.allText },
): Fitted {
  const whole = place(units, { blocks, text });
  if (whole.missing === 0) return whole;
  const said = notice(units.reduce((sum, { count }) => sum + count, 0));
  return place(units, { blocks: blocks - 1, text: text - said.length });
}

function place(units: readonly Unit[], room: Room): Fitted {
  const fixed = new Set<Unit>();
  for (const unit of units.filter(({ role }) => role === 'head')) take(unit, room, fixed);
  const forControls = { blocks: Math.min(room.blocks, controlRoom.blocks), text: controlRoom.text };
  const before = { ...forControls };
  for (const unit of units.filter(({ role }) => role === 'control')) take(unit, forControls, fixed);
  room.blocks -= before.blocks - forControls.blocks;
  room.text -= before.text - forControls.text;

  const kept: Unit[] = [];
  const content = units.filter(({ role }) => role === 'content' || role === 'part');
  for (const unit of content) {
    const taken = new Set<Unit>();
    take(unit, room, taken);
    if (taken.size === 0) break;
    kept.push(unit);
  }
  while (kept.at(-1)?.role === 'part') kept.pop();
  const missing = content.slice(kept.length).reduce((sum, { count }) => sum + count, 0);
  return { blocks: inOrder(units, new Set([...fixed, ...kept]), missing), missing };
}

function take(unit: Unit, room: Room, taken: Set<Unit>): void {
  const text = textLength(unit.blocks);
  if (unit.blocks.length > room.blocks || text > room.text) return;
  room.blocks -= unit.blocks.length;
  room.text -= text;
  taken.add(unit);
}

/** The notice stands where the first thing is missing. */
function inOrder(units: readonly Unit[], kept: ReadonlySet<Unit>, missing: number): KnownBlock[] {
  let said = missing === 0;
  return units.flatMap((unit) => {
    if (kept.has(unit)) return unit.blocks;
    if (said || unit.role === 'control') return [];
    said = true;
    return [
      { type: 'context', elements: [{ type: 'plain_text', text: notice(missing), emoji: false }] } as const,
    ];
  });
}

function notice(missing: number): string {
  const things = missing === 1 ? '1 more does' : `${missing} more do`;
  return `${things} not fit here: use the buttons, or ask for a smaller page.`;
}

/** Every text, address and alternative text in it. */
function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + textLength(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [key, inner]) => {
    if (typeof inner !== 'string') return sum + textLength(inner);
    return ['text', 'alt_text', 'url', 'image_url'].includes(key) ? sum + inner.length : sum;
  }, 0);
}
