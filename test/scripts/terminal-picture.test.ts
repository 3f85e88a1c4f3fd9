import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnsi } from '../../scripts/ansi.ts';
import { drawTerminal } from '../../scripts/terminal-svg.ts';

const esc = '\u001B';
const textOf = (output: string, columns = 100) =>
  readAnsi(output, columns).map((line) => line.map((run) => run.text).join(''));
const styleOf = (output: string) => readAnsi(output, 100)[0]?.[0]?.style;

describe('the reader of terminal output', () => {
  it.each([
    [`${esc}[1mx`, { bold: true }],
    [`${esc}[2;36mx`, { dim: true, colour: 6 }],
    [`${esc}[91;104mx`, { colour: 9, background: 12 }],
    [`${esc}[38;5;196mx`, { colour: '#ff0000' }],
    [`${esc}[38;5;244mx`, { colour: '#808080' }],
    [`${esc}[48;2;1;2;3;4mx`, { background: '#010203', underline: true }],
    [`${esc}[1;3m${esc}[0mx`, {}],
    [`${esc}[1m${esc}[mx`, {}],
    [`${esc}[1;31m${esc}[22;39mx`, { bold: false, dim: false, colour: undefined }],
  ])('reads the style of %j', (output, style) => {
    expect(styleOf(output)).toEqual(style);
  });

  it('starts a run where the style changes, at its column', () => {
    const [line] = readAnsi(`ab${esc}[1mcd${esc}[0me`, 100);
    expect(line?.map(({ text, column, width }) => [text, column, width])).toEqual([
      ['ab', 0, 2],
      ['cd', 2, 2],
      ['e', 4, 1],
    ]);
  });

  it('keeps the text of a hyperlink and leaves out its address and other sequences', () => {
    expect(textOf(`${esc}]8;;https://a.example${esc}\\text${esc}]8;;${esc}\\ after`)).toEqual(['text after']);
    expect(textOf(`${esc}]8;;https://a.example\u0007text${esc}]8;;\u0007`)).toEqual(['text']);
    expect(textOf(`${esc}[2J${esc}[?25lx${esc}(By`)).toEqual(['xy']);
  });

  it('gives wide characters two columns, and combining marks none of their own', () => {
    const [line] = readAnsi('语🐳e\u0301x', 100);
    expect(line?.map(({ text, column }) => [text, column])).toEqual([
      ['语', 0],
      ['🐳', 2],
      ['e\u0301', 4],
      ['x', 5],
    ]);
  });

  it('goes on in the next line when a line is full, and keeps empty lines', () => {
    expect(textOf('abcdef\n\nx', 4)).toEqual(['abcd', 'ef', '', 'x']);
    expect(textOf('a语语', 4)).toEqual(['a语', '语']);
    expect(textOf('a\tb')).toEqual(['a       b']);
  });

  it('never takes more columns than there are', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\n', '语', `${esc}[1m`, `${esc}[`, esc),
    );
    fc.assert(
      fc.property(fc.array(part), fc.integer({ min: 8, max: 100 }), (parts, columns) => {
        const runs = readAnsi(parts.join(''), columns).flat();
        expect(Math.max(0, ...runs.map((run) => run.column + run.width))).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe('the picture of a terminal', () => {
  const draw = (output: string) => drawTerminal(readAnsi(output, 100), 'A session');

  it('escapes what markup would mean, in the picture and in its description', () => {
    const svg = draw('<b> & "q"');
    expect(svg).toContain('&lt;b&gt; &amp; &quot;q&quot;</tspan>');
    expect(svg).toContain('<desc id="desc">&lt;b&gt; &amp; &quot;q&quot;</desc>');
    expect(svg).toContain('<title id="title">A session</title>');
  });

  it('draws styles as attributes, and inverse with the colours swapped', () => {
    expect(draw(`${esc}[1;4;36mx`)).toMatch(
      /fill="#56d4dd" font-weight="bold" text-decoration="underline">x</,
    );
    expect(draw(`${esc}[7mx`)).toMatch(
      /<rect [^>]*fill="#d6dde5"\/>\n<text [^>]*><tspan [^>]*fill="#161b22">x</,
    );
  });

  it('places every run at its own column, so that fonts cannot shift it', () => {
    expect(draw(`ab${esc}[1mcd`)).toMatch(/x="20" textLength="16.8"[^>]*>ab<\/tspan><tspan x="36.8"/);
  });

  it('is well-formed whatever a program prints', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('<', '&amp;', ']]>', '\uFFFE', '\uD800', `${esc}[31m`),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const svg = draw(parts.join(''));
        expect(svg.isWellFormed()).toBe(true);
        expect(svg).not.toMatch(/[^\P{Cc}\n]|[\uFFFE\uFFFF]/u);
        const content = svg.replace(
          /<\/?(?:svg|title|desc|rect|circle|g|text|tspan)(?: [a-zA-Z:-]+="[^"<]*")*\/?>/g,
          '',
        );
        expect(content).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot);)/);
      }),
    );
  });
});
