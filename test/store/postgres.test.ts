import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { backUpPostgres } from '../../src/store/backup.ts';
import { StoreError, type Trouble } from '../../src/store/error.ts';
import { addMark, addMarks, findMark, type Mark } from '../../src/store/marks.ts';
import { readMeta, writeMeta } from '../../src/store/meta.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { meet } from '../../src/store/people.ts';
import { openPostgres, placeOf } from '../../src/store/postgres.ts';
import { postgresTrouble } from '../../src/store/postgres-trouble.ts';
import type { Store } from '../../src/store/store.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { startChild } from './children.ts';
import { asAdmin, closing, newDatabase, newFolder, noPostgres, now, storeOn } from './engines.ts';

const postgresStore = (url: string, clock = () => performance.now()): Store =>
  storeOn(() => openPostgres({ url }), { clock });

const mark = (id: string): Mark => ({
  id,
  person: { platform: 'slack', id: 'T1/U1' },
  item: 'topic:docker',
  kind: 'done',
  at: now,
});

async function troubleOf(promise: Promise<unknown>): Promise<StoreError> {
  const error = await promise.then(
    (value) => value,
    (reason: unknown) => reason,
  );
  if (!(error instanceof StoreError)) throw new Error(`no trouble, but ${String(error)}`, { cause: error });
  return error;
}

/** Ends the connection that runs a transaction, as an administrator or a crash of the server would. */
const endOf = (pid: number) => asAdmin(`select pg_terminate_backend(${pid})`);

