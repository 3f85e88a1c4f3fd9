import { type Kysely, sql } from 'kysely';
import type { Engine } from '../tables.ts';
import { type ColumnTypes, columnTypes } from './types.ts';

export function daily(engine: Engine) {
  const types = columnTypes(engine);
  return async (db: Kysely<unknown>): Promise<void> => {
    await subscriptions(db, types);
    await posts(db, types);
    await db.schema
      .createTable('rate')
      .addColumn('key', types.text, (column) => column.primaryKey().notNull())
      .addColumn('next_at', types.whole, (column) => column.notNull())
      .modifyEnd(types.strict)
      .execute();
  };
}

async function subscriptions(db: Kysely<unknown>, { text, whole, strict }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('subscription')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('platform', text, (column) => column.notNull())
    .addColumn('workspace', text, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('target', text, (column) => column.notNull())
    .addColumn('name', text)
    .addColumn('owner', text, (column) => column.references('person.id').onDelete('set null'))
    .addColumn('owner_name', text)
    .addColumn('local_time', text, (column) => column.notNull())
    .addColumn('time_zone', text, (column) => column.notNull())
    .addColumn('weekdays', whole, (column) => column.notNull())
    .addColumn('options', text, (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('paused_until', text)
    .addColumn('next_due_at', whole)
    .addColumn('next_local_date', text)
    .addColumn('cursor', text, (column) => column.notNull())
    .addColumn('announced', whole, (column) => column.notNull())
    .addColumn('trouble', text)
    .addColumn('tell_at', whole)
    .addColumn('missed', whole, (column) => column.notNull())
    .addColumn('created_at', whole, (column) => column.notNull())
    .addColumn('version', whole, (column) => column.notNull())
    .addUniqueConstraint('subscription_target', ['platform', 'workspace', 'kind', 'target'])
    .addCheckConstraint('subscription_state_known', sql`state in ('on', 'paused', 'off')`)
    .addCheckConstraint('subscription_kind_known', sql`kind in ('channel', 'person')`)
    .addCheckConstraint('subscription_days', sql`weekdays between 1 and 127`)
    .addCheckConstraint(
      'subscription_next_whole',
      sql`(next_due_at is null) = (next_local_date is null) and (state <> 'off' or next_due_at is null)`,
    )
    .modifyEnd(strict)
    .execute();
  await db.schema
    .createIndex('subscription_due')
    .on('subscription')
    .column('next_due_at')
    .where(sql.ref('next_due_at'), 'is not', null)
    .execute();
  await db.schema
    .createIndex('subscription_to_tell')
    .on('subscription')
    .columns(['platform', 'tell_at'])
    .where(sql.ref('tell_at'), 'is not', null)
    .execute();
  await db.schema.createIndex('subscription_by_owner').on('subscription').column('owner').execute();
}

async function posts(db: Kysely<unknown>, { text, whole, strict }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('post')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('subscription_id', text, (column) =>
      column.notNull().references('subscription.id').onDelete('cascade'),
    )
    .addColumn('platform', text, (column) => column.notNull())
    .addColumn('local_date', text, (column) => column.notNull())
    .addColumn('due_at', whole, (column) => column.notNull())
    .addColumn('expires_at', whole, (column) => column.notNull())
    .addColumn('run_at', whole, (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('pick', text)
    .addColumn('lease_owner', text)
    .addColumn('lease_until', whole)
    .addColumn('attempts', whole, (column) => column.notNull())
    .addColumn('first_send_at', whole)
    .addColumn('message_id', text)
    .addColumn('message_channel', text)
    .addColumn('message_url', text)
    .addColumn('last_error', text)
    .addUniqueConstraint('post_once_a_day', ['subscription_id', 'local_date'])
    .addCheckConstraint('post_id_fits', sql`length(id) between 1 and 22`)
    .addCheckConstraint(
      'post_state_known',
      sql`state in ('pending', 'sending', 'uncertain', 'sent', 'failed', 'skipped', 'unknown')`,
    )
    .modifyEnd(strict)
    .execute();
  await sql`create index post_to_run on post (platform, run_at, id) where state in ('pending', 'sending', 'uncertain')`.execute(
    db,
  );
  await db.schema.createIndex('post_by_age').on('post').column('due_at').execute();
}
