import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../src/store/connection.ts';
import { newId } from '../../src/store/ids.ts';
import {
  addMark,
  addMarks,
  countMarks,
  findMark,
  itemsMarked,
  type Mark,
  marksOf,
} from '../../src/store/marks.ts';
import { readMeta, writeMeta } from '../../src/store/meta.ts';
import { forget, leave, meet, membersOf, placesOf } from '../../src/store/people.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { type Db, keysOf } from '../../src/store/tables.ts';
import { engines, now } from './engines.ts';

const ann = { platform: 'slack', id: 'T1/U1' } as const;
const bob = { platform: 'discord', id: '123456789012345678' } as const;
const here = { workspace: 'T1', channel: 'C1' };
const there = { workspace: 'T1', channel: 'C2' };
const chance = () => 0.5;

let made = 0;
function markBy(person: Mark['person'], more: Partial<Mark> = {}): Mark {
  made += 1;
  return { id: `m${made}`, person, place: here, item: 'topic:docker', kind: 'done', at: now, ...more };
}

interface Column {
  table: string;
  column: string;
  type: string;
}

async function columnsOf(db: Db, engine: 'sqlite' | 'postgres'): Promise<Column[]> {
  const query =
    engine === 'sqlite'
      ? sql<Column>`select t.name as "table", c.name as "column", c.type from pragma_table_list t, pragma_table_info(t.name) c
          where t.type = 'table' and t.name not like 'sqlite%' and t.name not like 'companion%' order by 1, c.cid`
      : sql<Column>`select table_name as "table", column_name as "column", data_type as type from information_schema.columns
          where table_schema = 'public' and table_name not like 'companion%' order by 1, ordinal_position`;
  return (await query.execute(db)).rows;
}

