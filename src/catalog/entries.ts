import type * as z from 'zod';
import type { PartSource } from './files.ts';
import { wrongs } from './issues.ts';
import { isSingle, type PartName } from './parts.ts';
import type { Place } from './source.ts';

/** A checked entry and where it stands. */
export interface Entry<T> {
  value: T;
  place: Place;
}

/** The entries of one part. */
export interface Entries<T> {
  list: Entry<T>[];
  /** Ids of entries with problems of their own: to name them is no further problem. */
  refusedIds: Set<string>;
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

/** Checks what stands in the files of one part, entry by entry, so that one wrong entry hides no other. */
export function readEntries<Schema extends z.ZodType>(
  part: PartName,
  { noun, entry: schema }: { noun: string; entry: Schema },
  { values, unread, report }: Reading,
): Entries<z.output<Schema>> {
  const read: Entries<z.output<Schema>> = { list: [], refusedIds: new Set(), incomplete: unread.has(part) };
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
      const result = schema.safeParse(item);
      if (result.success) {
        read.list.push({ value: result.data, place: { source, path: at } });
        continue;
      }
      for (const id of idsOf(item)) read.refusedIds.add(id);
      for (const { path, key, message, mend } of wrongs(result.error.issues, item, schema)) {
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

function field(item: unknown, name: string): unknown {
  if (typeof item !== 'object' || item === null) return undefined;
  return Object.getOwnPropertyDescriptor(item, name)?.value;
}

function idsOf(item: unknown): string[] {
  const formerly = field(item, 'formerly');
  const ids: unknown[] = [field(item, 'id'), ...(Array.isArray(formerly) ? formerly : [])];
  return ids.filter((id) => typeof id === 'string');
}

/** 'resource docker-intro', or by what else tells it from others. */
function nameOf(item: unknown, noun: string): string {
  const name = ['id', 'alias', 'title'].map((key) => field(item, key)).find((one) => typeof one === 'string');
  return name === undefined ? noun : `${noun} ${name.slice(0, 70)}`;
}
