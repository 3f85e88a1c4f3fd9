import type { Table, TableCell } from 'mdast';
import { type Found, plainLine, type ReadList, trimSeparators } from './import-found.ts';
import { type Definitions, readInline, textOf } from './import-inline.ts';
import { entriesOfLine } from './import-line.ts';

/** What a column holds, by the words of its header. */
const columns = [
  ['authors', /\b(authors?|by|speakers?|creators?|instructors?)\b/i],
  ['type', /\b(type|kind|format|category)\b/i],
] as const;
type Column = (typeof columns)[number][0] | 'text';

/**
 * Each row whose cells have a link is an entry, the first link being its own. Links of further cells are entries of
 * their own, but for those of the authors; texts of the other cells describe it.
 */
export function entriesOfTable(table: Table, section: readonly string[], definitions: Definitions): ReadList {
  const [header, ...rows] = table.children;
  const headers = (header?.children ?? []).map((cell) => trimSeparators(textOf(cell.children)));
  const read: ReadList = { found: [], skipped: [] };
  for (const row of rows) {
    const { found, skipped } = entriesOfRow(row.children, headers, section, definitions);
    read.found.push(...found);
    read.skipped.push(...skipped);
    const what = plainLine(row.children.map((cell) => textOf(cell.children)).join(' '));
    if (found.length === 0 && skipped.length === 0 && what !== '') {
      read.skipped.push({ what: what.slice(0, 80), reason: 'no link', line: row.position?.start.line ?? 1 });
    }
  }
  return read;
}

function entriesOfRow(
  cells: readonly TableCell[],
  headers: readonly string[],
  section: readonly string[],
  definitions: Definitions,
): ReadList {
  const read: ReadList = { found: [], skipped: [] };
  const texts: Record<Column, string[]> = { authors: [], type: [], text: [] };
  for (const [index, cell] of cells.entries()) {
    const header = headers[index] ?? '';
    const column = columnOf(header);
    const inline = readInline(cell.children, definitions);
    const { found, skipped } =
      column === 'authors' ? { found: [], skipped: [] } : entriesOfLine(inline, section);
    read.skipped.push(...skipped);
    if (found.length === 0) texts[column].push(trimSeparators(textOf(cell.children)));
    const [main] = read.found;
    read.found.push(...(main === undefined ? found : found.map((one) => nameAfter(one, main, header))));
  }
  const [main] = read.found;
  if (main !== undefined) describe(main, texts);
  return read;
}

/** "Code" or "link" under another header says too little alone. */
function nameAfter(one: Found, main: Found, header: string): Found {
  const label = /^\W*\w{1,10}\W*$/u.test(one.title)
    ? plainLine(header || one.title).toLowerCase()
    : undefined;
  return label === undefined ? one : { ...one, title: `${main.title} (${label})` };
}

function describe(main: Found, texts: Record<Column, string[]>): void {
  const [type] = texts.type.filter((text) => text !== '');
  if (type !== undefined) main.type = type;
  const authors = texts.authors.flatMap((text) => text.split(/\s*[,;&]\s*/)).filter((name) => name !== '');
  if (authors.length > 0) main.authors = authors;
  main.description = [main.description, ...texts.text].filter((text) => text !== '').join(' – ');
}

function columnOf(header: string): Column {
  return columns.find(([, pattern]) => pattern.test(header))?.[0] ?? 'text';
}
