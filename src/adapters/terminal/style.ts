/** A run of text in one look. Its text is clean already: no control characters. */
export interface Span {
  text: string;
  look?: Look;
  /** Where a click leads, in terminals that know links. */
  url?: string;
  /** Never broken in two, so that an address can still be clicked or copied. */
  whole?: boolean;
}

export type Look = keyof typeof codes;

export interface Paint {
  /** Without it no escape sequence is written at all. */
  colour: boolean;
  /** Whether the terminal knows OSC 8. */
  links: boolean;
}

/** SGR sequences (ECMA-48 8.3.117): on, off. */
const codes = {
  heading: ['\u001B[1;36m', '\u001B[22;39m'],
  strong: ['\u001B[1m', '\u001B[22m'],
  quiet: ['\u001B[2m', '\u001B[22m'],
  code: ['\u001B[33m', '\u001B[39m'],
  address: ['\u001B[4;36m', '\u001B[24;39m'],
  key: ['\u001B[1;36m', '\u001B[22;39m'],
} as const;

/** Spans side by side, as the terminal takes them. */
export function paint(spans: readonly Span[], { colour, links }: Paint): string {
  if (!colour) return spans.map(({ text }) => text).join('');
  return joined(spans)
    .map(({ text, look, url }) => {
      const [on, off] = look === undefined ? ['', ''] : codes[look];
      const shown = `${on}${text}${off}`;
      return links && url !== undefined ? `\u001B]8;;${url}\u001B\\${shown}\u001B]8;;\u001B\\` : shown;
    })
    .join('');
}

function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans) {
    const before = all.at(-1);
    if (before !== undefined && before.look === span.look && before.url === span.url) {
      all[all.length - 1] = { ...before, text: before.text + span.text };
    } else all.push(span);
  }
  return all;
}
