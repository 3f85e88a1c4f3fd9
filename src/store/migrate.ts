import { sql } from 'kysely';
import { fieldOf, StoreError } from './error.ts';
import type { Change } from './migrations/index.ts';
import type { Db, Engine } from './tables.ts';

interface Known {
  changes: readonly Change[];
  /** What to call the database in a message. */
  place: string;
}

/** What a database has been through, oldest first; nothing for a new one. */
export async function appliedChanges(db: Db): Promise<string[]> {
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
    return rows.map(({ name }) => name);
  } catch (error) {
    if (isMissingTable(error)) return [];
    throw error;
  }
}

/**
 * Whether the database lacks changes that this program knows.
 *
 * @throws {StoreError} `newer` when it has some that the program does not know.
 */
export function isBehind(applied: readonly string[], { changes, place }: Known): boolean {
  const known = new Set(changes.map(({ name }) => name));
  const unknown = applied.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new StoreError(
      'newer',
      `${place} was changed by a newer version of this program (${unknown.join(', ')}), so this one leaves it alone: install that version, or restore a backup from before it.`,
    );
  }
  return applied.length < known.size;
}

/** @throws {StoreError} `older` or `newer` for a database that is not in the form of this version */
export function refuseOtherForm(applied: readonly string[], known: Known): void {
  if (!isBehind(applied, known)) return;
  const form = applied.length === 0 ? 'is empty' : 'has the form of an older version';
  throw new StoreError('older', `${known.place} ${form}: the bot changes that when it starts.`);
}

/**
 * Makes all missing changes in one transaction: all of them, or none. Whoever calls this keeps others from doing the
 * same at the same time.
 */
export async function migrate(db: Db, { engine, changes, place }: Known & { engine: Engine }): Promise<void> {
  // Hardly ever needed, and as large as all the rest.
  const { Migrator } = await import('kysely/migration');
  const migrations = Object.fromEntries(changes.map(({ name, up }) => [name, { up: up(engine) }]));
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName;
  if (failed === undefined) throw error;
  throw new Error(`${place}: the change ${failed} failed, and everything is as it was.`, { cause: error });
}

/** SQLite's "no such table", PostgreSQL's undefined_table. */
function isMissingTable(error: unknown): boolean {
  return fieldOf(error, 'code') === '42P01' || /^no such table: /.test(String(fieldOf(error, 'message')));
}
