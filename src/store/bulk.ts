import { setImmediate as turn } from 'node:timers/promises';
import { type CompiledQuery, type RawBuilder, sql } from 'kysely';
import { isShared } from './moment.ts';
import type { Portable } from './portable.ts';
import type { Db, Tables } from './tables.ts';

/** Rows in a statement. With 17 columns that is far below SQLite's 32 766 values and PostgreSQL's 65 535. */
const chunk = 500;

type Row = Readonly<Record<string, Portable>>;

/**
 * Inserts rows that all have the same columns; those whose key is there already are left out. Building a statement costs more
 * than SQLite takes to run it, so those for many rows are kept.
 */
export async function insertAll<Table extends keyof Tables>(
  db: Db,
  table: Table,
  rows: readonly Tables[Table][],
): Promise<void> {
  await inChunks(db, `insert ${table}`, rows as unknown as readonly Row[], (some) =>
    insertOf(db, table, some),
  );
}

/**
 * Changes many rows in one statement: each row says its `id` and the new values, the same columns in all.
 *
 * @param also what becomes of all of them, and the condition that they must meet; SQL without parameters
 * @returns the ids of those that were there and met the condition
 */
export async function updateAll(
  db: Db,
  table: 'post' | 'subscription',
  rows: readonly ({ id: string } & Row)[],
  also: { set?: string; where?: string } = {},
): Promise<string[]> {
  const name = `update ${table} ${also.set ?? ''} ${also.where ?? ''}`;
  const results = await inChunks(db, name, rows, (some) => updateOf(db, table, some, also));
  return results.map(({ id }) => id);
}

const built = new WeakMap<object, Map<string, CompiledQuery<{ id: string }>>>();

async function inChunks(
  db: Db,
  name: string,
  rows: readonly Row[],
  build: (some: readonly Row[]) => CompiledQuery<{ id: string }>,
): Promise<{ id: string }[]> {
  const results: { id: string }[] = [];
  for (let start = 0; start < rows.length; start += chunk) {
    const some = rows.slice(start, start + chunk);
    const columns = Object.keys(some[0] ?? {});
    const query =
      some.length === chunk ? kept(db, `${name} ${columns.join()}`, () => build(some)) : build(some);
    const parameters = some.flatMap((row) => columns.map((column) => row[column]));
    const { rows: told } = await db.executeQuery<{ id: string }>({ ...query, parameters });
    results.push(...told);
    // On SQLite nothing here ever waits, and whoever else is served by this process must not either.
    if (start + chunk < rows.length) await turn();
  }
  return results;
}

function kept(
  db: Db,
  key: string,
  build: () => CompiledQuery<{ id: string }>,
): CompiledQuery<{ id: string }> {
  const dialect = db.getExecutor().adapter.constructor;
  const known = built.get(dialect) ?? new Map<string, CompiledQuery<{ id: string }>>();
  built.set(dialect, known);
  const query = known.get(key) ?? build();
  known.set(key, query);
  return query;
}

function insertOf(db: Db, table: keyof Tables, rows: readonly Row[]): CompiledQuery<{ id: string }> {
  return sql<{
    id: string;
  }>`insert into ${sql.table(table)} (${sql.join(Object.keys(rows[0] ?? {}).map((one) => sql.ref(one)))})
    values ${valuesOf(rows)} on conflict do nothing`.compile(db);
}

function updateOf(
  db: Db,
  table: string,
  rows: readonly Row[],
  { set, where }: { set?: string; where?: string },
): CompiledQuery<{ id: string }> {
  const all = Object.keys(rows[0] ?? {});
  const changes = [
    ...all.filter((one) => one !== 'id').map((one) => sql`${sql.ref(one)} = ${sql.ref(`v.${one}`)}`),
    ...(set === undefined ? [] : [sql.raw(set)]),
  ];
  const id = sql.ref(`${table}.id`);
  return sql<{ id: string }>`
    with v (${sql.join(all.map((one) => sql.ref(one)))}) as (values ${valuesOf(rows, isShared(db))})
    update ${sql.table(table)} set ${sql.join(changes)} from v
    where ${id} = ${sql.ref('v.id')} and ${sql.raw(where ?? '1 = 1')}
    returning ${id} as id`.compile(db);
}

/**
 * PostgreSQL takes the type of a column of values from its first row, where a null is taken for a text. On SQLite a cast would keep
 * the index of ids from being used.
 */
function valuesOf(rows: readonly Row[], typed = false): RawBuilder<unknown> {
  return sql.join(
    rows.map((row, index) => {
      const values = Object.values(row).map((value) => (typed && index === 0 ? cast(value) : sql`${value}`));
      return sql`(${sql.join(values)})`;
    }),
  );
}

function cast(value: Portable): RawBuilder<unknown> {
  return typeof value === 'number' ? sql`cast(${value} as bigint)` : sql`cast(${value} as text)`;
}
