import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';

/** The least that Kysely needs to ask a file: loaded, opened with the settings of ours, and one question. */
const database = new DatabaseSync(process.argv[2] ?? '', { timeout: 100 });
database.exec('pragma journal_mode = wal; pragma synchronous = full');

const db = new Kysely<{ mark: { id: string } }>({
  dialect: new SqliteDialect({
    database: { prepare: (text) => shim(database.prepare(text)), close: () => database.close() },
  }),
});
const rows = await db.selectFrom('mark').select('id').limit(1).execute();
await db.destroy();
console.log(rows.length === 1 ? 'open' : 'empty');

type Value = string | number | null;

function shim(statement: StatementSync) {
  return {
    reader: statement.columns().length > 0,
    all: (values: readonly unknown[]) => statement.all(...(values as readonly Value[])),
    run: (values: readonly unknown[]) => statement.run(...(values as readonly Value[])),
    iterate: (values: readonly unknown[]) => statement.iterate(...(values as readonly Value[])),
  };
}
