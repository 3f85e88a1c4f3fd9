import type { APIComponentInContainer } from 'discord-api-types/v10';
import { types } from './limits.ts';
import { subtext } from './markdown.ts';
import type { Piece, Unit } from './unit.ts';

export interface Fitted {
  components: APIComponentInContainer[];
  /** How many things were left out. */
  missing: number;
}

/** Buttons and menus may take so many, so that something is left to say. */
const controlRoom = 26;

/** The units that one container holds: its head and its controls, and as much of the content from the start as fits. */
export function fitUnits(units: readonly Unit[], room: Room): Fitted {
  const whole = place(units, { ...room });
  if (whole.missing === 0) return whole;
  const said = notice(units.reduce((sum, { count }) => sum + count, 0));
  return place(units, { components: room.components - 1, text: room.text - said.length - 2 });
}

export interface Room {
  components: number;
  /** Characters of all texts together. */
  text: number;
}

function place(units: readonly Unit[], room: Room): Fitted {
  const controls = controlsThatFit(units);
  room.components -= [...controls].reduce((sum, { pieces }) => sum + cost(pieces, false).components, 0);
  room.text -= cost(units.find(({ role }) => role === 'head')?.pieces ?? [], false).text;
  const shown: Piece[] = [];
  let missing = 0;
  let openParts = 0;
  let full = false;
  for (const unit of units) {
    if (unit.role === 'control') {
      if (controls.has(unit)) shown.push(...unit.pieces);
      openParts = 0;
      continue;
    }
    const { components, text } = cost(unit.pieces, shown.at(-1)?.kind === 'text');
    full ||= components > room.components || (text > room.text && unit.role !== 'head');
    if (full) {
      shown.splice(shown.length - openParts, openParts);
      openParts = 0;
      if (missing === 0 && unit.count > 0) shown.push({ kind: 'text', content: noticePlace });
      missing += unit.count;
      continue;
    }
    room.components -= components;
    room.text -= unit.role === 'head' ? 0 : text;
    shown.push(...unit.pieces);
    openParts = unit.role === 'part' ? openParts + unit.pieces.length : 0;
  }
  return { components: joined(shown, missing), missing };
}

const noticePlace = '\0';

function controlsThatFit(units: readonly Unit[]): ReadonlySet<Unit> {
  let left = controlRoom;
  return new Set(
    units.filter(({ role, pieces }) => {
      const { components } = cost(pieces, false);
      if (role !== 'control' || components > left) return false;
      left -= components;
      return true;
    }),
  );
}

/** What the pieces add to a container whose last component is a text, or is not. */
function cost(pieces: readonly Piece[], afterText: boolean): Room {
  let open = afterText;
  return pieces.reduce(
    (sum, piece) => {
      const text = sum.text + (piece.kind === 'text' ? piece.content.length + 2 : textIn(piece.component));
      const components =
        sum.components + (piece.kind === 'text' ? (open ? 0 : 1) : componentsIn(piece.component));
      open = piece.kind === 'text';
      return { components, text };
    },
    { components: 0, text: 0 },
  );
}

function joined(pieces: readonly Piece[], missing: number): APIComponentInContainer[] {
  const components: APIComponentInContainer[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'component') {
      components.push(piece.component);
      continue;
    }
    const content = piece.content === noticePlace ? notice(missing) : piece.content;
    const before = components.at(-1);
    if (before?.type === types.textDisplay)
      before.content += `${piece.gap === true ? '\n\n' : '\n'}${content}`;
    else components.push({ type: types.textDisplay, content });
  }
  return components;
}

function notice(missing: number): string {
  const things = missing === 1 ? '1 more does' : `${missing} more do`;
  return subtext(`${things} not fit here: use the buttons, or ask for a smaller page.`);
}

function componentsIn(component: APIComponentInContainer): number {
  if (component.type === types.section) return component.components.length + 2;
  return component.type === types.actionRow ? component.components.length + 1 : 1;
}

function textIn(component: APIComponentInContainer): number {
  if (component.type === types.textDisplay) return component.content.length;
  if (component.type !== types.section) return 0;
  return component.components.reduce((sum, { content }) => sum + content.length, 0);
}
