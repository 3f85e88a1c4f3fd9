import type { Action } from '../../chat/action.ts';
import { cleanLine, webUrl } from '../../chat/clean.ts';
import type { Actions, Block, Button, Select } from '../../chat/reply.ts';
import type { Span } from './style.ts';
import { cutToWidth, textWidth } from './width.ts';
import { type Line, wrap } from './wrap.ts';

/** A button that its number presses, or one choice of a select with the choice filled in. */
export interface PressableButton {
  /** From 1, without gaps. */
  number: number;
  label: string;
  action: Action;
}

export interface Controls {
  lines: Line[];
  buttons: PressableButton[];
}

/** Choices of one select that are shown; the others can be typed. */
const maxChoices = 25;
const labelWidth = 40;

/** `[1] Next  [2] Topic: Docker`, then each select in a paragraph of its own. */
export function controlsOf(blocks: readonly Block[], columns: number): Controls {
  const lines: Line[] = [];
  const buttons: PressableButton[] = [];
  const press = (label: string, action: Action): Span[] => {
    const shown = cutToWidth(cleanLine(label), Math.min(labelWidth, columns - 8));
    const number = buttons.length + 1;
    buttons.push({ number, label: shown, action });
    const rest = shown.startsWith(`${number}. `) ? shown.slice(`${number}. `.length) : shown;
    return [{ text: `[${number}]`, look: 'key' }, { text: ` ${rest}` }];
  };
  for (const block of blocks) {
    if (block.type === 'actions') lines.push(...buttonLines(block, columns, press));
  }
  for (const block of blocks) {
    if (block.type === 'select') lines.push(...selectLines(block, columns, press));
  }
  return { lines, buttons };
}

type Press = (label: string, action: Action) => Span[];

function buttonLines({ buttons }: Actions, columns: number, press: Press): Line[] {
  const pressed = buttons
    .filter((button) => 'action' in button)
    .filter(({ action }) => action.args.share !== true);
  const addresses = buttons.flatMap((button) => addressLines(button, columns));
  return [
    ...flow(
      pressed.map(({ label, action }) => press(label, action)),
      columns,
    ),
    ...addresses,
  ];
}

function addressLines(button: Button, columns: number): Line[] {
  const url = 'url' in button ? webUrl(button.url) : undefined;
  if (url === undefined) return [];
  return wrap(
    [{ text: `${cleanLine(button.label)}: ` }, { text: url, look: 'address', url, whole: true }],
    columns,
  );
}

function selectLines({ placeholder, action, fills, options }: Select, columns: number, press: Press): Line[] {
  if (options.length === 0) return [];
  const more = options.length - maxChoices;
  const items = options
    .slice(0, maxChoices)
    .map(({ label, value }) => press(label, { ...action, args: { ...action.args, [fills]: value } }));
  const asked: Span = { text: cleanLine(placeholder), look: 'quiet' };
  const rest: Span[][] = more > 0 ? [[{ text: `and ${more} more`, look: 'quiet' }]] : [];
  return [...wrap([asked], columns), ...flow([...items, ...rest], columns)];
}

/** Items side by side, two spaces apart, none broken over a line. */
function flow(items: readonly Span[][], columns: number): Line[] {
  const lines: Span[][] = [];
  let used = 0;
  for (const item of items) {
    const width = item.reduce((sum, { text }) => sum + textWidth(text), 0);
    const line = lines.at(-1);
    if (line !== undefined && used + 2 + width <= columns) {
      line.push({ text: '  ' }, ...item);
      used += 2 + width;
    } else {
      lines.push([...item]);
      used = width;
    }
  }
  return lines;
}
