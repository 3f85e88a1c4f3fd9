import { fillers, functionWords } from './asking.ts';
import { chunksOf } from './fold.ts';
import type { Query } from './query.ts';

/** The query in fewer words that ask for the same: its filters, and what is left without filler words. */
export function gistOf({ text, filters }: Query): string {
  const narrowed = Object.entries(filters).map(([name, value]) => {
    const written = String(value);
    return `${name}:${/\s/.test(written) ? `"${written}"` : written}`;
  });
  const words = text.replace(/["“”„«»]/gu, '').split(' ');
  const said = words.filter((word) => {
    const key = chunksOf(word)
      .map(({ joined }) => joined)
      .join('');
    return key !== '' && !functionWords.has(key) && !fillers.has(key);
  });
  return [...narrowed, ...(said.length === 0 ? words : said)].join(' ');
}
