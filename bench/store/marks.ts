import { newId } from '../../src/store/ids.ts';
import type { Mark } from '../../src/store/marks.ts';
import { meet } from '../../src/store/people.ts';
import type { Db } from '../../src/store/tables.ts';
import { markKinds } from '../../src/study/marks.ts';
import { seeded } from '../search/generate.ts';
import { pick } from '../search/words.ts';

const seed = 20_261_125;
const begin = Temporal.Instant.from('2026-01-01T08:00:00Z');
const people = Array.from({ length: 100 }, (_, at) => ({
  platform: 'slack' as const,
  id: `T01/U${1000 + at}`,
}));
const places = Array.from({ length: 8 }, (_, at) => ({ workspace: 'T01', channel: `C${100 + at}` }));
const items = Array.from({ length: 60 }, (_, at) => `step:docker-image-${at}`);

/** Marks as a few teams make them, a minute apart; the same each time, and a shorter list begins a longer one. */
export function generateMarks(count: number): Mark[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, minutes) => {
    const at = begin.add({ minutes });
    return {
      id: newId(at, random),
      person: pick(people, random),
      place: pick(places, random),
      item: pick(items, random),
      kind: pick(markKinds, random),
      at,
    };
  });
}

/** Makes all who make such marks known, everywhere. */
export async function meetAll(db: Db): Promise<void> {
  for (const person of people) for (const place of places) await meet(db, person, place, begin);
}

/** The columns of a mark in the order of `valuesOf`. */
export const columns = ['id', 'person_id', 'workspace', 'channel', 'item', 'kind', 'at'] as const;

/** What a bare script writes of a mark: the row that `addMarks` writes. */
export function valuesOf({ id, person, place, item, kind, at }: Mark): (string | number | null)[] {
  return [
    id,
    `${person.platform}:${person.id}`,
    place?.workspace ?? null,
    place?.channel ?? null,
    item,
    kind,
    at.epochMilliseconds,
  ];
}
