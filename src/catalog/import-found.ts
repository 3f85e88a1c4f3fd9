/** A link of a list, before it becomes an entry. Texts are plain, with single spaces. */
export interface Found {
  title: string;
  /** As the list has it. */
  url: string;
  description: string;
  authors: readonly string[];
  publisher?: string;
  /** Headings from the outermost in. */
  section: readonly string[];
  /** The list's own word for what it is. */
  type?: string;
  /** The list's own id. */
  id?: string;
  /** From 1; the number of the entry in a JSON list. */
  line: number;
}

/** What of a list becomes no entry. */
export interface Skipped {
  what: string;
  reason: string;
  /** From 1; the number of the entry in a JSON list. */
  line: number;
}

export interface ReadList {
  found: Found[];
  skipped: Skipped[];
}

/** Plain text on one line: without control characters and half characters. */
export function plainLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** GitHub's emoji codes, as in "Tools :hammer:", are ornaments. */
const emojiCodes = /(?<=^|\s)(?::[a-z0-9_+-]+:)+(?=:?(?:\s|$))/g;

export function withoutEmojiCodes(text: string): string {
  return text.replace(emojiCodes, '');
}

/** An address as people write it in a text: "example.com/page". */
export function addressAsTitle(url: string): string {
  return plainLine(url.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/+$/, '')) || url;
}

/**
 * Takes "by A, B and C (Publisher)" off the beginning of a text. It ends at a line break, a dash between spaces, a colon or
 * a full stop; "by" before anything that does not look like names is left where it is.
 */
export function splitAuthors(text: string): { authors: string[]; publisher?: string; rest: string } {
  const whole = { authors: [], rest: trimSeparators(text) };
  const opening = /^[\s,;:–—-]*(\()?\s*by:?\s+/i.exec(text);
  if (opening === null) return whole;
  const after = text.slice(opening[0].length);
  const end = opening[1] === undefined ? endOfNames(after) : closingBracket(after);
  let names = after.slice(0, end);
  const bracket = /\s*\(([^()]*)\)\s*$/.exec(names);
  if (bracket !== null) names = names.slice(0, bracket.index);
  const authors = names
    .split(/\s*(?:,|;|&|\band\b)\s*/)
    .map((name) => plainLine(name).replace(/\s+et al\.?$/i, ''))
    .filter((name) => name !== '' && !/^(et al\.?|others)$/i.test(name));
  if (authors.length === 0 || !authors.every(looksLikeName)) return whole;
  const publisher = plainLine(bracket?.[1] ?? '');
  const rest = trimSeparators(after.slice(end).replace(/^\)/, ''));
  return { authors, rest, ...(/^\p{Lu}[^\d]{1,39}$/u.test(publisher) ? { publisher } : {}) };
}

/** A full stop after a single letter or "al" is no end. */
function endOfNames(text: string): number {
  const end = /\n|\s[–—-]+\s|:\s|(?<![\s.(]\p{L}|^\p{L}|\bal)\.(?=\s|$)/u.exec(text);
  return end?.index ?? text.length;
}

function closingBracket(text: string): number {
  const end = text.indexOf(')');
  return end < 0 ? endOfNames(text) : end;
}

function looksLikeName(name: string): boolean {
  return name.length <= 60 && name.split(' ').length <= 5 && /^[\p{L}\p{N}@][^:;!?]*$/u.test(name);
}

/** Without the dashes, colons and bars that stand between a title and what follows it. */
export function trimSeparators(text: string): string {
  return plainLine(text)
    .replace(/^[\s:;,|·•.–—-]+(?=\s|\p{L}|$|["“(])/u, '')
    .replace(/[\s:;,|·•–—-]+$/u, '');
}
