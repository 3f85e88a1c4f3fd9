import { type Kysely, sql } from 'kysely';
import type { Engine } from '../tables.ts';
import { columnTypes } from './types.ts';

export function people(engine: Engine) {
  const { text, whole, strict } = columnTypes(engine);
  return async (db: Kysely<unknown>): Promise<void> => {
    await db.schema
      .createTable('person')
      .addColumn('id', text, (column) => column.primaryKey().notNull())
      .addColumn('platform', text, (column) => column.notNull())
      .addColumn('first_seen_at', whole, (column) => column.notNull())
      .addCheckConstraint('person_id_fits', sql`length(id) between 3 and 200`)
      .modifyEnd(strict)
      .execute();
    await db.schema
      .createTable('membership')
      .addColumn('person_id', text, (column) => column.notNull().references('person.id').onDelete('cascade'))
      .addColumn('workspace', text, (column) => column.notNull())
      .addColumn('channel', text, (column) => column.notNull())
      .addColumn('since', whole, (column) => column.notNull())
      .addPrimaryKeyConstraint('membership_pk', ['person_id', 'workspace', 'channel'])
      .addCheckConstraint(
        'membership_fits',
        sql`length(workspace) between 1 and 200 and length(channel) between 1 and 200`,
      )
      .modifyEnd(strict)
      .execute();
    await db.schema
      .createIndex('membership_by_place')
      .on('membership')
      .columns(['workspace', 'channel'])
      .execute();
  };
}
