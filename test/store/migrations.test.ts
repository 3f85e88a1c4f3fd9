import { type Kysely, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Connection } from '../../src/store/connection.ts';
import { copyAll, summarize, tableNames } from '../../src/store/copy.ts';
import { appliedMigrations } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { startChild } from './children.ts';
import { closing, engines, newDatabase, noPostgres } from './engines.ts';

type AnyDb = Kysely<never>;

/** Rows that fill what a change added, as a version of that time wrote them. A new change gets a line here. */
const rowsOf: Readonly<Record<string, readonly ReturnType<typeof sql>[]>> = {
  '0001-meta': [sql`insert into meta (key, value) values ('created', '2026'), ('ä', '')`],
  '0002-people': [
    sql`insert into person (id, platform, first_seen_at) values ('slack:T/U', 'slack', 1764057600000), ('discord:1', 'discord', 0)`,
    sql`insert into membership (person_id, workspace, channel, since) values ('slack:T/U', 'T', 'C', 1764057600000)`,
  ],
  '0003-marks': [
    sql`insert into mark (id, person_id, workspace, channel, item, kind, at) values
      ('a', 'slack:T/U', 'T', 'C', 'topic:docker', 'done', 1764057600000), ('b', 'discord:1', null, null, 'topic:git', 'later', 1)`,
  ],
  '0004-daily': [
    sql`insert into subscription (id, platform, workspace, kind, target, name, owner, owner_name, local_time, time_zone, weekdays,
        options, state, paused_until, next_due_at, next_local_date, cursor, announced, trouble, tell_at, missed, created_at, version)
      values ('s1', 'slack', 'T', 'channel', 'C', '#general', 'slack:T/U', 'Ada', '09:00', 'Europe/Berlin', 31,
          '{}', 'on', null, 1764144000000, '2026-11-26', '{}', 1, null, null, 0, 1764057600000, 3),
        ('s2', 'discord', 'direct', 'person', '1', null, null, null, '21:30', 'UTC', 127,
          '{}', 'off', null, null, null, '{}', 0, '{"code":"x"}', 5, 2, 1764057600000, 1)`,
    sql`insert into post (id, subscription_id, platform, local_date, due_at, expires_at, run_at, state, pick, lease_owner, lease_until,
        attempts, first_send_at, message_id, message_channel, message_url, last_error)
      values ('p1', 's1', 'slack', '2026-11-25', 1764057600000, 1764079200000, 1764057600000, 'sent', '{}', 'a', null, 1, 1764057600500,
          '1.2', 'C', 'https://example.org/1', null),
        ('p2', 's1', 'slack', '2026-11-26', 1764144000000, 1764165600000, 1764144000000, 'pending', null, null, null, 0, null, null, null,
          null, 'later')`,
    sql`insert into rate (key, next_at) values ('discord', 1764057600000)`,
  ],
};

describe.each(engines)('the migrations of form on $name', ({ fresh }) => {
  it('have names that sort in their order', () => {
    const names = migrations.map(({ name }) => name);
    expect(names).toEqual(names.toSorted());
    expect(Object.keys(rowsOf)).toEqual(names);
  });

  it.each(migrations.map(({ name }, index) => [name, index + 1]))(
    'lose nothing of a filled database that has come as far as %s',
    async (_, length) => {
      const { connection, again } = await fresh(migrations.slice(0, length));
      for (const { name } of migrations.slice(0, length)) {
        for (const row of rowsOf[name] ?? []) await row.execute(connection.db);
      }
      await connection.close();
      const now = await again();
      expect(await appliedMigrations(now.db, now.engine)).toEqual(migrations.map(({ name }) => name));
      for (const { name } of migrations.slice(length)) {
        for (const row of rowsOf[name] ?? []) await row.execute(now.db);
      }
      // Whatever the way, it ends with the same rows.
      const straight = (await fresh()).connection;
      for (const rows of Object.values(rowsOf)) for (const row of rows) await row.execute(straight.db);
      expect(await summarize(now)).toEqual(await summarize(straight));
    },
  );

  it('are all there or not there when one fails', async () => {
    const { connection, again } = await fresh(migrations.slice(0, 1));
    await connection.close();
    const broken = {
      name: '9999-broken',
      up: () => async (db: AnyDb) => {
        await db.schema.createTable('half').addColumn('id', 'text').execute();
        throw new Error('in the middle');
      },
    };
    await expect(again([...migrations, broken] as never)).rejects.toThrow(/9999-broken failed/);
    const first = await again(migrations.slice(0, 1));
    expect(await appliedMigrations(first.db, first.engine)).toEqual(['0001-meta']);
  });
});

