const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const emoji = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|^\p{Regional_Indicator}{2}|\u20E3/u;
const invisible = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}\u1160-\u11FF]$/u;

/** Wide and fullwidth ranges of Unicode's EastAsianWidth.txt; emoji are told by their own property. */
const wide =
  /^[\u1100-\u115F\u2329\u232A\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{1B2FB}\u{1F200}-\u{1F251}\u{20000}-\u{3FFFD}]$/u;

/** The columns that a text takes in a terminal: 2 for CJK and emoji, 0 for what combines with its neighbour. */
export function textWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  return graphemes(text).reduce((sum, one) => sum + graphemeWidth(one), 0);
}

/** What a reader takes for one character: a letter with its accents, a whole family of emoji. */
export function graphemes(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** The beginning of a text, cut with an ellipsis to at most so many columns, at a word where there is one. */
export function cutToWidth(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  let kept = '';
  let used = 1;
  for (const one of graphemes(text)) {
    used += graphemeWidth(one);
    if (used > columns) break;
    kept += one;
  }
  const atWord = kept.replace(/\s+\S*$/u, '');
  const shown = atWord.length > kept.length / 2 ? atWord : kept;
  return `${shown.replace(/[\s,;:.–-]+$/u, '')}…`;
}

function graphemeWidth(grapheme: string): number {
  if (emoji.test(grapheme)) return 2;
  return Array.from(grapheme).reduce((sum, character) => sum + characterWidth(character), 0);
}

function characterWidth(character: string): number {
  if (character === '\u00AD') return 1;
  if (invisible.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}
