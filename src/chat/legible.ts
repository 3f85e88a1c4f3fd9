import { cleanText, webUrl } from './clean.ts';

/** Text that may be shown: besides what cleanText removes, marks of direction are gone, and gaps of empty lines are one. */
export function clean(text: string): string {
  const cleaned = cleanText(text);
  // Nothing is left that the rest looks for.
  if (cleaned === text && !/[\n\u061C\u200E\u200F\uFEFF]/.test(text)) return text;
  return cleaned
    .replace(/[\u061C\u200E\u200F\uFEFF]/g, '')
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n');
}

/** The same on one line, for titles, labels and facts. */
export function oneLine(text: string): string {
  return clean(text).replace(/\s+/gu, ' ').trim();
}

/** Whether a reader would see anything of it. */
export function isVisible(text: string): boolean {
  return /[^\p{C}\p{Z}]/u.test(text);
}

/** At most `max` UTF-16 code units, cut at a word where there is one, with an ellipsis for what is gone. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < 1) return '';
  const room = text.slice(0, max - 1);
  const atWord = /^([\s\S]*\S)\s/.exec(text.slice(0, max))?.[1] ?? '';
  const kept = atWord.length > room.length / 2 ? atWord : room;
  return `${kept.replace(/[\uD800-\uDBFF\u200D]+$/, '')}…`;
}

/** An http(s) address of at most `max` characters with nothing in it that could end a link early; or undefined. */
export function httpUrl(url: string, max: number): string | undefined {
  const safe = webUrl(url)
    ?.replace(/^https?/i, (scheme) => scheme.toLowerCase())
    .replace(/[()<>|`*\\"'[\]{}^]/g, percent);
  return safe !== undefined && safe.length <= max ? safe : undefined;
}

/** ████░░░░░░ */
export function bar(done: number, total: number): string {
  const share = total > 0 ? done / total : 0;
  const filled = Number.isFinite(share) ? Math.round(Math.min(1, Math.max(0, share)) * barWidth) : 0;
  return '█'.repeat(filled) + '░'.repeat(barWidth - filled);
}

const barWidth = 10;

function percent(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
