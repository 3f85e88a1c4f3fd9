import { addressAsTitle, type Found, plainLine } from './import-found.ts';
import { guessAccess, guessKind, guessLevel, keptWord, usualMinutes } from './import-guess.ts';
import { type Resource, resourceSchema } from './model.ts';
import { mendMojibake } from './mojibake.ts';
import { slug, unused } from './slug.ts';

const maxTitle = 200;

/** The same link with its wrongly decoded characters mended; its address stays as it is. */
export function mended(found: Found): Found {
  const lines = (texts: readonly string[]) => texts.map(mendedLine).filter((text) => text !== '');
  return {
    ...found,
    title: mendedLine(found.title) || addressAsTitle(found.url),
    description: mendedLine(found.description),
    authors: lines(found.authors),
    section: lines(found.section),
  };
}

function mendedLine(text: string): string {
  return plainLine(mendMojibake(text));
}

/** Makes an entry of a link, with a new id; what the list does not say is guessed. */
export function resourceOf(found: Found, ids: Set<string>): Resource {
  const { url, description, authors, publisher, section, type } = found;
  const { title, rest } = shortened(found.title);
  const kind = guessKind(type, section, url);
  const words = [...keptWord(type, kind), ...rest];
  const heading = section.join(' > ');
  return resourceSchema.parse({
    id: unused(idOf(found), ids),
    title,
    url,
    authors: [...authors],
    ...(publisher === undefined ? {} : { publisher }),
    kind,
    level: guessLevel(title, section),
    minutes: usualMinutes[kind],
    minutes_basis: 'estimate',
    access: guessAccess(kind, url, `${title} ${description}`),
    description,
    ...(heading === '' ? {} : { section: heading }),
    words,
  });
}

/** The list's own id if it shares a word with the title, so that hashes are not kept; else the title's slug. */
function idOf({ id, title, url }: Found): string {
  const titled = slug(title);
  const own = id !== undefined && resourceSchema.shape.id.safeParse(id).success ? id : undefined;
  const words = titled.split('-').filter((word) => word.length > 2);
  if (own?.split('-').some((word) => words.includes(word))) return own;
  return titled || slug(addressAsTitle(url)) || 'entry';
}

/** Titles that are too long are cut at a word; what was cut stays searchable. */
function shortened(title: string): { title: string; rest: string[] } {
  if (title.length <= maxTitle) return { title, rest: [] };
  const cut = title.slice(0, maxTitle - 1);
  const end = cut.lastIndexOf(' ') > 0 ? cut.lastIndexOf(' ') : cut.length;
  const rest = title.slice(end).toWellFormed().trim();
  return { title: `${title.slice(0, end).toWellFormed()}…`, rest: rest === '' ? [] : [rest] };
}
