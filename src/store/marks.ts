import { sql } from 'kysely';
import type { MarkKind, Tallies, Tally } from '../study/marks.ts';
import { insertAll } from './bulk.ts';
import { keptQuery } from './kept-query.ts';
import { meet, type Person, type Place, personId } from './people.ts';
import type { Db, Tables } from './tables.ts';

/** What a person said of something to learn. All progress is derived from such marks; none is ever changed. */
export interface Mark {
  /** At most 40 characters; a mark written twice is one. */
  id: string;
  person: Person;
  /** Absent for what was said in a terminal. */
  place?: Place;
  /** "topic:docker", "step:docker-first-image"; at most 200 characters. */
  item: string;
  kind: MarkKind;
  /** Kept to the millisecond. */
  at: Temporal.Instant;
}

/** A mark without who made it. */
export type OwnMark = Omit<Mark, 'person'>;

const columns = ['id', 'workspace', 'channel', 'item', 'kind', 'at'] as const;

/** Writes a mark, and who made it where. */
export async function addMark(db: Db, mark: Mark): Promise<void> {
  await meet(db, mark.person, mark.place, mark.at);
  await insertAll(db, 'mark', [rowOf(mark)]);
}

/** Writes many marks of people who are known. */
export async function addMarks(db: Db, marks: readonly Mark[]): Promise<void> {
  await insertAll(db, 'mark', marks.map(rowOf));
}

export async function findMark(db: Db, id: string): Promise<OwnMark | undefined> {
  const { rows } = await db.executeQuery(markById(db, [id]));
  return rows[0] && markOf(rows[0]);
}

const markById = keptQuery((db) => db.selectFrom('mark').select(columns).where('id', '=', '').compile());

/** What a person marked, the newest first. */
export async function marksOf(
  db: Db,
  person: Person,
  { kind, limit = 1_000 }: { kind?: MarkKind; limit?: number } = {},
): Promise<OwnMark[]> {
  const rows = await db
    .selectFrom('mark')
    .select(columns)
    .where('person_id', '=', personId(person))
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'done'))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(markOf);
}

/** What a person marked so, each item once, with the first time of it; the newest first. */
export async function itemsMarked(
  db: Db,
  person: Person,
  kind: MarkKind,
): Promise<{ item: string; at: Temporal.Instant }[]> {
  const rows = await db
    .selectFrom('mark')
    .select(({ fn }) => ['item', fn.min('at').as('first')])
    .where('person_id', '=', personId(person))
    .where('kind', '=', kind)
    .groupBy('item')
    .orderBy('first', 'desc')
    .orderBy('item')
    .execute();
  return rows.map(({ item, first }) => ({ item, at: Temporal.Instant.fromEpochMilliseconds(first) }));
}

/** How many people marked an item in a place, by kind; a kind that nobody used is 0. */
export async function countMarks(db: Db, place: Place, item: string): Promise<Record<MarkKind, number>> {
  const rows = await db
    .selectFrom('mark')
    .select(({ fn }) => ['kind', fn.count<number>('person_id').distinct().as('people')])
    .where('workspace', '=', place.workspace)
    .where('channel', '=', place.channel)
    .where('item', '=', item)
    .groupBy('kind')
    .execute();
  const counts = { done: 0, later: 0, 'too-easy': 0, save: 0 };
  for (const { kind, people } of rows) counts[kind] = people;
  return counts;
}

/** What people marked in each of some places. */
export async function talliesIn(db: Db, places: readonly Place[]): Promise<Map<string, Tallies>> {
  if (places.length === 0) return new Map();
  const wanted = sql.join(places.map(({ workspace, channel }) => sql`(${workspace}, ${channel})`));
  const rows = await db
    .selectFrom('mark')
    .select(['workspace', 'channel', 'item', 'kind', 'person_id'])
    .distinct()
    .where(sql<boolean>`(workspace, channel) in (values ${wanted})`)
    .execute();
  const byPlace = Map.groupBy(rows, ({ workspace, channel }) =>
    placeKey({ workspace: workspace ?? '', channel: channel ?? '' }),
  );
  return new Map([...byPlace].map(([key, marks]) => [key, talliesOf(marks)]));
}

/** What each of some people marked, anywhere; by the person's id. */
export async function talliesBy(db: Db, people: readonly string[]): Promise<Map<string, Tallies>> {
  if (people.length === 0) return new Map();
  const rows = await db
    .selectFrom('mark')
    .select(['item', 'kind', 'person_id'])
    .distinct()
    .where('person_id', 'in', people)
    .execute();
  const byPerson = Map.groupBy(rows, ({ person_id }) => person_id);
  return new Map([...byPerson].map(([person, marks]) => [person, talliesOf(marks)]));
}

/** How `talliesIn` calls a place. */
export function placeKey({ workspace, channel }: Place): string {
  return `${workspace}/${channel}`;
}

function talliesOf(marks: readonly Pick<Tables['mark'], 'item' | 'kind' | 'person_id'>[]): Tallies {
  const byItem = Map.groupBy(marks, ({ item }) => item);
  return new Map([...byItem].map(([item, some]) => [item, tallyOf(some)]));
}

function tallyOf(marks: readonly Pick<Tables['mark'], 'kind' | 'person_id'>[]): Tally {
  const count = (kind: MarkKind) => marks.filter((mark) => mark.kind === kind).length;
  return {
    done: count('done'),
    later: count('later'),
    'too-easy': count('too-easy'),
    save: count('save'),
    people: new Set(marks.map(({ person_id }) => person_id)).size,
  };
}

function rowOf({ id, person, place, item, kind, at }: Mark): Tables['mark'] {
  return {
    id,
    person_id: personId(person),
    workspace: place?.workspace ?? null,
    channel: place?.channel ?? null,
    item,
    kind,
    at: at.epochMilliseconds,
  };
}

function markOf({ id, workspace, channel, item, kind, at }: Omit<Tables['mark'], 'person_id'>): OwnMark {
  return {
    id,
    item,
    kind,
    at: Temporal.Instant.fromEpochMilliseconds(at),
    ...(workspace === null || channel === null ? {} : { place: { workspace, channel } }),
  };
}
