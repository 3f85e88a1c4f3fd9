import * as z from 'zod';
import { addressAsTitle, type Found, plainLine, type ReadList, splitAuthors } from './import-found.ts';

const text = z.string().transform(plainLine);
const optionalText = z.union([text, z.null().transform(() => '')]).default('');
const texts = z.union([z.array(text), text.transform((one) => [one]), z.null().transform(() => [])]);

/** One entry of a JSON list; fields of other names are left alone. */
const entrySchema = z.object({
  id: z.union([z.string(), z.number().transform(String)]).optional(),
  title: text.optional(),
  name: text.optional(),
  url: z.string().trim().optional(),
  link: z.string().trim().optional(),
  description: z.union([z.string(), z.null().transform(() => '')]).default(''),
  section: texts.default([]),
  type: optionalText,
  kind: optionalText,
  authors: texts.default([]),
});

/** Reads a list of entries, or the one list that an object holds; throws a SyntaxError when it is neither. */
export function readJson(source: string): ReadList {
  const list = listIn(JSON.parse(source));
  if (list === undefined) throw new SyntaxError('it holds no list of entries');
  const read: ReadList = { found: [], skipped: [] };
  for (const [index, value] of list.entries()) {
    const entry = readEntry(value, index + 1);
    if (typeof entry !== 'string') read.found.push(entry);
    else read.skipped.push({ what: nameOf(value), reason: entry, line: index + 1 });
  }
  return read;
}

function listIn(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  const lists: unknown[] = Object.values(value).filter((one) => Array.isArray(one));
  return lists.length === 1 ? listIn(lists[0]) : undefined;
}

/** The entry, or why it is none. */
function readEntry(value: unknown, line: number): Found | string {
  const parsed = entrySchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') ?? '';
    return field === '' ? 'it is no group of fields' : `its ${field} is not of the right type`;
  }
  const entry = parsed.data;
  const url = entry.url ?? entry.link ?? '';
  if (url === '') return 'no link';
  if (!/^https?:\/\/\S+$/i.test(url) || !URL.canParse(url)) return 'not an address of the web';
  const title = entry.title ?? entry.name ?? '';
  const type = entry.type === '' ? entry.kind : entry.type;
  const { authors, publisher, rest } = splitAuthors(entry.description);
  const given = entry.authors.filter((name) => name !== '');
  return {
    title: title === '' ? addressAsTitle(url) : title,
    url,
    description: rest,
    authors: given.length > 0 ? given : authors,
    section: entry.section.filter((heading) => heading !== ''),
    line,
    ...(type === '' ? {} : { type }),
    ...(publisher === undefined ? {} : { publisher }),
    ...(entry.id === undefined ? {} : { id: entry.id }),
  };
}

function nameOf(value: unknown): string {
  const named = z.object({ title: text }).safeParse(value);
  return named.success && named.data.title !== ''
    ? named.data.title
    : plainLine(JSON.stringify(value) ?? '').slice(0, 60);
}
