import type { CompiledQuery } from 'kysely';
import type { Db, Tables } from './tables.ts';

/** Rows in a statement. With seven columns that is far below SQLite's 32 766 values and PostgreSQL's 65 535. */
const chunk = 250;

/**
 * Inserts rows that all have the same columns; those whose key is there already are left out. The statement is built
 * once for all of them: building it costs more than SQLite takes to run it.
 */
export async function insertAll<Table extends keyof Tables>(
  db: Db,
  table: Table,
  rows: readonly Tables[Table][],
): Promise<void> {
  let built: { query: CompiledQuery; rows: number } | undefined;
  for (let start = 0; start < rows.length; start += chunk) {
    const some = rows.slice(start, start + chunk);
    if (built?.rows !== some.length) built = { query: insertOf(db, table, some), rows: some.length };
    const columns = Object.keys(some[0] ?? {});
    const parameters = some.flatMap((row) => columns.map((column): unknown => Reflect.get(row, column)));
    await db.executeQuery({ ...built.query, parameters });
  }
}

function insertOf<Table extends keyof Tables>(
  db: Db,
  table: Table,
  rows: readonly Tables[Table][],
): CompiledQuery {
  return db
    .insertInto(table as keyof Tables)
    .values(rows as readonly Tables['meta'][])
    .onConflict((conflict) => conflict.doNothing())
    .compile();
}
