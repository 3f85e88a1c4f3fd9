import pg from 'pg';
import type { Mark } from '../../src/store/marks.ts';
import { hasPostgresBuild, startPostgres } from '../../test/support/postgres-server.ts';
import { median } from '../start/table.ts';
import { columns, generateMarks, valuesOf } from './marks.ts';
import { type Bare, measureVerbs, prepare, serviceStore } from './verbs.ts';

const names = { ours: `bench_ours_${process.pid}`, bare: `bench_bare_${process.pid}` };
/** Rows of a statement that the bare script may choose from. */
const chunks = [100, 250, 500, 1000];

/** Our verbs beside pg on another database of the same server; it says so where there is none. */
export async function measurePostgres(): Promise<void> {
  const given = process.env.TEST_DATABASE_URL ?? '';
  if (given !== '') return await measureOn(given);
  if (!hasPostgresBuild()) {
    console.log(
      `\nPostgreSQL: npm has no build for ${process.platform} ${process.arch}, and TEST_DATABASE_URL names no server: not measured here.`,
    );
    return;
  }
  const server = await startPostgres();
  await measureOn(server.url).finally(() => server.stop());
}

async function measureOn(url: string): Promise<void> {
  const admin = new pg.Client(url);
  await admin.connect();
  try {
    for (const name of Object.values(names)) await admin.query(`create database ${name}`);
    await sayDurability(admin);
    await compare(urlOf(url, names.ours), urlOf(url, names.bare));
  } finally {
    for (const name of Object.values(names))
      await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
}

async function sayDurability(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method') order by name",
  );
  console.log(`\nPostgreSQL: ${rows.map(({ name, setting }) => `${name} ${setting}`).join(', ')}`);
}

async function compare(ours: string, bare: string): Promise<void> {
  const store = serviceStore({ path: '', url: ours });
  const pool = new pg.Pool({ connectionString: bare });
  try {
    await prepare(store);
    const other = serviceStore({ path: '', url: bare });
    await prepare(other).finally(() => other.close());
    const chunk = await bestChunk(pool);
    await measureVerbs({
      title: `PostgreSQL: verbs of the store beside pg's pool (a bulk with ${chunk} rows a statement, the fastest of ${chunks.join(', ')})`,
      store,
      bare: barePool(pool, chunk),
      clear: ['truncate mark'],
      // One after the other: over many in a row, the core that a server's process happens to be on would decide.
      finds: { times: 1, turns: 4000, warmUps: 2000 },
    });
  } finally {
    await store.close();
    await pool.end();
  }
}

function barePool(pool: pg.Pool, chunk: number): Bare {
  const insert = insertOf(1);
  return {
    async findAll(ids) {
      for (const id of ids) {
        const { rowCount } = await pool.query(
          'select id, workspace, channel, item, kind, at from mark where id = $1',
          [id],
        );
        if (rowCount !== 1) throw new Error(`${id} is not there`);
      }
    },
    async insertEach(marks) {
      for (const mark of marks) await pool.query(insert, valuesOf(mark));
    },
    insertAtOnce: (marks) => insertAtOnce(pool, marks, chunk),
    run: (statement) => pool.query(statement),
  };
}

async function insertAtOnce(pool: pg.Pool, marks: readonly Mark[], chunk: number): Promise<void> {
  const client = await pool.connect();
  try {
    const whole = insertOf(chunk);
    await client.query('begin');
    for (let start = 0; start < marks.length; start += chunk) {
      const some = marks.slice(start, start + chunk);
      await client.query(some.length === chunk ? whole : insertOf(some.length), some.flatMap(valuesOf));
    }
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** Tries each a few times; the first time only warms up. */
async function bestChunk(pool: pg.Pool): Promise<number> {
  const marks = generateMarks(10_000);
  const times = new Map<number, number[]>(chunks.map((chunk) => [chunk, []]));
  for (let turn = 0; turn < 5; turn++) {
    for (const chunk of chunks) {
      await pool.query('truncate mark');
      const start = performance.now();
      await insertAtOnce(pool, marks, chunk);
      if (turn > 0) times.get(chunk)?.push(performance.now() - start);
    }
  }
  const [best] = chunks.toSorted((a, b) => median(times.get(a) ?? []) - median(times.get(b) ?? []));
  return best ?? 250;
}

function insertOf(rows: number): string {
  const group = (row: number) =>
    `(${columns.map((_, at) => `$${row * columns.length + at + 1}`).join(', ')})`;
  return `insert into mark (${columns.join(', ')}) values ${Array.from({ length: rows }, (_, row) => group(row)).join(', ')}`;
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
