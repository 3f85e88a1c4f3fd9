/** Terminal output, read into lines of runs that each have one style. */
export type Line = readonly Run[];

export interface Run {
  text: string;
  style: Style;
  /** The first column, from 0. */
  column: number;
  /** Columns that the text takes. */
  width: number;
}

/** A colour is #rrggbb or the number of one of the 16 named colours; absent is the terminal's own. */
export interface Style {
  colour?: string | number | undefined;
  background?: string | number | undefined;
  bold?: boolean;
  dim?: boolean;
  italic?: boolean;
  underline?: boolean;
  inverse?: boolean;
}

const escapeCharacter = '\u001B';
const bell = '\u0007';
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Understands SGR (ECMA-48); other sequences are left out, longer lines go on in the next. `columns` is at least 2. */
export function readAnsi(output: string, columns: number): Line[] {
  const lines: Run[][] = [[]];
  let style: Style = {};
  let column = 0;
  const [first = '', ...rest] = output.toWellFormed().replaceAll('\r\n', '\n').split(escapeCharacter);
  for (const piece of [`[m${first}`, ...rest]) {
    const { text, codes } = readPiece(piece);
    if (codes !== undefined) style = restyled(style, codes);
    for (const { segment } of graphemes.segment(text)) {
      const shown = segment === '\t' ? ' '.repeat(8 - (column % 8)) : printable(segment);
      const width = segment === '\t' ? shown.length : widthOf(shown);
      if (segment === '\n' || column + width > columns) {
        lines.push([]);
        column = 0;
      }
      if (segment === '\n') continue;
      append(lines.at(-1) ?? [], { text: shown, style, column, width });
      column += width;
    }
  }
  return lines;
}

/** What follows an escape character: a sequence, then text up to the next. */
function readPiece(piece: string): { text: string; codes?: number[] } {
  const sgr = /^\[([0-9;:]*)m/.exec(piece);
  if (sgr) {
    return { text: piece.slice(sgr[0].length), codes: (sgr[1] ?? '').split(/[;:]/).map(Number) };
  }
  if (piece.startsWith(']')) {
    const end = piece.indexOf(bell);
    return { text: end < 0 ? '' : piece.slice(end + 1) };
  }
  return { text: piece.replace(/^(?:\[[0-?]*[ -/]*[@-~]|[ -/]*[0-~])/, '') };
}

function restyled(style: Style, codes: readonly number[]): Style {
  let next = { ...style };
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0;
    if (code === 38 || code === 48) {
      const { colour, used } = extendedColour(codes.slice(at + 1));
      next = { ...next, [code === 38 ? 'colour' : 'background']: colour };
      at += used;
    } else next = { ...(code === 0 ? {} : next), ...simple(code) };
  }
  return next;
}

function simple(code: number): Style {
  const flags: Record<number, Style> = {
    1: { bold: true },
    2: { dim: true },
    3: { italic: true },
    4: { underline: true },
    7: { inverse: true },
    22: { bold: false, dim: false },
    23: { italic: false },
    24: { underline: false },
    27: { inverse: false },
    39: { colour: undefined },
    49: { background: undefined },
  };
  if (code >= 30 && code <= 37) return { colour: code - 30 };
  if (code >= 40 && code <= 47) return { background: code - 40 };
  if (code >= 90 && code <= 97) return { colour: code - 82 };
  if (code >= 100 && code <= 107) return { background: code - 92 };
  return flags[code] ?? {};
}

/** `5;n` of the 256 colours of xterm, or `2;r;g;b`; `used` counts the codes that belong to it. */
function extendedColour(codes: readonly number[]): { colour: string | number | undefined; used: number } {
  const [form, a = 0, b = 0, c = 0] = codes;
  if (form === 2) return { colour: hex(a, b, c), used: 4 };
  if (form !== 5) return { colour: undefined, used: codes.length };
  if (a < 16) return { colour: a, used: 2 };
  if (a >= 232) return { colour: hex(8 + (a - 232) * 10, 8 + (a - 232) * 10, 8 + (a - 232) * 10), used: 2 };
  const level = (step: number) => (step === 0 ? 0 : 55 + step * 40);
  const cube = a - 16;
  return {
    colour: hex(level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6)),
    used: 2,
  };
}

function hex(...parts: readonly number[]): string {
  return `#${parts.map((part) => Math.min(part, 255).toString(16).padStart(2, '0')).join('')}`;
}

/** Controls move the cursor of a terminal; a picture has none, and XML refuses them. */
function printable(grapheme: string): string {
  return grapheme === '\n' ? '' : grapheme.replace(/[\p{Cc}\uFFFE\uFFFF]/gu, '');
}

/** Columns of one grapheme: 2 for East Asian wide characters and emoji, as terminals draw them. */
function widthOf(grapheme: string): number {
  if (grapheme === '') return 0;
  if (/^\p{M}+$/u.test(grapheme) || /^\p{Cf}+$/u.test(grapheme)) return 0;
  return wide.test(grapheme) ? 2 : 1;
}

const wide =
  /\p{RGI_Emoji}|[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303E\uFF01-\uFF60\uFFE0-\uFFE6]/v;

function append(line: Run[], run: Run): void {
  const last = line.at(-1);
  if (run.text === '') return;
  if (
    last !== undefined &&
    last.style === run.style &&
    last.width === last.text.length &&
    run.width === run.text.length
  ) {
    line[line.length - 1] = { ...last, text: last.text + run.text, width: last.width + run.width };
  } else line.push(run);
}
