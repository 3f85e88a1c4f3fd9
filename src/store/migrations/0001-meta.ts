import type { Kysely } from 'kysely';
import type { Engine } from '../tables.ts';
import { columnTypes } from './types.ts';

export function meta(engine: Engine) {
  const { text, strict } = columnTypes(engine);
  return async (db: Kysely<unknown>): Promise<void> => {
    await db.schema
      .createTable('meta')
      .addColumn('key', text, (column) => column.primaryKey().notNull())
      .addColumn('value', text, (column) => column.notNull())
      .modifyEnd(strict)
      .execute();
  };
}
