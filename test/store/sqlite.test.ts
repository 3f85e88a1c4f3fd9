import {
  chownSync,
  copyFileSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { backUpSqlite } from '../../src/store/backup.ts';
import { StoreError } from '../../src/store/error.ts';
import { findDamage } from '../../src/store/inspect.ts';
import { addMark, findMark, type Mark, marksOf } from '../../src/store/marks.ts';
import { readMeta, writeMeta } from '../../src/store/meta.ts';
import { appliedMigrations } from '../../src/store/migrate.ts';
import { type Migration, migrations } from '../../src/store/migrations/index.ts';
import { restoreSqlite } from '../../src/store/restore.ts';
import { openToRead } from '../../src/store/sqlite.ts';
import { makeFolder } from '../../src/store/sqlite-file.ts';
import { startChild } from './children.ts';
import { closing, newFolder, newPath, now, openedSqlite, sqliteStore } from './engines.ts';

const mark: Mark = {
  id: 'm1',
  person: { platform: 'discord', id: '1' },
  item: 'topic:docker',
  kind: 'done',
  at: now,
};
const addition: Migration = {
  name: '9999-later',
  up: () => async (db) => {
    await db.schema.createTable('later').addColumn('id', 'text').execute();
  },
};
const later = [...migrations, addition];

/** What a promise is rejected with. */
async function troubleOf(promise: Promise<unknown>): Promise<StoreError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof StoreError)) throw new Error(`no trouble, but ${String(error)}`);
  return error;
}

const backupsOf = (path: string): string[] => {
  const folder = join(dirname(path), 'backups');
  return existsSync(folder) ? readdirSync(folder).toSorted() : [];
};

