import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { columns, valuesOf } from './marks.ts';
import { type Bare, measureVerbs, prepare, serviceStore } from './verbs.ts';

/** Our verbs on a file beside node:sqlite on another one of the same form. */
export async function measureSqlite(): Promise<void> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'companion-bench-'));
  const paths = { ours: join(folder.path, 'companion.db'), bare: join(folder.path, 'bare.db') };
  for (const path of Object.values(paths)) {
    const store = serviceStore({ path });
    await prepare(store).finally(() => store.close());
  }
  const store = serviceStore({ path: paths.ours });
  const database = openBare(paths.bare);
  try {
    await measureVerbs({
      title: 'SQLite: verbs of the store beside node:sqlite with kept statements',
      store,
      bare: bareSqlite(database),
      clear: ['delete from mark', 'pragma wal_checkpoint(truncate)'],
      finds: { times: 500, turns: 200, warmUps: 60 },
    });
  } finally {
    await store.close();
    database.close();
  }
}

/** With the settings of ours: what is committed is on the disk. */
function openBare(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 100 });
  database.exec('pragma journal_mode = wal; pragma synchronous = full');
  return database;
}

function bareSqlite(database: DatabaseSync): Bare {
  const find = database.prepare('select id, workspace, channel, item, kind, at from mark where id = ?');
  const insert = database.prepare(
    `insert into mark (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
  );
  const insertEach: Bare['insertEach'] = (marks) => {
    for (const mark of marks) insert.run(...valuesOf(mark));
  };
  return {
    findAll(ids) {
      for (const id of ids) if (find.get(id) === undefined) throw new Error(`${id} is not there`);
    },
    insertEach,
    insertAtOnce(marks) {
      database.exec('begin');
      insertEach(marks);
      database.exec('commit');
    },
    run: (statement) => database.exec(statement),
  };
}
