import { type Kysely, sql } from 'kysely';
import type { Engine } from '../tables.ts';
import { columnTypes } from './types.ts';

export function marks(engine: Engine) {
  const { text, whole, strict } = columnTypes(engine);
  return async (db: Kysely<unknown>): Promise<void> => {
    await db.schema
      .createTable('mark')
      .addColumn('id', text, (column) => column.primaryKey().notNull())
      .addColumn('person_id', text, (column) => column.notNull().references('person.id').onDelete('cascade'))
      .addColumn('workspace', text)
      .addColumn('channel', text)
      .addColumn('item', text, (column) => column.notNull())
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('at', whole, (column) => column.notNull())
      .addCheckConstraint('mark_place_whole', sql`(workspace is null) = (channel is null)`)
      .addCheckConstraint('mark_kind_known', sql`kind in ('done', 'later', 'too-easy', 'save')`)
      .addCheckConstraint('mark_fits', sql`length(id) between 1 and 40 and length(item) between 1 and 200`)
      .modifyEnd(strict)
      .execute();
    await db.schema.createIndex('mark_by_person').on('mark').columns(['person_id', 'at']).execute();
    await db.schema
      .createIndex('mark_by_place')
      .on('mark')
      .columns(['workspace', 'channel', 'item'])
      .execute();
  };
}