describe.skipIf(noPostgres)('a PostgreSQL that does not let us in', () => {
  const server = inject('postgresUrl');
  const at = (change: (url: URL) => void): string => {
    const url = new URL(server);
    change(url);
    return url.href;
  };

  it.each<[string, (url: URL) => void, Trouble, RegExp]>([
    [
      'with a wrong password',
      (url) => {
        url.password = 'wr0ng-w0rd';
      },
      'refused',
      /refuses the password/,
    ],
    [
      'with an unknown user',
      (url) => {
        url.username = 'stranger';
      },
      'refused',
      /refuses the password/,
    ],
    [
      'without a password',
      (url) => {
        url.password = '';
      },
      'refused',
      /password/,
    ],
    [
      'for a database that is not there',
      (url) => {
        url.pathname = '/none';
      },
      'refused',
      /none does not exist/,
    ],
    [
      'with TLS, which it has not',
      (url) => {
        url.search = '?sslmode=verify-full';
      },
      'refused',
      /has no TLS/,
    ],
    [
      'where nobody listens',
      (url) => {
        url.port = '1';
      },
      'away',
      /connection refused/,
    ],
    [
      'at a name that nobody has',
      (url) => {
        url.hostname = 'db.invalid';
      },
      'away',
      /no such host name/,
    ],
  ])('%s says so, what to do, and no secret', async (_, change, trouble, message) => {
    const url = at(change);
    const told = await troubleOf(openPostgres({ url }));
    expect([told.trouble, told.message]).toEqual([trouble, expect.stringMatching(message)]);
    expect(told.message).toContain(placeOf(url));
    const { password } = new URL(url);
    if (password !== '') expect(told.message).not.toContain(password);
  });

  it('because something else listens there says so in time', async () => {
    const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(
      0,
      '127.0.0.1',
    );
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const told = await troubleOf(openPostgres({ url: `postgres://me:pw@127.0.0.1:${port}/x` }));
    other.close();
    expect(told.message).toMatch(/^The database at 127\.0\.0\.1:\d+\/x (cannot be used|lost the connection)/);
  });

  it('is refused when a newer version made its tables', async () => {
    const url = await newDatabase();
    const later = { name: '9999-later', up: () => async () => {} };
    await (await openPostgres({ url, migrations: [...migrations, later] })).close();
    const told = await troubleOf(openPostgres({ url }));
    expect([told.trouble, told.passing]).toEqual(['newer', false]);
  });

  it('is refused where another program has tables of these names, and left as it is', async () => {
    const url = await newDatabase();
    const { db } = closing(await openPostgres({ url, migrations: [] }));
    await sql`create table person (name text)`.execute(db);
    expect((await troubleOf(openPostgres({ url }))).trouble).toBe('foreign');
    const made = await sql<{
      tablename: string;
    }>`select tablename from pg_tables where schemaname = 'public'`.execute(db);
    expect(made.rows.map(({ tablename }) => tablename)).toEqual(['person']);
  });

  it('to a user who may make no tables says so', async () => {
    const url = new URL(await newDatabase());
    const role = `reader_${process.pid}`;
    await asAdmin(`create role ${role} login password 'word'`);
    try {
      url.username = role;
      url.password = 'word';
      const told = await troubleOf(openPostgres({ url: url.href }));
      expect([told.trouble, told.message]).toEqual(['refused', expect.stringContaining('does not allow')]);
      url.search = '?options=-c%20search_path%3Dnowhere';
      expect((await troubleOf(openPostgres({ url: url.href }))).message).toContain('no schema');
    } finally {
      await asAdmin(`drop role ${role}`);
    }
  });

  it('keeps its tables where they are when a schema goes before theirs', async () => {
    const url = await newDatabase();
    const first = await openPostgres({ url, migrations: migrations.slice(0, 2) });
    await meet(first.db, mark('m1').person, undefined, now);
    await sql`create schema "Post gres"`.execute(first.db);
    await first.close();
    const second = closing(
      await openPostgres({ url: `${url}?options=-c%20search_path%3D"Post%5C%20gres",public` }),
    );
    expect(await second.db.selectFrom('person').select('id').execute()).toEqual([{ id: 'slack:T1/U1' }]);
    await addMark(second.db, mark('m1'));
  });

  it('that takes no changes says so, and answers questions all the same', async () => {
    const url = await newDatabase();
    await (await openPostgres({ url, migrations: migrations.slice(0, 2) })).close();
    const name = new URL(url).pathname.slice(1);
    await asAdmin(`alter database ${name} set default_transaction_read_only = on`);
    expect((await troubleOf(openPostgres({ url }))).message).toContain('it is a standby');
    await asAdmin(`alter database ${name} reset default_transaction_read_only`);
    await (await openPostgres({ url })).close();
    await asAdmin(`alter database ${name} set default_transaction_read_only = on`);
    const store = postgresStore(url);
    expect((await troubleOf(store.write((db) => addMark(db, mark('m1'))))).trouble).toBe('unwritable');
    expect(await store.read((db) => findMark(db, 'm1'))).toBeUndefined();
    await asAdmin(`alter database ${name} reset default_transaction_read_only`);
  });

  it('is shared with another program that uses Kysely, and with a bot in another schema', async () => {
    const url = await newDatabase();
    const { db } = closing(await openPostgres({ url, migrations: [] }));
    await sql`create table kysely_migration (name text, timestamp text)`.execute(db);
    await sql`insert into kysely_migration values ('001_photos', '2026')`.execute(db);
    const first = closing(await openPostgres({ url }));
    await sql`create schema other`.execute(db);
    const second = closing(await openPostgres({ url: `${url}?options=-c%20search_path%3Dother` }));
    await addMark(first.db, mark('m1'));
    expect(await findMark(second.db, 'm1')).toBeUndefined();
  });

  it('is not changed by a backup either', async () => {
    const url = await newDatabase();
    const file = join(newFolder(), 'new/b.db');
    const told = await troubleOf(backUpPostgres(url, file, () => now));
    expect([told.trouble, told.message]).toEqual(['older', expect.stringContaining('pg_dump')]);
    await (await openPostgres({ url })).close();
    await backUpPostgres(url, file, () => now);
    expect(readdirSync(dirname(file))).toEqual(['b.db']);
  });

  it('is not changed by whoever only looks', async () => {
    const url = await newDatabase();
    expect((await troubleOf(openPostgres({ url, access: 'read' }))).trouble).toBe('older');
    const { db } = closing(await openPostgres({ url, migrations: [] }));
    const made = await sql`select 1 from pg_tables where schemaname = 'public'`.execute(db);
    expect(made.rows).toEqual([]);
  });

  it.each<[string, object, Trouble, RegExp?]>([
    ['a certificate of its own', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'refused', /sslrootcert/],
    ['a certificate for another name', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'refused', /another name/],
    ['an old certificate', { code: 'CERT_HAS_EXPIRED' }, 'refused', /expired/],
    ['no entry for this host', { code: '28000', severity: 'FATAL' }, 'refused'],
    ['tables that are not for this user', { code: '42501', severity: 'ERROR' }, 'refused'],
    ['a full disk', { code: '53100', severity: 'ERROR' }, 'full'],
    ['no connection left', { code: '53300', severity: 'FATAL' }, 'away'],
    ['a start that goes on', { code: '57P03', severity: 'FATAL' }, 'away'],
    ['a standby', { code: '25006', severity: 'ERROR' }, 'unwritable'],
  ])('with %s is trouble in plain words', (_, fields, trouble, says = /./) => {
    const told = postgresTrouble(Object.assign(new Error('secret-word'), fields), 'db:5432/companion');
    if (!(told instanceof StoreError)) throw new Error('no trouble');
    expect(told.trouble).toBe(trouble);
    expect(told.message).toMatch(/^The database at db:5432\/companion [a-z].*\.$/);
    expect(told.message).toMatch(says);
    expect(told.message).not.toContain('secret-word');
  });

  it.each([
    new Error('broken'),
    Object.assign(new Error('x'), { code: '23505', severity: 'ERROR' }),
    'text',
    null,
  ])('is not what an error of another kind is taken for', (error) =>
    expect(postgresTrouble(error, 'db')).toBe(error),
  );
});

