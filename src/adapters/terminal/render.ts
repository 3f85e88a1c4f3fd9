import type { Block, Reply } from '../../chat/reply.ts';
import { blockLines, formLines } from './blocks.ts';
import { controlsOf, type PressableButton } from './controls.ts';
import { type Paint, paint } from './style.ts';
import type { Line } from './wrap.ts';

export interface TerminalOptions {
  /** Without it the text holds no escape sequence at all. */
  colour: boolean;
  /** Width of the terminal; text is set in 20 to 100 columns. */
  columns: number;
  /** Whether buttons and selects are shown; true by default. */
  buttons?: boolean;
  /** Whether addresses also become clickable (OSC 8); only with colour. */
  links?: boolean;
}

export interface TerminalReply {
  /** Lines joined by \n, without one at the end. Only addresses may be longer than the columns. */
  text: string;
  buttons: readonly PressableButton[];
}

/** Any reply for a terminal. Total; no escape sequence of the reply's own words gets through. */
export function renderTerminal(reply: Reply, options: TerminalOptions): TerminalReply {
  const columns = Math.min(Math.max(Math.floor(options.columns) || 80, 20), 100);
  const style: Paint = { colour: options.colour, links: options.links === true };
  const write = (lines: readonly Line[]) => lines.map((line) => paint(line, style).trimEnd()).join('\n');
  if (reply.type === 'form') return { text: write(formLines(reply, columns)), buttons: [] };
  const { lines, buttons } =
    options.buttons === false ? { lines: [], buttons: [] } : controlsOf(reply.blocks, columns);
  const content = spaced(reply.blocks, columns);
  const gap: Line[] = content.length > 0 && lines.length > 0 ? [[]] : [];
  return { text: write([...content, ...gap, ...lines]), buttons };
}

function spaced(blocks: readonly Block[], columns: number): Line[] {
  const all: Line[] = [];
  let before: Block | undefined;
  for (const block of blocks) {
    const lines = blockLines(block, columns);
    if (lines.length === 0) continue;
    if (before !== undefined && !closeTo(before, block)) all.push([]);
    all.push(...lines);
    before = block;
  }
  return all;
}

/** A heading holds on to its text, and lines of text to each other; a quiet one ends such a paragraph. */
function closeTo(before: Block, block: Block): boolean {
  if (before.type === 'heading') return before.level === 2 || block.type === 'text';
  return before.type === 'text' && before.tone !== 'quiet' && block.type === 'text';
}
