import { newId } from '../store/ids.ts';
import { addMark, type Mark, marksOf } from '../store/marks.ts';
import type { Place } from '../store/people.ts';
import type { Db } from '../store/tables.ts';
import type { MarkKind } from '../study/marks.ts';
import type { Deps } from './deps.ts';
import type { Asking } from './done-day.ts';

/** So many marks of a kind are looked through; a year of one a day is a tenth of it. */
const mostMarks = 4_000;

/**
 * Writes what somebody says of an item, once for each place: the counts of a channel are of what was said there.
 *
 * @param names the item as marks call it, then what it was called formerly
 * @returns when they had said so there first; undefined when it is new
 * @throws {StoreError}
 */
export async function markOnce(
  { names, kind }: { names: readonly [string, ...string[]]; kind: MarkKind },
  { caller, now }: Asking,
  { store, random }: Deps,
): Promise<Temporal.Instant | undefined> {
  const { person } = caller;
  const place = placeOf(caller.place);
  const id = newId(now, random);
  const mark: Mark = { id, person, item: names[0], kind, at: now, ...(place === undefined ? {} : { place }) };
  const said = async (db: Db) => {
    const before = await marksOf(db, person, { kind, limit: mostMarks });
    return before.findLast(
      (one) => one.id !== id && names.includes(one.item) && keyOf(one.place) === keyOf(place),
    );
  };
  // Looking alone works also where nothing can be written.
  const known = await store.read(said);
  if (known !== undefined) return known.at;
  return store.write(
    async (db) => {
      const meanwhile = await said(db);
      if (meanwhile === undefined) await addMark(db, mark);
      return meanwhile?.at;
    },
    { repeatable: true },
  );
}

function placeOf(place: Place | undefined): Place | undefined {
  return place && { workspace: place.workspace, channel: place.channel };
}

function keyOf(place: Place | undefined): string {
  return place === undefined ? '' : `${place.workspace}/${place.channel}`;
}

/** What a button of a post says; undefined for what no button says. */
export function kindNamed(text: string): MarkKind | 'check' | undefined {
  switch (text) {
    case 'done':
    case 'later':
    case 'too-easy':
    case 'save':
    case 'check':
      return text;
    default:
      return undefined;
  }
}
