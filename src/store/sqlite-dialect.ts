import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  Kysely,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type SqliteStatement,
  type TransactionSettings,
} from 'kysely';
import { portable } from './portable.ts';
import type { Db, Tables } from './tables.ts';

/** Statements that stay prepared; a bulk of odd length makes one of its own. */
const maxStatements = 200;

/** The database in an open file. */
export function dbOf(database: DatabaseSync): Db {
  return new Kysely<Tables>({ dialect: sqliteDialect(database) });
}

/** Kysely over node:sqlite, with the few differences that its own SQLite dialect leaves to us. */
function sqliteDialect(database: DatabaseSync): Dialect {
  return {
    createAdapter: () => new Adapter(),
    createDriver: () => new Driver(database),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

class Adapter extends SqliteAdapter {
  /** It has; Kysely leaves it out for the sake of those who switch foreign keys off while migrating. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class Driver extends SqliteDriver {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    super({ database: statementsOf(database) });
    this.#database = database;
  }

  /** A deferred transaction that reads before it writes can fail at its first write. */
  override async beginTransaction(
    connection: DatabaseConnection,
    settings?: TransactionSettings,
  ): Promise<void> {
    const begin = settings?.accessMode === 'read only' ? 'begin' : 'begin immediate';
    await connection.executeQuery(CompiledQuery.raw(begin));
  }

  /** A full disk has rolled it back already, and a second time would hide the reason. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await super.rollbackTransaction(connection);
  }
}

/** What Kysely wants of a database, with prepared statements kept for the next time. */
function statementsOf(database: DatabaseSync): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    prepare(sql) {
      const known = kept.get(sql);
      if (known) return known;
      const [oldest] = kept.keys();
      if (kept.size >= maxStatements && oldest !== undefined) kept.delete(oldest);
      const statement = wrapped(database.prepare(sql));
      kept.set(sql, statement);
      return statement;
    },
    close: () => database.close(),
  };
}

function wrapped(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (values) => statement.all(...portable(values)),
    run: (values) => statement.run(...portable(values)),
    iterate: (values) => statement.iterate(...portable(values)),
  };
}
