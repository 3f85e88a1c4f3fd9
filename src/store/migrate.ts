import { sql } from 'kysely';
import { fieldOf, StoreError } from './error.ts';
import type { Migration } from './migrations/index.ts';
import type { Db, Engine } from './tables.ts';

/** A name of our own, so that another program that uses Kysely is not taken for a newer version of this one. */
const migrationTableName = 'companion_migration';
const lockTableName = `${migrationTableName}_lock`;

interface Known {
  migrations: readonly Migration[];
  /** What to call the database in a message. */
  place: string;
}

/** The migrations that a database has been through, oldest first; none for a new one. */
export async function appliedMigrations(db: Db, engine: Engine): Promise<string[]> {
  const known =
    engine === 'sqlite'
      ? sql<{ one: number }>`select 1 as one from sqlite_schema where name = ${migrationTableName}`
      : sql<{ one: number }>`select 1 as one where to_regclass(${migrationTableName}) is not null`;
  if ((await known.execute(db)).rows.length === 0) return [];
  const names = sql<{ name: string }>`select name from ${sql.table(migrationTableName)} order by name`;
  return (await names.execute(db)).rows.map(({ name }) => name);
}

/** @throws {StoreError} `newer` for a database with migrations that this program does not know */
export function refuseNewer(applied: readonly string[], { migrations, place }: Known): void {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = applied.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new StoreError(
    'newer',
    `${place} was changed by a newer version of this program (${unknown.join(', ')}), so this one leaves it alone: install that version, or restore a backup from before it.`,
  );
}

/**
 * Whether the database lacks migrations that this program knows.
 *
 * @throws {StoreError} `newer`
 */
export function isBehind(applied: readonly string[], known: Known): boolean {
  refuseNewer(applied, known);
  return applied.length < known.migrations.length;
}

/** @throws {StoreError} `older` or `newer` for a database that is not in the form of this version */
export function refuseOtherForm(applied: readonly string[], known: Known): void {
  if (!isBehind(applied, known)) return;
  const form = applied.length === 0 ? 'has no tables of this bot yet' : 'has the form of an older version';
  throw new StoreError('older', `${known.place} ${form}: the bot changes that when it starts.`);
}

/**
 * Runs all missing migrations in a transaction that the caller began: all of them, or none. Whoever calls this keeps
 * others from doing the same at the same time.
 */
export async function migrate(
  transaction: Db,
  { engine, migrations, place }: Known & { engine: Engine },
): Promise<void> {
  const schema = engine === 'postgres' ? await chooseSchema(transaction) : undefined;
  await makeHistory(transaction);
  // Hardly ever needed, and as large as all the rest.
  const { Migrator } = await import('kysely/migration');
  const steps = Object.fromEntries(migrations.map(({ name, up }) => [name, { up: up(engine) }]));
  const migrator = new Migrator({
    db: transaction,
    provider: { getMigrations: async () => steps },
    migrationTableName,
    migrationLockTableName: lockTableName,
    ...(schema === undefined ? {} : { migrationTableSchema: schema }),
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName;
  throw isTaken(error)
    ? taken(place, error)
    : new Error(`${place}: the migration ${failed ?? 'of its tables'} failed, and everything is as it was.`, {
        cause: error,
      });
}

/**
 * Where the tables are, or are to be: those of a database that changes its schemas later are not made a second time.
 * Undefined where the user has no schema to make any.
 */
async function chooseSchema(db: Db): Promise<string | undefined> {
  const { rows } = await sql<{ schema: string | null }>`select coalesce(
    (select nspname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
      where pg_class.oid = to_regclass(${migrationTableName})),
    current_schema()) as schema`.execute(db);
  const schema = rows[0]?.schema ?? undefined;
  if (schema !== undefined) await sql`set local search_path to ${sql.id(schema)}`.execute(db);
  return schema;
}

/** As Kysely makes them, which hides why it cannot. */
async function makeHistory(db: Db): Promise<void> {
  await db.schema
    .createTable(migrationTableName)
    .ifNotExists()
    .addColumn('name', 'varchar(255)', (column) => column.notNull().primaryKey())
    .addColumn('timestamp', 'varchar(255)', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable(lockTableName)
    .ifNotExists()
    .addColumn('id', 'varchar(255)', (column) => column.notNull().primaryKey())
    .addColumn('is_locked', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}

function taken(place: string, cause: unknown): StoreError {
  return new StoreError(
    'foreign',
    `${place} has tables of another program by the same names: give the bot a database of its own.`,
    cause,
  );
}

/** PostgreSQL's duplicate_table, SQLite's "table person already exists". */
function isTaken(error: unknown): boolean {
  return fieldOf(error, 'code') === '42P07' || / already exists$/.test(String(fieldOf(error, 'message')));
}