describe.skipIf(noPostgres)('three processes that start at once on a new PostgreSQL', () => {
  it('make its tables once, and all of them run', async () => {
    for (let round = 0; round < 3; round++) {
      const url = await newDatabase();
      const children = Array.from({ length: 3 }, () => startChild('open', url));
      await Promise.all(children.map((child) => child.says(/ready/)));
      const opened = children.map((child) => child.says(/./));
      for (const child of children) child.tell();
      expect(await Promise.all(opened)).toEqual(['open write', 'open write', 'open write']);
      await Promise.all(children.map((child) => child.close()));
    }
  });
});

describe.skipIf(noPostgres)('a change of form on PostgreSQL', () => {
  /** Opens while another one is changing the form, which lets go when `meanwhile` is over. */
  async function openedAfter(meanwhile: (db: AnyDb) => Promise<unknown>): Promise<Connection> {
    const url = await newDatabase();
    await (await openPostgres({ url, migrations: migrations.slice(0, 1) })).close();
    const other = closing(await openPostgres({ url, access: 'write', migrations: migrations.slice(0, 1) }));
    let opening: Promise<Connection> | undefined;
    await other.db.transaction().execute(async (lock) => {
      await sql`select pg_advisory_xact_lock(${sql.lit(0x4d4c4f436d696772n)})`.execute(lock);
      opening = openPostgres({ url });
      // Nobody is told before this has failed or not.
      opening.catch(() => {});
      const waiting = sql<{
        n: number;
      }>`select count(*) as n from pg_locks where locktype = 'advisory' and not granted`;
      await expect.poll(async () => (await waiting.execute(lock)).rows[0]?.n).toBe(1);
      await meanwhile(lock as never);
    });
    if (opening === undefined) throw new Error('nothing was opened');
    return closing(await opening);
  }

  it('waits for another one that is making it', async () => {
    const { db } = await openedAfter(async () => {});
    expect(await appliedMigrations(db, 'postgres')).toEqual(migrations.map(({ name }) => name));
  });

  it('is refused when the other one turns out to be newer', async () => {
    const later = (db: AnyDb) =>
      sql`insert into companion_migration (name, timestamp) values ('9999-later', '2026-11-25T08:00:00.000Z')`.execute(
        db,
      );
    await expect(openedAfter(later)).rejects.toThrow(/newer version/);
  });
});

describe.skipIf(noPostgres)('a copy', () => {
  it('has the same rows on the other engine, there and back', async () => {
    const [here, there, back] = [
      await engines[0]?.fresh(),
      await engines[1]?.fresh(),
      await engines[0]?.fresh(),
    ];
    if (!here || !there || !back) throw new Error('three databases');
    for (const rows of Object.values(rowsOf)) for (const row of rows) await row.execute(here.connection.db);
    const persons = sql`insert into person (id, platform, first_seen_at) values ${sql.join(
      Array.from({ length: 2_500 }, (_, n) => sql`(${`discord:${n}ß"\\`}, 'discord', ${n})`),
    )}`;
    await persons.execute(here.connection.db);
    const copied = await copyAll(here.connection, there.connection, 'there');
    expect(copied.map(({ table, rows }) => [table, rows])).toEqual([
      ['meta', 2],
      ['person', 2_502],
      ['membership', 1],
      ['mark', 2],
      ['subscription', 2],
      ['post', 2],
      ['rate', 1],
    ]);
    expect(await summarize(there.connection)).toEqual(copied);
    expect(await copyAll(there.connection, back.connection, 'back')).toEqual(copied);
    expect(await summarize(here.connection)).toEqual(await summarize(back.connection));
  });

  it('is undone when other rows arrive than were sent', async () => {
    const [here, there] = [await engines[0]?.fresh(), await engines[1]?.fresh()];
    if (!here || !there) throw new Error('two databases');
    for (const rows of Object.values(rowsOf)) for (const row of rows) await row.execute(here.connection.db);
    await sql`create function twist() returns trigger language plpgsql as 'begin new.item := ''topic:other''; return new; end'`.execute(
      there.connection.db,
    );
    await sql`create trigger twist before insert on mark for each row execute function twist()`.execute(
      there.connection.db,
    );
    await expect(copyAll(here.connection, there.connection, 'there')).rejects.toThrow(/not the same ones/);
    expect((await summarize(there.connection)).map(({ rows }) => rows)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('is refused where there are rows already, and changes nothing there', async () => {
    const [here, there] = [await engines[0]?.fresh(), await engines[1]?.fresh()];
    if (!here || !there) throw new Error('two databases');
    for (const row of rowsOf['0002-people'] ?? []) await row.execute(here.connection.db);
    await sql`insert into meta (key, value) values ('mine', '1')`.execute(there.connection.db);
    await expect(copyAll(here.connection, there.connection, 'That one')).rejects.toThrow(
      'That one holds rows already (in meta)',
    );
    const summary = await summarize(there.connection);
    expect(summary.map(({ rows }) => rows)).toEqual([1, 0, 0, 0, 0, 0, 0]);
  });

  it('knows every table, parents first', () => {
    expect(tableNames).toEqual(['meta', 'person', 'membership', 'mark', 'subscription', 'post', 'rate']);
  });
});
