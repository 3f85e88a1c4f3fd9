import type { Line, Run, Style } from './ansi.ts';

/** Pixels of the picture's own coordinates; one column is 0.6 em, as in nearly every monospace font. */
const cell = { width: 8.4, height: 20, fontSize: 14 };
const padding = { side: 20, top: 56, bottom: 20 };
const colours = { window: '#161b22', border: '#444c56', text: '#d6dde5' };

/** The 16 named colours, light enough for the dark window (at least 4.5 : 1, but for black). */
const named = [
  '#484f58',
  '#ff8e86',
  '#56d364',
  '#e3b341',
  '#79c0ff',
  '#d2a8ff',
  '#56d4dd',
  '#d6dde5',
  '#8b949e',
  '#ffa198',
  '#7ee787',
  '#f2cc60',
  '#a5d6ff',
  '#e2c5ff',
  '#b3f0ff',
  '#ffffff',
] as const;

/** A dark terminal window with these lines; `title` and the lines' own text are what a screen reader gets. */
export function drawTerminal(lines: readonly Line[], title: string): string {
  const columns = Math.max(40, ...lines.map(widthOfLine));
  const width = Math.ceil(columns * cell.width) + 2 * padding.side;
  const height = lines.length * cell.height + padding.top + padding.bottom;
  const said = lines.map((line) => line.map((run) => run.text).join('')).join('\n');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="desc">${escaped(said)}</desc>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${colours.window}" stroke="${colours.border}"/>`,
    ...['#ff5f57', '#febc2e', '#28c840'].map(
      (fill, index) => `<circle cx="${20 + index * 20}" cy="20" r="6" fill="${fill}"/>`,
    ),
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${cell.fontSize}" fill="${colours.text}">`,
    ...lines.flatMap((line, index) => drawLine(line, padding.top + index * cell.height)),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function drawLine(line: Line, y: number): string[] {
  const visible = line.filter(
    (run) =>
      run.width > 0 && (run.text.trim() !== '' || run.style.background !== undefined || run.style.inverse),
  );
  if (visible.length === 0) return [];
  const spans = visible.map((run) => {
    const length = round(run.width * cell.width);
    return `<tspan x="${left(run)}" textLength="${length}" lengthAdjust="spacingAndGlyphs"${attributes(run.style)}>${escaped(run.text)}</tspan>`;
  });
  return [
    ...visible.flatMap((run) => drawBackground(run, y)),
    `<text y="${y}" xml:space="preserve">${spans.join('')}</text>`,
  ];
}

function drawBackground(run: Run, y: number): string[] {
  const { behind } = effective(run.style);
  if (behind === undefined) return [];
  const width = round(run.width * cell.width);
  return [`<rect x="${left(run)}" y="${y - 15}" width="${width}" height="${cell.height}" fill="${behind}"/>`];
}

function attributes(style: Style): string {
  const { front } = effective(style);
  return [
    front === undefined ? '' : ` fill="${front}"`,
    style.bold ? ' font-weight="bold"' : '',
    style.dim ? ' opacity="0.72"' : '',
    style.italic ? ' font-style="italic"' : '',
    style.underline ? ' text-decoration="underline"' : '',
  ].join('');
}

/** Inverse swaps the two colours, the window's own included. */
function effective(style: Style): { front: string | undefined; behind: string | undefined } {
  const front = colourOf(style.colour);
  const behind = colourOf(style.background);
  return style.inverse
    ? { front: behind ?? colours.window, behind: front ?? colours.text }
    : { front, behind };
}

function colourOf(colour: string | number | undefined): string | undefined {
  return typeof colour === 'number' ? named[colour] : colour;
}

function widthOfLine(line: Line): number {
  const last = line.at(-1);
  return last === undefined ? 0 : last.column + last.width;
}

function left(run: Run): number {
  return round(padding.side + run.column * cell.width);
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
