import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { reasonOf } from './files.ts';
import type { Found, ReadList, Skipped } from './import-found.ts';
import { readJson } from './import-json.ts';
import { readMarkdown } from './import-markdown.ts';
import { mended, resourceOf } from './import-resource.ts';
import type { Resource } from './model.ts';
import { decode } from './source.ts';
import { normaliseUrl } from './url.ts';

/** A list cannot be imported, or not to there; the message is a sentence for the person who asked for it. */
export class ImportError extends Error {
  override name = 'ImportError';
}

/** What became of one file's links. */
export interface FileReport {
  file: string;
  taken: number;
  skipped: readonly Skipped[];
  /** Links whose address an earlier entry has: its title and the one that was kept. */
  merged: readonly { what: string; into: string; line: number }[];
  /** Titles with characters that were wrongly decoded, as they are now. */
  mended: readonly string[];
  /** Words for kinds that the catalog does not have, each with the kind it became. */
  mapped: ReadonlyMap<string, string>;
  /** Whether `line` counts entries instead of lines. */
  json: boolean;
}

export interface Imported {
  resources: Resource[];
  report: readonly FileReport[];
}

/**
 * Reads Markdown lists and JSON lists as entries of one catalog, in their order. Entries have no topics, since topics
 * belong to a catalog and these are to be loaded alone too.
 *
 * @throws {ImportError} when a file cannot be read or is no list.
 */
export async function importList(files: readonly string[]): Promise<Imported> {
  const lists: NamedList[] = [];
  for (const file of files) lists.push({ file, ...(await readList(file)) });
  return importLists(lists);
}

export interface NamedList extends ReadList {
  file: string;
  json: boolean;
}

async function readList(file: string): Promise<ReadList & { json: boolean }> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw new ImportError(`${file} cannot be read: ${reasonOf(error)}`);
  }
  const source = decode(file, bytes);
  if (!('text' in source)) {
    throw new ImportError(`${file}:${source.line}:${source.column} is not UTF-8; save the file as UTF-8`);
  }
  return parseList(file, source.text);
}

/** In characters. Larger Markdown takes minutes to read, and no list that people read is that long. */
const maxLength = { markdown: 2_000_000, json: 20_000_000 };
/** More nesting than a person writes; the time to read it grows with its square. */
const deepLine = /^(?:[\t ]|[>*+-](?=[\t >])){400}/m;

/**
 * Reads the text of a list: JSON if the file is named so, Markdown otherwise.
 *
 * @throws {ImportError} when it is too long, nested too deeply or no JSON list.
 */
export function parseList(file: string, text: string): ReadList & { json: boolean } {
  const json = /\.json$/i.test(file);
  const limit = json ? maxLength.json : maxLength.markdown;
  if (text.length > limit) {
    throw new ImportError(`${file} is too long: ${text.length} characters of at most ${limit}; split it`);
  }
  if (text.includes('\0')) throw new ImportError(`${file} is no text: it has NUL characters`);
  if (!json && deepLine.test(text)) throw new ImportError(`${file} is nested too deeply to be read`);
  try {
    return json ? { ...readJson(text), json } : { ...readMarkdown(text), json };
  } catch (error) {
    if (error instanceof SyntaxError) throw new ImportError(`${file} is no JSON list: ${error.message}`);
    // What nests deeper than the stack cannot be walked, in Markdown as little as in JSON.
    if (error instanceof RangeError) throw new ImportError(`${file} is nested too deeply to be read`);
    throw error;
  }
}

/** Makes entries of what was read; links with the address of an earlier one are merged into it. */
export function importLists(lists: readonly NamedList[]): Imported {
  const ids = new Set<string>();
  const byAddress = new Map<string, Resource>();
  const report = lists.map(({ file, found, skipped, json }): FileReport => {
    const merged: { what: string; into: string; line: number }[] = [];
    const repaired: string[] = [];
    const mapped = new Map<string, string>();
    let taken = 0;
    for (const raw of found) {
      const link = mended(raw);
      if (link.title !== raw.title || link.description !== raw.description) repaired.push(link.title);
      const address = normaliseUrl(link.url);
      const first = byAddress.get(address);
      if (first !== undefined) {
        mergeInto(first, link);
        merged.push({ what: link.title, into: first.title, line: link.line });
        continue;
      }
      const resource = resourceOf(link, ids);
      byAddress.set(address, resource);
      taken++;
      if (link.type !== undefined && resource.words.includes(link.type)) mapped.set(link.type, resource.kind);
    }
    return { file, taken, skipped, merged, mended: repaired, mapped, json };
  });
  return { resources: [...byAddress.values()], report };
}

/** The first entry stays; what only the further one says is added to it. */
function mergeInto(first: Resource, { title, description, authors, section }: Found): void {
  if (first.description === '') first.description = description;
  if (first.authors.length === 0) first.authors = [...authors];
  const known = [first.title, first.section ?? '', first.url, ...first.words].join(' ').toLowerCase();
  const heading = section.at(-1) ?? '';
  for (const text of [title, heading]) {
    if (text !== '' && !known.includes(text.toLowerCase())) first.words = [...first.words, text];
  }
}

const linesPerReason = 20;

/** The report in plain lines: what each file gave, what was left out and why. */
export function reportText(report: readonly FileReport[]): string {
  return report.flatMap(linesOf).join('\n');
}

function linesOf({ file, taken, skipped, merged, mended, mapped, json }: FileReport): string[] {
  const at = (line: number) => (json ? `entry ${line}` : `line ${line}`);
  const reasons = new Map<string, string[]>();
  const say = (reason: string, line: string) => {
    const said = reasons.get(reason);
    if (said === undefined) reasons.set(reason, [line]);
    else said.push(line);
  };
  for (const { reason, what, line } of skipped) say(reason, `skipped, ${reason}: ${what} (${at(line)})`);
  for (const { what, into, line } of merged)
    say('merged', `merged into "${into}", same address: ${what} (${at(line)})`);
  for (const title of mended) say('mended', `mended characters that were wrongly decoded: ${title}`);
  for (const [word, kind] of mapped) say('mapped', `of kind ${kind}, found by the word "${word}" too`);
  const details = [...reasons.values()].flatMap((lines) => {
    const more = lines.length - linesPerReason;
    return more > 0 ? [...lines.slice(0, linesPerReason), `… and ${more} more of these`] : lines;
  });
  const total = `${basename(file)}: ${taken} taken, ${skipped.length} skipped, ${merged.length} merged`;
  return [total, ...details.map((line) => `  ${line}`)];
}