describe('the place of a PostgreSQL', () => {
  /** Whether the settings take an address. */
  const taken = (url: string): boolean => {
    try {
      readConfig({ DATABASE_URL: url });
      return true;
    } catch {
      return false;
    }
  };

  it('never has the password in it, however that was written', () => {
    // No part of the address itself has these characters.
    const secret = fc
      .string({ unit: fc.constantFrom(...'XYZ0/@:?#%& ü'), minLength: 3 })
      .filter((text) => /[XYZ]{2}/.test(text));
    fc.assert(
      fc.property(secret, fc.boolean(), (password, encoded) => {
        const url = `postgres://me:${encoded ? encodeURIComponent(password) : password}@db.example:5432/companion`;
        if (encoded) expect(taken(url)).toBe(true);
        if (taken(url)) expect(placeOf(url)).not.toMatch(/[XYZ]/);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe.skipIf(noPostgres)('a connection that breaks', () => {
  async function opened() {
    const url = await newDatabase();
    const { db } = closing(await openPostgres({ url }));
    return { db, store: postgresStore(url) };
  }

  it('before the commit leaves nothing, and the work is done again', async () => {
    const { db, store } = await opened();
    let runs = 0;
    await store.write(async (one) => {
      runs += 1;
      await addMark(one, mark(`m${runs}`));
      if (runs > 1) return;
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(one);
      await endOf(rows[0]?.pid ?? 0);
      await writeMeta(one, 'never', 'written');
    });
    expect(runs).toBe(2);
    expect([await findMark(db, 'm1'), await readMeta(db, 'never')]).toEqual([undefined, undefined]);
    expect(await findMark(db, 'm2')).toBeDefined();
  });

  /** Makes each commit of a mark take a second, so that the connection can be cut in the middle of it. */
  async function slowCommits(db: Parameters<typeof addMark>[0]) {
    await sql`create function dawdle() returns trigger language plpgsql as 'begin perform pg_sleep(1); return null; end'`.execute(
      db,
    );
    await sql`create constraint trigger dawdle after insert on mark deferrable initially deferred for each row execute function dawdle()`.execute(
      db,
    );
  }

  it.each([
    [true, undefined, 2],
    [false, 'unsure', 1],
  ])('during the commit (may be repeated: %s) is told or done again', async (repeatable, trouble, runs) => {
    const { db, store } = await opened();
    await slowCommits(db);
    let ran = 0;
    const written = store.write(
      async (one) => {
        ran += 1;
        await addMark(one, mark('m1'));
        if (ran > 1) return;
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(one);
        setTimeout(() => endOf(rows[0]?.pid ?? 0), 300);
      },
      { repeatable },
    );
    const told = trouble === undefined ? await written : (await troubleOf(written)).trouble;
    expect([told, ran]).toEqual([trouble, runs]);
    expect((await findMark(db, 'm1')) !== undefined).toBe(repeatable);
  });

  it.each([
    [true, undefined],
    [false, 'unsure'],
  ])(
    'during a statement by itself (may be repeated: %s) is told or done again',
    async (repeatable, trouble) => {
      const { db, store } = await opened();
      await addMark(db, mark('first'));
      await sql`create function dawdle() returns trigger language plpgsql as 'begin perform pg_sleep(1); return new; end'`.execute(
        db,
      );
      await sql`create trigger dawdle before insert on mark for each row execute function dawdle()`.execute(
        db,
      );
      const written = store.write((one) => addMarks(one, [mark('m1')]), { repeatable, single: true });
      const told = trouble === undefined ? written : troubleOf(written).then((error) => error.trouble);
      await wait(400);
      const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity
      where datname = current_database() and state = 'active' and query like 'insert into "mark"%'`.execute(
        db,
      );
      await endOf(rows[0]?.pid ?? 0);
      expect(await told).toBe(trouble);
      expect((await findMark(db, 'm1')) !== undefined).toBe(repeatable);
    },
  );

  it('is in doubt as well when the second time fails', async () => {
    const { db, store } = await opened();
    await slowCommits(db);
    let ran = 0;
    const written = store.write(
      async (one) => {
        ran += 1;
        if (ran > 1) throw new Error('and now this');
        await addMark(one, mark('m1'));
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(one);
        setTimeout(() => endOf(rows[0]?.pid ?? 0), 300);
      },
      { repeatable: true },
    );
    expect((await troubleOf(written)).trouble).toBe('unsure');
  });

  it('is told from an error that the work has swallowed', async () => {
    const { db, store } = await opened();
    const written = store.write(async (one) => {
      await addMark(one, mark('m1'));
      await sql`select 1 / 0`.execute(one).catch(() => {});
    });
    await expect(written).rejects.not.toBeInstanceOf(StoreError);
    expect(await findMark(db, 'm1')).toBeUndefined();
  });

  it('by a wait that is too long is somebody’s own affair', async () => {
    const { store } = await opened();
    const [limits] = await store.read(
      async (db) =>
        (
          await sql<
            Record<string, string>
          >`select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock`.execute(
            db,
          )
        ).rows,
    );
    expect(limits).toEqual({ statement: '2500ms', lock: '2s' });
    const slow = troubleOf(store.read((db) => sql`select pg_sleep(5)`.execute(db)));
    expect(await store.read((db) => readMeta(db, 'any'))).toBeUndefined();
    expect((await slow).trouble).toBe('busy');
    expect(await store.read((db) => readMeta(db, 'any'))).toBeUndefined();
  });

  it('is not given to the next one', async () => {
    const { store } = await opened();
    for (let n = 0; n < 12; n++) {
      await store
        .read(async (db) => {
          await db.connection().execute(async (one) => {
            const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(one);
            await endOf(rows[0]?.pid ?? 0);
            throw new Error('enough');
          });
        })
        .catch(() => {});
    }
    expect(await store.read((db) => readMeta(db, 'any'))).toBeUndefined();
  });

  it('by a conflict of two changes costs neither of them', async () => {
    const { db, store } = await opened();
    for (const key of ['a', 'b']) await writeMeta(db, key, '');
    let met = 0;
    const both = Promise.withResolvers<void>();
    const inOrder = (first: string, second: string) =>
      store.write(async (one) => {
        await writeMeta(one, first, `${first}${second}`);
        met += 1;
        if (met === 2) both.resolve();
        await both.promise;
        await writeMeta(one, second, `${first}${second}`);
      });
    await Promise.all([inOrder('a', 'b'), inOrder('b', 'a')]);
    expect(met).toBe(3);
    expect(await readMeta(db, 'a')).toBe(await readMeta(db, 'b'));
  });
});

describe.skipIf(noPostgres || process.platform === 'win32')('a PostgreSQL that goes away', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  // A halted server would keep whatever comes after a failure waiting.
  afterEach(() => signal('SIGCONT'));
  afterAll(() => server.stop());

  const signal = (name: NodeJS.Signals) => {
    for (const pid of server.pids()) {
      try {
        process.kill(pid, name);
      } catch {
        // One of those that serve a connection, gone since it was listed.
      }
    }
  };

  it('by being halted keeps nobody waiting for long, and is back by itself, with nothing half done', async () => {
    const store = postgresStore(server.url);
    await store.write((db) => addMark(db, mark('before')));
    signal('SIGSTOP');
    const began = performance.now();
    const told = await troubleOf(store.write((db) => addMark(db, mark('during'))));
    const waited = performance.now() - began;
    const again = performance.now();
    await troubleOf(store.read((db) => findMark(db, 'before')));
    const thenWaited = performance.now() - again;
    signal('SIGCONT');
    expect([told.trouble, told.message]).toEqual([
      'away',
      expect.stringContaining('does not answer in time'),
    ]);
    // A bound on waiting is what this promises: the time-outs are 2.5 and 3.5 s, and at once after that.
    expect(waited).toBeLessThan(10_000);
    expect(thenWaited).toBeLessThan(500);
    await expect
      .poll(() => store.write((db) => addMark(db, mark('after'))).then(() => 'kept', String), {
        timeout: 10_000,
      })
      .toBe('kept');
    expect(await store.read((db) => findMark(db, 'before'))).toBeDefined();
    expect(await store.read((db) => findMark(db, 'during'))).toBeUndefined();
  });

  it('in the middle of a change keeps nobody waiting for its rollback', async () => {
    const store = postgresStore(server.url);
    await store.open();
    let began = 0;
    const told = await troubleOf(
      store.write(async (db) => {
        await addMark(db, mark('middle'));
        began = performance.now();
        signal('SIGSTOP');
        await addMark(db, mark('middle too'));
      }),
    );
    expect(told.trouble).toBe('away');
    // One time-out of 3.5 s, and not a second one.
    expect(performance.now() - began).toBeLessThan(6_000);
    signal('SIGCONT');
    await expect
      .poll(() => store.read((db) => findMark(db, 'middle')).catch(() => 'away'), { timeout: 10_000 })
      .toBeUndefined();
  });

  it('for ten minutes is named at once each time, and is back by itself', async () => {
    let minutes = 0;
    const told: string[] = [];
    const store = storeOn(() => openPostgres({ url: server.url }), {
      clock: () => minutes * 60_000,
      onTrouble: (trouble) => told.push(trouble?.trouble ?? 'over'),
    });
    await store.write((db) => addMark(db, mark('kept')));
    await server.halt();
    for (; minutes < 10; minutes++) {
      const { trouble } = await troubleOf(store.write((db) => addMark(db, mark('lost'))));
      expect(trouble).toBe('away');
    }
    await server.restart();
    expect(await store.read((db) => findMark(db, 'kept'))).toBeDefined();
    expect(await store.read((db) => findMark(db, 'lost'))).toBeUndefined();
    expect(told).toEqual(['away', 'over']);
  });

  it('does not keep a process from ending', async () => {
    const child = startChild('open', server.url);
    await child.says(/ready/);
    const opened = child.says(/open/);
    child.tell();
    await opened;
    signal('SIGSTOP');
    const ended = await Promise.race([child.close().then(() => 'ended'), wait(8_000, 'still there')]);
    signal('SIGCONT');
    expect(ended).toBe('ended');
  });
});