describe('a new file', () => {
  it('is made with its folder, for its owner alone', async () => {
    const path = join(newFolder(), 'deep/er/companion.db');
    await openedSqlite(path);
    const modes = [dirname(path), path, `${path}.lock`, `${path}-wal`].map(
      (file) => statSync(file).mode & 0o777,
    );
    expect(modes).toEqual(process.platform === 'win32' ? modes : [0o700, 0o600, 0o600, 0o600]);
  });

  it('is made where a link leads, with the same rights', async () => {
    const folder = newFolder();
    symlinkSync(join(folder, 'real.db'), join(folder, 'link.db'));
    await openedSqlite(join(folder, 'link.db'));
    expect(statSync(join(folder, 'real.db')).mode & 0o077).toBe(0);
    const second = await troubleOf(openedSqlite(join(folder, 'real.db')));
    expect([second.trouble, existsSync(join(folder, 'real.db.lock'))]).toEqual(['held', true]);
  });

  it('is one that is on the disk when a change is acknowledged, and that others read meanwhile', async () => {
    const path = newPath();
    const { db } = await openedSqlite(path);
    const full = 2;
    expect((await sql`pragma synchronous`.execute(db)).rows).toEqual([{ synchronous: full }]);
    const database = new DatabaseSync(path, { readOnly: true });
    expect(database.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' });
    database.close();
  });
});

describe('a file that one process writes', () => {
  it('is refused to a second one, in one sentence that says who has it and since when', async () => {
    const path = newPath();
    const child = startChild('open', path);
    await child.says(/ready/);
    const opened = child.says(/open/);
    child.tell();
    expect(await opened).toBe('open write');
    const { trouble, message, passing } = await troubleOf(openedSqlite(path));
    expect([trouble, passing]).toEqual(['held', false]);
    expect(message).toMatch(
      / on \S+, since 20\d\d-\d\d-\d\dT[\d:]+Z: end that one first, .*DATABASE_PATH\.$/,
    );
    expect(message).toContain(`${path} is written by process ${child.pid} on `);
  });

  it('goes to the next one when the first is killed, or closes within the time that the next one waits', async () => {
    const path = newPath();
    const child = startChild('open', path);
    await child.says(/ready/);
    const opened = child.says(/open/);
    child.tell();
    await opened;
    await child.kill();
    const first = await openedSqlite(path);
    const second = openedSqlite(path, { patienceMs: 10_000 });
    await first.close();
    expect((await second).access).toBe('write');
  });

  it('is refused to a second one in the same process too, which gives nothing of the first away', async () => {
    const path = newPath();
    const first = await openedSqlite(path);
    for (let n = 0; n < 3; n++) expect((await troubleOf(openedSqlite(path))).trouble).toBe('held');
    await writeMeta(first.db, 'a', 'b');
    expect((await troubleOf(openedSqlite(path))).trouble).toBe('held');
  });

  it('can be read by whoever takes either, who is told that nothing is kept', async () => {
    const path = newPath();
    const bot = sqliteStore(path);
    await bot.write((db) => addMark(db, mark));
    const chat = sqliteStore(path, { access: 'either' });
    expect(await chat.open()).toBe('read');
    expect(await chat.read((db) => findMark(db, 'm1'))).toBeDefined();
    const { trouble } = await troubleOf(chat.write((db) => addMark(db, { ...mark, id: 'm2' })));
    expect(trouble).toBe('looking');
    await bot.write((db) => addMark(db, { ...mark, id: 'm3' }));
    expect(await chat.read((db) => findMark(db, 'm3'))).toBeDefined();
  });

  it('is let go by a visitor that has nothing to do, and taken again when it has', async () => {
    const path = newPath();
    const chat = sqliteStore(path, { access: 'either', idleMs: 1 });
    await chat.write((db) => addMark(db, mark));
    const bot = sqliteStore(path, { patienceMs: 10_000 });
    await bot.write((db) => addMark(db, { ...mark, id: 'm2' }));
    expect((await troubleOf(chat.write((db) => addMark(db, mark)))).trouble).toBe('looking');
    await bot.close();
    expect(await chat.write(async () => 'kept')).toBe('kept');
  });

  it('is not written any more once it was removed or replaced, and the one in its place is', async () => {
    const path = newPath();
    const store = sqliteStore(path);
    await store.write((db) => writeMeta(db, 'which', 'old'));
    renameSync(path, `${path}.away`);
    for (const part of ['-wal', '-shm', '.lock', '.lock.json']) rmSync(path + part, { force: true });
    await store.write((db) => addMark(db, mark));
    const { db } = closing(await openToRead(path));
    expect(await findMark(db, 'm1')).toBeDefined();
    expect(await readMeta(db, 'which')).toBeUndefined();
  });
});

describe('a file that is removed under many writers', () => {
  it('is made anew, and all of them are kept', async () => {
    const path = newPath();
    const store = sqliteStore(path);
    await store.write((db) => writeMeta(db, 'which', 'old'));
    renameSync(path, `${path}.away`);
    for (const part of ['-wal', '-shm']) rmSync(path + part, { force: true });
    const all = Array.from({ length: 10 }, (_, n) =>
      store.write((db) => addMark(db, { ...mark, id: `m${n}` })),
    );
    await Promise.all(all);
    const { db } = closing(await openToRead(path));
    expect(await marksOf(db, mark.person)).toHaveLength(10);
  });
});

describe('a file that can no longer be reached', () => {
  it('is trouble that passes, and hangs nothing', async () => {
    const path = newPath();
    let asked = 0;
    // Each time is more than a second after the one before.
    const store = sqliteStore(path, { clock: () => (asked += 2_000) });
    await store.write((db) => addMark(db, mark));
    renameSync(path, `${path}.away`);
    symlinkSync(path, path);
    for (let n = 0; n < 3; n++) {
      expect((await troubleOf(store.write((db) => addMark(db, mark)))).passing).toBe(true);
    }
    rmSync(path);
    renameSync(`${path}.away`, path);
    await store.write((db) => addMark(db, { ...mark, id: 'm2' }));
    expect(await store.read((db) => findMark(db, 'm1'))).toBeDefined();
    await store.close();
  });
});

describe('folders', () => {
  it('belong to the owner of the one in which they are made, each of them', () => {
    const folder = newFolder();
    if (process.getuid?.() === 0) chownSync(folder, 65_534, 65_534);
    const made = ['a', 'a/b', 'a/b/c'].map((name) => join(folder, name));
    makeFolder(made[2] ?? '');
    expect(made.map((one) => statSync(one).uid)).toEqual(made.map(() => statSync(folder).uid));
  });
});

describe('a file that another program locks for a moment', () => {
  it('is written as soon as it lets go', async () => {
    const path = newPath();
    const store = sqliteStore(path);
    await store.open();
    const other = new DatabaseSync(path);
    other.exec('begin immediate');
    // The first attempt waits 100 ms for it, and this runs before the second.
    setTimeout(() => other.close(), 10);
    await store.write((db) => addMark(db, mark));
    expect(await store.read((db) => findMark(db, 'm1'))).toBeDefined();
  });
});

describe('a file of another form', () => {
  it('is refused when a newer version made it, to readers too, and left as it is', async () => {
    const path = newPath();
    await (await openedSqlite(path, { migrations: later })).close();
    const before = readFileSync(path);
    for (const attempt of [() => openedSqlite(path), () => openToRead(path)]) {
      const { trouble, message } = await troubleOf(attempt());
      expect([trouble, message]).toEqual([
        'newer',
        expect.stringMatching(/newer version .*9999-later.*install/),
      ]);
    }
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('is copied before it is changed, and the newest copies stay', async () => {
    const path = newPath();
    const first = await openedSqlite(path);
    await addMark(first.db, mark);
    await first.close();
    let forms = [...migrations];
    for (let n = 0; n < 7; n++) {
      forms = [...forms, { ...addition, name: `900${n}-later`, up: () => async () => {} }];
      const at = now.add({ seconds: n });
      await (await openedSqlite(path, { migrations: forms, now: () => at })).close();
    }
    const backups = backupsOf(path);
    expect(backups).toHaveLength(5);
    expect(backups.at(-1)).toBe('companion-20261125T080006.000Z.db');
    const copy = new DatabaseSync(join(dirname(path), 'backups', backups[0] ?? ''));
    expect(copy.prepare('select count(*) as n from mark').get()).toEqual({ n: 1 });
    copy.close();
  });

  it('is not copied when it is new or up to date', async () => {
    const path = newPath();
    for (let n = 0; n < 2; n++) await (await openedSqlite(path)).close();
    expect(backupsOf(path)).toEqual([]);
  });

  it('stays as it was when a change fails in the middle', async () => {
    const path = newPath();
    const first = await openedSqlite(path);
    await addMark(first.db, mark);
    await first.close();
    const failing: Migration = {
      name: '9999-broken',
      up: (engine) => async (db) => {
        await addition.up(engine)(db);
        throw new Error('no');
      },
    };
    await expect(openedSqlite(path, { migrations: [...migrations, failing] })).rejects.toThrow(
      /the migration 9999-broken failed, and everything is as it was/,
    );
    const { db } = await openedSqlite(path);
    expect(await findMark(db, 'm1')).toBeDefined();
    const names = (await db.introspection.getTables()).map(({ name }) => name);
    expect(names).not.toContain('later');
    expect(await appliedMigrations(db, 'sqlite')).toEqual(migrations.map(({ name }) => name));
  });

  it('is refused when it is no database, or another program’s, and left as it is', async () => {
    const text = newPath();
    writeFileSync(text, 'Dear diary, '.repeat(1_000));
    const other = newPath();
    const database = new DatabaseSync(other);
    database.exec('create table photos (id)');
    database.close();
    for (const [path, expected] of [
      [text, 'damaged'],
      [other, 'foreign'],
    ] as const) {
      const before = readFileSync(path);
      expect((await troubleOf(openedSqlite(path))).trouble).toBe(expected);
      expect((await troubleOf(openToRead(path))).trouble).toBe(expected);
      expect(readFileSync(path).equals(before)).toBe(true);
    }
  });
});

describe('a transaction that SQLite has undone by itself', () => {
  it('fails with the reason', async () => {
    const { db } = await openedSqlite(newPath());
    await writeMeta(db, 'a', '');
    const twice = db
      .transaction()
      .execute((one) => sql`insert or rollback into meta values ('a', '')`.execute(one));
    await expect(twice).rejects.toThrow(/UNIQUE/);
  });
});

describe('a damaged file', () => {
  async function damaged(): Promise<string> {
    const path = newPath();
    const { db, close } = await openedSqlite(path);
    for (let n = 0; n < 300; n++)
      await addMark(db, { ...mark, id: `m${n}`, item: `topic:${'x'.repeat(90)}` });
    await close();
    await backUpSqlite(path, join(dirname(path), 'mine.db'));
    const bytes = readFileSync(path);
    bytes.fill(0xff, bytes.length - 3 * 4096);
    writeFileSync(path, bytes);
    return path;
  }

  it('is refused at the start, with the place of the backups', async () => {
    const { trouble, message } = await troubleOf(openedSqlite(await damaged()));
    expect(trouble).toBe('damaged');
    expect(message).toMatch(/damaged .*backups.*npm run store -- restore/);
  });

  it('names the newest automatic backup, if there is one', async () => {
    const path = newPath();
    await (await openedSqlite(path, { migrations: migrations.slice(0, 2) })).close();
    await (await openedSqlite(path)).close();
    truncateSync(path, 5_000);
    expect((await troubleOf(openedSqlite(path))).message).toContain('companion-20261125T080000.000Z.db');
  });

  it('is told from a good one by a check', async () => {
    const path = await damaged();
    expect(await findDamage(closing(await openToRead(path)))).not.toEqual([]);
    expect(await findDamage(closing(await openToRead(join(dirname(path), 'mine.db'))))).toEqual([]);
  });

  it('is kept as it lies there when a backup takes its place', async () => {
    const path = await damaged();
    writeFileSync(`${path}-wal`, 'what belonged to the damaged one');
    const { kept = '' } = await restoreSqlite(path, join(dirname(path), 'mine.db'), now);
    expect(readdirSync(kept)).toEqual(expect.arrayContaining(['companion.db', 'companion.db-wal']));
    expect(existsSync(`${path}-wal`)).toBe(false);
    expect(await findMark((await openedSqlite(path)).db, 'm299')).toBeDefined();
  });
});

describe('a backup', () => {
  it('is taken beside a running bot, whole, and comes back with everything that it had', async () => {
    const path = newPath();
    const file = join(newFolder(), 'b.db');
    const child = startChild('write', path);
    await child.says(/^kept 10$/);
    await backUpSqlite(path, file);
    await child.says(/^kept/);
    const held = await troubleOf(restoreSqlite(path, file, now));
    expect([held.trouble, held.message]).toEqual(['held', expect.stringContaining(`process ${child.pid} `)]);
    await child.kill();
    const { kept } = await restoreSqlite(path, file, now);
    const { db, close } = await openedSqlite(path);
    const rows = await db.selectFrom('mark').select('id').execute();
    expect(rows.length).toBeGreaterThanOrEqual(22);
    expect(rows.length % 2).toBe(0);
    expect(await findMark(db, '0-a')).toBeDefined();
    await close();
    // What was there before the restore had more.
    await restoreSqlite(path, kept ?? '', now.add({ seconds: 1 }));
    const again = await openedSqlite(path);
    expect((await again.db.selectFrom('mark').select('id').execute()).length).toBeGreaterThan(rows.length);
  });

  it('waits for nobody who only reads, but a restore is refused until they are done', async () => {
    const path = newPath();
    const bot = await openedSqlite(path);
    await addMark(bot.db, mark);
    await backUpSqlite(path, `${path}.mine`);
    const reader = new DatabaseSync(path, { readOnly: true });
    reader.exec('begin; select * from mark');
    await addMark(bot.db, { ...mark, id: 'm2' });
    await bot.close();
    const { trouble, message } = await troubleOf(restoreSqlite(path, `${path}.mine`, now));
    expect([trouble, message]).toEqual(['held', expect.stringContaining('is being used by another process')]);
    reader.close();
    const { db, close } = await openedSqlite(path);
    expect(await findMark(db, 'm2')).toBeDefined();
    await close();
    await restoreSqlite(path, `${path}.mine`, now);
    expect(await findMark((await openedSqlite(path)).db, 'm2')).toBeUndefined();
  });

  it('goes where a link leads, which stays a link, and belongs to the owner of the folder', async () => {
    const folder = newFolder();
    const [path, link] = [join(folder, 'real.db'), join(folder, 'link.db')];
    const { db, close } = await openedSqlite(path);
    await addMark(db, mark);
    await close();
    await backUpSqlite(path, join(folder, 'mine.db'));
    const nobody = 65_534;
    if (process.getuid?.() === 0) for (const one of [folder, path]) chownSync(one, nobody, nobody);
    symlinkSync(path, link);
    const { kept = '' } = await restoreSqlite(link, join(folder, 'mine.db'), now);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    const owners = [path, dirname(kept), kept].map((one) => statSync(one).uid);
    expect(new Set(owners)).toEqual(new Set([statSync(folder).uid]));
  });

  /** A folder with a database of one mark and a backup of it. */
  async function withBackup(): Promise<{ path: string; backup: string }> {
    const path = newPath();
    const { db, close } = await openedSqlite(path);
    await addMark(db, mark);
    await close();
    const backup = join(dirname(path), 'mine.db');
    await backUpSqlite(path, backup);
    return { path, backup };
  }

  it('is not spoilt by what a killed process left beside the old file', async () => {
    const { path, backup } = await withBackup();
    // A file in the middle of a change, with the journal that undoes it.
    const { path: other } = await withBackup();
    const raw = new DatabaseSync(other);
    raw.exec('pragma journal_mode = delete; pragma cache_size = 1; begin; create table junk (x)');
    for (let n = 0; n < 2_000; n++) raw.prepare('insert into junk values (?)').run('x'.repeat(200));
    for (const part of ['', '-journal']) copyFileSync(other + part, path + part);
    raw.close();
    expect((await troubleOf(openToRead(path))).message).toContain('left in the middle of a change');
    const { kept = '' } = await restoreSqlite(path, backup, now);
    const { db } = await openedSqlite(path);
    expect(await findDamage(await openedKept(path))).toEqual([]);
    expect(await findMark(db, 'm1')).toBeDefined();
    expect(await findDamage(await openedKept(kept))).toEqual([]);
  });

  const openedKept = async (path: string) => closing(await openToRead(path));

  it('is not spoilt by what is left of a file that is gone', async () => {
    const { path, backup } = await withBackup();
    const child = startChild('write', path);
    await child.says(/^kept 20$/);
    await child.kill();
    rmSync(path);
    const { kept = '' } = await restoreSqlite(path, backup, now);
    const { db } = await openedSqlite(path);
    expect((await marksOf(db, mark.person)).map(({ id }) => id)).toEqual(['m1']);
    expect(readdirSync(kept)).toContain('companion.db-wal');
  });

  it('takes the place of nothing that is another program’s, or in another one’s hands', async () => {
    const { path, backup } = await withBackup();
    const foreign = newPath();
    const theirs = new DatabaseSync(foreign);
    theirs.exec('create table photos (id)');
    expect((await troubleOf(restoreSqlite(foreign, backup, now))).trouble).toBe('foreign');
    theirs.close();
    const other = new DatabaseSync(path);
    other.exec('pragma journal_mode = delete; begin exclusive');
    expect((await troubleOf(restoreSqlite(path, backup, now))).trouble).toBe('held');
    other.close();
    expect([foreign, path].map(backupsOf)).toEqual([[], []]);
  });

  it('leaves no drafts, also those of a process that was killed', async () => {
    const { path, backup } = await withBackup();
    writeFileSync(`${path}.0123abcd.new`, 'half a copy');
    await restoreSqlite(path, backup, now);
    expect(readdirSync(dirname(path)).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('of nothing is refused', async () => {
    const path = writing('');
    const { trouble, message } = await troubleOf(backUpSqlite(path, `${path}.mine`));
    expect([trouble, message]).toEqual(['older', expect.stringContaining('no tables of this bot yet')]);
  });

  it('takes any name for a file, and touches none beside it', async () => {
    const path = newPath();
    const { db } = await openedSqlite(path);
    await addMark(db, mark);
    const cwd = process.cwd();
    process.chdir(dirname(path));
    try {
      writeFileSync('mine.db.new', 'precious');
      for (const name of ['mine.db', 'file:x', 'a b#c?d%20e.db', '-x']) {
        await backUpSqlite(path, name);
        const copy = closing(await openToRead(join(dirname(path), name)));
        expect([name, await findMark(copy.db, 'm1')]).toEqual([name, expect.anything()]);
      }
      expect(readFileSync('mine.db.new', 'utf8')).toBe('precious');
      expect(readdirSync('.').filter((name) => name.endsWith('.new'))).toEqual(['mine.db.new']);
    } finally {
      process.chdir(cwd);
    }
  });

  it('that cannot be written names the place where it was to be', async () => {
    const path = newPath();
    await openedSqlite(path);
    const target = join(path, 'mine.db');
    const { trouble, message } = await troubleOf(backUpSqlite(path, target));
    expect([trouble, message]).toEqual(['unwritable', expect.stringContaining(`${target} cannot be`)]);
    expect(message).not.toContain('DATABASE_PATH');
  });

  it('never replaces a file', async () => {
    const path = newPath();
    await openedSqlite(path);
    writeFileSync(`${path}.mine`, 'mine');
    expect((await troubleOf(backUpSqlite(path, `${path}.mine`))).message).toMatch(/is there already/);
    expect(readFileSync(`${path}.mine`, 'utf8')).toBe('mine');
  });

  it.each([
    ['is not there', () => join(newFolder(), 'none.db'), 'away'],
    ['is no database', () => writing('hello '.repeat(999)), 'damaged'],
    ['is empty', () => writing(''), 'foreign'],
  ])('that %s is refused, and nothing is changed', async (_, make, expected) => {
    const path = newPath();
    const { db, close } = await openedSqlite(path);
    await addMark(db, mark);
    await close();
    expect((await troubleOf(restoreSqlite(path, make(), now))).trouble).toBe(expected);
    expect(await findMark((await openedSqlite(path)).db, 'm1')).toBeDefined();
    expect(backupsOf(path)).toEqual([]);
  });

  it('of a newer version is refused', async () => {
    const newer = newPath();
    await (await openedSqlite(newer, { migrations: later })).close();
    expect((await troubleOf(restoreSqlite(newPath(), newer, now))).trouble).toBe('newer');
  });
});

describe('a lock that is no lock', () => {
  it('is named, rather than the database', async () => {
    const path = newPath();
    await (await openedSqlite(path)).close();
    writeFileSync(`${path}.lock`, 'rubbish '.repeat(200));
    const { trouble, message } = await troubleOf(openedSqlite(path));
    expect([trouble, message]).toEqual([
      'unwritable',
      expect.stringContaining('.lock is not what this bot made'),
    ]);
  });
});

describe('a folder that cannot be written', () => {
  it('is trouble that may pass, named with its path', async () => {
    const blocker = join(newFolder(), 'file');
    writeFileSync(blocker, '');
    const { trouble, message, passing } = await troubleOf(openedSqlite(join(blocker, 'companion.db')));
    expect([trouble, passing]).toEqual(['unwritable', true]);
    expect(message).toContain('DATABASE_PATH');
  });
});

function writing(text: string): string {
  const path = newPath();
  writeFileSync(path, text);
  return path;
}
