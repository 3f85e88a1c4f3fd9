import { setImmediate as turn } from 'node:timers/promises';
import { type CompiledQuery, type RawBuilder, sql } from 'kysely';
import { isShared } from './moment.ts';
import { type Portable, portable } from './portable.ts';
import { type Db, type Tables, wholeColumns } from './tables.ts';

/** Rows in a statement. With 17 columns that is far below SQLite's 32 766 values. */
const chunk = 500;

type Row = Readonly<Record<string, Portable>>;

/**
 * Inserts rows that all have the same columns; those whose key is there already are left out. Building a statement costs more
 * than SQLite takes to run it, so those for one row and for many are kept.
 */
export async function insertAll<Table extends keyof Tables>(
  db: Db,
  table: Table,
  rows: readonly Tables[Table][],
): Promise<void> {
  await inChunks(db, `insert ${table}`, rows as unknown as readonly Row[], (given) => {
    const columns = sql.join(given.columns.map((one) => sql.ref(one)));
    return sql`insert into ${sql.table(table)} (${columns}) select ${columns} from ${given.source}
      where true on conflict do nothing`;
  });
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
  const id = sql.ref(`${table}.id`);
  const results = await inChunks(db, name, rows, ({ columns, source }) => {
    const changes = [
      ...columns.filter((one) => one !== 'id').map((one) => sql`${sql.ref(one)} = ${sql.ref(`v.${one}`)}`),
      ...(also.set === undefined ? [] : [sql.raw(also.set)]),
    ];
    return sql`update ${sql.table(table)} set ${sql.join(changes)} from ${source}
      where ${id} = ${sql.ref('v.id')} and ${sql.raw(also.where ?? 'true')} returning ${id} as id`;
  });
  return results.map(({ id: one }) => one);
}

/** Rows to be read as a table `v` of these columns. */
interface Given {
  columns: readonly string[];
  source: RawBuilder<unknown>;
}

const built = new WeakMap<object, Map<string, CompiledQuery>>();

async function inChunks(
  db: Db,
  name: string,
  rows: readonly Row[],
  build: (given: Given) => RawBuilder<unknown>,
): Promise<{ id: string }[]> {
  const columns = Object.keys(rows[0] ?? {});
  const { sourceOf, parametersOf, formOf } = isShared(db) ? asJson : asValues;
  const results: { id: string }[] = [];
  for (let start = 0; start < rows.length; start += chunk) {
    const some = rows.slice(start, start + chunk);
    const compile = () => build({ columns, source: sourceOf(columns, some.length) }).compile(db);
    const form = formOf(some.length);
    const query = form === undefined ? compile() : kept(db, `${name} ${columns.join()} ${form}`, compile);
    const { rows: told } = await db.executeQuery<{ id: string }>({
      ...query,
      parameters: parametersOf(columns, some),
    } as CompiledQuery<{ id: string }>);
    results.push(...told);
    // On SQLite nothing here ever waits, and whoever else is served by this process must not either.
    if (start + chunk < rows.length) await turn();
  }
  return results;
}

function kept(db: Db, key: string, build: () => CompiledQuery): CompiledQuery {
  const dialect = db.getExecutor().adapter.constructor;
  const known = built.get(dialect) ?? new Map<string, CompiledQuery>();
  built.set(dialect, known);
  const query = known.get(key) ?? build();
  known.set(key, query);
  return query;
}

/** A value for each column of each row. */
const asValues = {
  /** What tells a statement that is kept from others of its name; undefined for one that seldom comes again. */
  formOf: (count: number): string | undefined => (count === 1 || count === chunk ? String(count) : undefined),
  sourceOf(columns: readonly string[], count: number): RawBuilder<unknown> {
    const row = sql`(${sql.join(columns.map(() => sql`${null}`))})`;
    const named = columns.map((column, index) => sql`${sql.ref(`column${index + 1}`)} as ${sql.ref(column)}`);
    return sql`(select ${sql.join(named)} from (values ${sql.join(Array.from({ length: count }, () => row))})) as v`;
  },
  parametersOf: (columns: readonly string[], rows: readonly Row[]): Portable[] =>
    rows.flatMap((row) => columns.map((column) => row[column] ?? null)),
};

/** One text for all rows: PostgreSQL reads it in less time than thousands of parameters. */
const asJson = {
  formOf: (): string | undefined => 'json',
  sourceOf(columns: readonly string[]): RawBuilder<unknown> {
    const types = columns.map(
      (column) => sql`${sql.ref(column)} ${wholeColumns.has(column) ? sql`bigint` : sql`text`}`,
    );
    return sql`json_to_recordset(${''}::json) as v (${sql.join(types)})`;
  },
  parametersOf: (columns: readonly string[], rows: readonly Row[]): Portable[] => [
    JSON.stringify(
      rows.map((row) => {
        const values = portable(columns.map((column) => row[column] ?? null));
        return Object.fromEntries(columns.map((column, index) => [column, values[index]]));
      }),
    ),
  ],
};
