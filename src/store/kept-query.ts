import type { CompiledQuery } from 'kysely';
import type { Portable } from './portable.ts';
import type { Db } from './tables.ts';

/**
 * A query for a hot path, built once for each dialect and run with other values each time: building it takes longer
 * than SQLite takes to answer it.
 *
 * @param build the values in it stand for those to come, in their order
 */
export function keptQuery<Row>(
  build: (db: Db) => CompiledQuery<Row>,
): (db: Db, values: readonly Portable[]) => CompiledQuery<Row> {
  const built = new Map<object, CompiledQuery<Row>>();
  return (db, parameters) => {
    const dialect = db.getExecutor().adapter.constructor;
    const query = built.get(dialect) ?? build(db);
    built.set(dialect, query);
    return { ...query, parameters };
  };
}