describe.each(engines)('a store on $name', ({ name, fresh }) => {
  let connection: Connection;
  let again: () => Promise<Connection>;
  let store: Store;
  let db: Db;

  beforeEach(async () => {
    ({ connection, again } = await fresh());
    db = connection.db;
    store = createStore({ connect: async () => connection, clock: () => 0 });
  });

  describe('keeps', () => {
    it('what it knows of itself, the last word of it', async () => {
      expect(await readMeta(db, 'zone')).toBeUndefined();
      await writeMeta(db, 'zone', '2026a');
      await writeMeta(db, 'zone', '2026b');
      expect(await readMeta(db, 'zone')).toBe('2026b');
    });

    it('a mark as it was made, once', async () => {
      const mark = markBy(ann, { kind: 'too-easy', at: now.add({ milliseconds: 7 }) });
      await addMark(db, mark);
      await addMark(db, { ...mark, kind: 'done' });
      const { person: _, ...own } = mark;
      expect(await findMark(db, mark.id)).toEqual(own);
      expect(await findMark(db, 'none')).toBeUndefined();
    });

    it('a mark without a place', async () => {
      const { place: _, ...mark } = markBy({ platform: 'terminal', id: 'local' });
      await addMark(db, mark);
      expect(await findMark(db, mark.id)).not.toHaveProperty('place');
      expect(await placesOf(db, mark.person)).toEqual([]);
    });

    it('any text of a mark as it is', async () => {
      const text = fc
        .string({ unit: 'binary', minLength: 1, maxLength: 100 })
        .filter((one) => !one.includes('\0'));
      await fc.assert(
        fc.asyncProperty(text, fc.integer({ min: 0, max: 2 ** 45 }), async (item, ms) => {
          const mark = markBy(ann, { item, at: Temporal.Instant.fromEpochMilliseconds(ms) });
          await addMark(db, mark);
          expect(await findMark(db, mark.id)).toMatchObject({ item: item.toWellFormed(), at: mark.at });
        }),
        { numRuns: 60 },
      );
    });

    it('many marks at once, and each only once', async () => {
      await meet(db, ann, here, now);
      const marks = Array.from({ length: 1_234 }, () => markBy(ann));
      await addMarks(db, marks);
      await addMarks(db, marks);
      expect(await marksOf(db, ann, { limit: 5_000 })).toHaveLength(1_234);
    });

    it('everything over a close', async () => {
      await store.write((one) => addMark(one, markBy(ann, { id: 'kept' })));
      await connection.close();
      const next = await again();
      expect(await findMark(next.db, 'kept')).toBeDefined();
      await next.close();
    });
  });

  describe('tells', () => {
    it('what a person marked, the newest first, of one kind, and no more than asked for', async () => {
      for (const [minutes, kind] of [
        [1, 'done'],
        [3, 'save'],
        [2, 'done'],
      ] as const) {
        await addMark(db, markBy(ann, { kind, at: now.add({ minutes }), item: `topic:t${minutes}` }));
      }
      await addMark(db, markBy(bob));
      const items = async (options = {}) => (await marksOf(db, ann, options)).map(({ item }) => item);
      expect(await items()).toEqual(['topic:t3', 'topic:t2', 'topic:t1']);
      expect(await items({ kind: 'done' })).toEqual(['topic:t2', 'topic:t1']);
      expect(await items({ limit: 1 })).toEqual(['topic:t3']);
    });

    it('each item that a person marked so once, since when, the newest first', async () => {
      for (const [minutes, item, kind] of [
        [5, 'topic:git', 'done'],
        [1, 'topic:docker', 'done'],
        [9, 'topic:docker', 'done'],
        [2, 'topic:linux', 'save'],
        [3, 'step:b', 'done'],
        [3, 'step:a', 'done'],
      ] as const) {
        await addMark(db, markBy(ann, { item, kind, at: now.add({ minutes }) }));
      }
      await addMark(db, markBy(bob, { item: 'topic:sql' }));
      expect(await itemsMarked(db, ann, 'done')).toEqual([
        { item: 'topic:git', at: now.add({ minutes: 5 }) },
        { item: 'step:a', at: now.add({ minutes: 3 }) },
        { item: 'step:b', at: now.add({ minutes: 3 }) },
        { item: 'topic:docker', at: now.add({ minutes: 1 }) },
      ]);
      expect(await itemsMarked(db, bob, 'save')).toEqual([]);
    });

    it('how many people marked an item in a place, as numbers, a person once', async () => {
      expect(await countMarks(db, here, 'topic:docker')).toEqual({
        done: 0,
        later: 0,
        'too-easy': 0,
        save: 0,
      });
      for (const mark of [markBy(ann), markBy(ann), markBy(bob), markBy(bob, { kind: 'later' })]) {
        await addMark(db, mark);
      }
      await addMark(db, markBy(bob, { place: there }));
      await addMark(db, markBy(bob, { item: 'topic:git' }));
      expect(await countMarks(db, here, 'topic:docker')).toEqual({
        done: 2,
        later: 1,
        'too-easy': 0,
        save: 0,
      });
    });

    it('where a person is, and who is in a place, until they leave', async () => {
      for (const place of [there, here, here]) await meet(db, ann, place, now);
      await meet(db, bob, here, now);
      expect(await placesOf(db, ann)).toEqual([here, there]);
      expect(await membersOf(db, here)).toEqual([`discord:${bob.id}`, 'slack:T1/U1']);
      await leave(db, ann, here);
      expect(await placesOf(db, ann)).toEqual([there]);
      expect(await membersOf(db, here)).toEqual([`discord:${bob.id}`]);
    });

    it('nothing more of a person who is forgotten', async () => {
      await addMark(db, markBy(ann));
      await addMark(db, markBy(bob));
      expect(await forget(db, ann)).toBe(true);
      expect(await forget(db, ann)).toBe(false);
      expect([await marksOf(db, ann), await placesOf(db, ann)]).toEqual([[], []]);
      expect(await marksOf(db, bob)).toHaveLength(1);
    });
  });

  describe('is the same on both engines:', () => {
    it('counts, sums and large numbers come back as numbers', async () => {
      await meet(db, ann, here, now);
      const { rows } = await sql<Record<string, unknown>>`
        select count(*) as people, sum(first_seen_at) as total, max(first_seen_at) as newest from person`.execute(
        db,
      );
      const at = now.epochMilliseconds;
      expect(rows).toEqual([{ people: 1, total: at, newest: at }]);
      expect(
        await db
          .selectFrom('mark')
          .select(({ fn }) => fn.countAll().as('n'))
          .executeTakeFirst(),
      ).toEqual({ n: 0 });
    });

    it('a number that is too large to be exact is refused, not rounded', async () => {
      await expect(sql`select 9007199254740993 as n`.execute(db)).rejects.toThrow(/too large/);
    });

    it.each([
      ['a Date', new Date(0)],
      ['a boolean', true],
      ['undefined', undefined],
      ['an object', { a: 1 }],
      ['an array', [1]],
      ['bytes', new Uint8Array(2)],
      ['a bigint', 1n],
      ['NaN', Number.NaN],
      ['a number that is not exact', 2 ** 60],
      ['a text with NUL', 'a\0b'],
    ])('%s is refused as a parameter', async (_, value) => {
      await expect(sql`select ${value} as it`.execute(db)).rejects.toThrow(/cannot be stored/);
    });

    it('texts sort by their bytes', async () => {
      for (const key of ['b', 'A', 'a', 'B', 'ä', '_']) await writeMeta(db, key, '');
      const rows = await db.selectFrom('meta').select('key').orderBy('key').execute();
      expect(rows.map(({ key }) => key)).toEqual(['A', 'B', '_', 'a', 'b', 'ä']);
    });

    it('a column takes only its kind', async () => {
      const insert = (at: unknown) =>
        sql`insert into person (id, platform, first_seen_at) values ('slack:x', 'slack', ${at})`.execute(db);
      for (const at of ['soon', 1.5, null]) await expect(insert(at)).rejects.toThrow();
    });

    it.each([
      ['a kind that nobody knows', { kind: 'liked' }],
      ['a place without its channel', { channel: null }],
      ['an item that is too long for an index', { item: 'x'.repeat(201) }],
      ['a person who is not there', { person_id: 'slack:nobody' }],
    ])('a mark with %s is refused', async (_, wrong) => {
      await meet(db, ann, here, now);
      const good = {
        id: 'm',
        person_id: 'slack:T1/U1',
        workspace: 'T1',
        channel: 'C1',
        item: 'a',
        kind: 'done',
        at: 1,
      };
      const row = { ...good, ...wrong };
      const insert = sql`insert into mark (id, person_id, workspace, channel, item, kind, at)
        values (${row.id}, ${row.person_id}, ${row.workspace}, ${row.channel}, ${row.item}, ${row.kind}, ${row.at})`;
      await expect(insert.execute(db)).rejects.toThrow();
      expect(await marksOf(db, ann)).toEqual([]);
    });

    it('the tables are those that are listed, with their keys', async () => {
      const columns = await columnsOf(db, name);
      const tables = new Map<string, string[]>();
      for (const { table, column } of columns) tables.set(table, [...(tables.get(table) ?? []), column]);
      expect([...tables.keys()]).toEqual(Object.keys(keysOf).toSorted());
      for (const [table, keys] of Object.entries(keysOf)) {
        expect(tables.get(table)).toEqual(expect.arrayContaining([...keys]));
      }
      const types = new Set(columns.map(({ type }) => type.toLowerCase()));
      expect([...types].toSorted()).toEqual(name === 'sqlite' ? ['integer', 'text'] : ['bigint', 'text']);
    });
  });

  describe('changes all or nothing:', () => {
    it('what fails in the middle leaves nothing', async () => {
      const half = store.write(async (one) => {
        await addMark(one, markBy(ann, { id: 'half' }));
        throw new Error('in the middle');
      });
      await expect(half).rejects.toThrow('in the middle');
      expect(await findMark(db, 'half')).toBeUndefined();
      await store.write((one) => addMark(one, markBy(ann, { id: 'whole' })));
      expect(await findMark(db, 'whole')).toBeDefined();
    });

    it('one statement is a whole change, and a second one is refused', async () => {
      await meet(db, ann, here, now);
      await store.write((one) => addMarks(one, [markBy(ann, { id: 'single' })]), { single: true });
      expect(await findMark(db, 'single')).toBeDefined();
      const two = store.write(
        async (one) => {
          await writeMeta(one, 'a', '1');
          await writeMeta(one, 'b', '2');
        },
        { single: true },
      );
      await expect(two).rejects.toThrow('was to be one statement');
    });

    it('many at the same time all arrive', async () => {
      await Promise.all(Array.from({ length: 50 }, () => store.write((one) => addMark(one, markBy(ann)))));
      expect(await marksOf(db, ann)).toHaveLength(50);
    });
  });
});

describe('ids', () => {
  it('sort by time, differ, and fit into what platforms carry along', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 46 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (ms, later) => {
          const at = Temporal.Instant.fromEpochMilliseconds(ms);
          const [first, second] = [newId(at, Math.random), newId(at.add({ milliseconds: later }), chance)];
          expect(first).toMatch(/^[0-9a-z]{21}$/);
          expect(first < second).toBe(true);
        },
      ),
    );
    const ids = Array.from({ length: 10_000 }, () => newId(now, Math.random));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
