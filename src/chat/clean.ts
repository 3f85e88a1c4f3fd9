/**
 * Text without what could steer a screen or turn its reading direction: control characters, bidirectional marks and
 * overrides (U+061C, U+200E–200F, U+202A–202E, U+2066–2069), byte order marks and lone surrogates are gone, line
 * breaks stay as \n. Joiners inside emoji stay.
 */
export function cleanText(text: string): string {
  if (isPlain(text)) return text;
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/(?!\n)[\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '');
}

/** Whether it only has letters of the Latin script, usual signs and \n. Most text does, and answers are full of it. */
function isPlain(text: string): boolean {
  return !/[^\n\x20-\x7E\u00A0-\u024F\u2010-\u2027]/.test(text);
}

/** The same on one line, for titles, labels and facts. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/gu, ' ').trim();
}

/** An http(s) address in printable ASCII that a link may carry; undefined for anything else. */
export function webUrl(url: string): string | undefined {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined;
  const { href, username, password } = new URL(url);
  if (username !== '' || password !== '') return undefined;
  return /^[\x21-\x7E]+$/.test(url) ? url : href;
}
