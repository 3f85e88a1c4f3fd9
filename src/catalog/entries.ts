import type * as z from 'zod';
import type { PartSource } from './files.ts';
import { wrongs } from './issues.ts';
import { isSingle, type PartName } from './parts.ts';
import type { Place } from './source.ts';

/** An entry, or what the rules between entries look at of it, and where it stands. */
export interface Entry<T> {
  value: T;
  place: Place;
}

/** The entries of one part. */
export interface Entries<Value, Links> {
  /** Those that the model takes. */
  values: Value[];
  /** Those and the refused ones. */
  links: Entry<Links>[];
  /** Some file could not be read: what is named and absent here may stand there. */
  incomplete: boolean;
}

/** What has been read so far, and where problems go. */
export interface Reading {
  values: ReadonlyMap<PartSource, unknown>;
  /** Parts of which some file could not be read. */
  unread: ReadonlySet<PartName>;
  report: Report;
}

export type Report = (place: Place, message: string, mend: string) => void;

interface PartSchemas<Value, Links> {
  noun: string;
  entry: z.ZodType<Value>;
  links: z.ZodType<Links>;
}

/** Checks what stands in the files of one part, entry by entry, so that one wrong entry hides no other. */
export function readEntries<Value extends Links, Links>(
  part: PartName,
  { noun, entry, links }: PartSchemas<Value, Links>,
  { values, unread, report }: Reading,
): Entries<Value, Links> {
  const read: Entries<Value, Links> = { values: [], links: [], incomplete: unread.has(part) };
  for (const [source, value] of values) {
    if (source.part !== part || value === null) continue;
    const items = isSingle(part) ? [value] : value;
    if (!isList(items)) {
      report({ source, path: [] }, 'this is not a list', `begin each ${noun} with "- "`);
      read.incomplete = true;
      continue;
    }
    for (const [index, item] of items.entries()) {
      const at = isSingle(part) ? [] : [index];
      const result = entry.safeParse(item);
      const value = result.success ? result.data : links.parse(item);
      read.links.push({ value, place: { source, path: at } });
      if (result.success) {
        read.values.push(result.data);
        continue;
      }
      for (const { path, key, message, mend } of wrongs(result.error.issues, item, entry)) {
        const place = { source, path: [...at, ...path], ...(key ? { key } : {}) };
        report(place, `${nameOf(item, noun)}: ${message}`, mend);
      }
    }
  }
  return read;
}

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

/** 'resource docker-intro', or by what else tells it from others. */
function nameOf(item: unknown, noun: string): string {
  const name = ['id', 'alias', 'title'].map((key) => field(item, key)).find((one) => typeof one === 'string');
  return name === undefined ? noun : `${noun} ${name.slice(0, 70)}`;
}

function field(item: unknown, name: string): unknown {
  if (typeof item !== 'object' || item === null) return undefined;
  return Object.getOwnPropertyDescriptor(item, name)?.value;
}
