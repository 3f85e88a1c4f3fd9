import type { Span } from './style.ts';
import { graphemes, textWidth } from './width.ts';

/** One line on the screen. */
export type Line = readonly Span[];

/**
 * Breaks spans into lines of at most `columns`, at spaces and at \n. What is longer than a line is broken inside,
 * unless it is `whole`. `first` stands before the first line, and as much space before the others.
 */
export function wrap(spans: readonly Span[], columns: number, first: readonly Span[] = []): Line[] {
  const indent = first.reduce((sum, { text }) => sum + textWidth(text), 0);
  const hang: Line = indent === 0 ? [] : [{ text: ' '.repeat(indent) }];
  return fill(words(spans), Math.max(8, columns - indent)).map((line, index) =>
    trimEnd([...(index === 0 ? first : hang), ...line]),
  );
}

/** What stays together: pieces of one or several spans without a space between them. */
type Word =
  | { type: 'word'; pieces: Span[]; width: number }
  | { type: 'space'; piece: Span }
  | { type: 'end' };

function words(spans: readonly Span[]): Word[] {
  const all: Word[] = [];
  for (const span of spans) {
    for (const text of span.text.match(/\n| +|[^\n ]+/g) ?? []) {
      const piece = { ...span, text };
      const before = all.at(-1);
      if (text === '\n') all.push({ type: 'end' });
      else if (text.startsWith(' ')) all.push({ type: 'space', piece });
      else if (before?.type === 'word') {
        before.pieces.push(piece);
        before.width += textWidth(text);
      } else all.push({ type: 'word', pieces: [piece], width: textWidth(text) });
    }
  }
  return all;
}

function fill(all: readonly Word[], columns: number): Span[][] {
  const lines: Span[][] = [];
  let line: Span[] = [];
  let used = 0;
  let gap: Span | undefined;
  const end = () => {
    lines.push(line);
    line = [];
    used = 0;
    gap = undefined;
  };
  for (const word of all) {
    if (word.type === 'end') end();
    else if (word.type === 'space') gap = line.length === 0 ? undefined : { ...word.piece, text: ' ' };
    else {
      if (line.length > 0 && used + (gap ? 1 : 0) + word.width > columns) end();
      const whole = word.width <= columns || word.pieces.some((piece) => piece.whole === true);
      const parts = whole ? [word] : broken(word.pieces, columns);
      for (const [index, part] of parts.entries()) {
        if (index > 0) end();
        if (gap) used++;
        line.push(...(gap ? [gap] : []), ...part.pieces);
        used += part.width;
        gap = undefined;
      }
    }
  }
  if (line.length > 0) end();
  return lines;
}

function broken(pieces: readonly Span[], columns: number): { pieces: Span[]; width: number }[] {
  const parts: { pieces: Span[]; width: number }[] = [{ pieces: [], width: 0 }];
  for (const piece of pieces) {
    for (const text of graphemes(piece.text)) {
      const width = textWidth(text);
      let part = parts.at(-1);
      if (part === undefined || part.width + width > columns) {
        part = { pieces: [], width: 0 };
        parts.push(part);
      }
      part.pieces.push({ ...piece, text });
      part.width += width;
    }
  }
  return parts;
}

function trimEnd(line: Line): Line {
  const last = line.at(-1);
  if (last === undefined || !last.text.endsWith(' ')) return line;
  return trimEnd([
    ...line.slice(0, -1),
    ...(last.text.trim() === '' ? [] : [{ ...last, text: last.text.trimEnd() }]),
  ]);
}
