import pg from 'pg';
import type { Mark } from '../../src/store/marks.ts';
import { hasPostgresBuild, startPostgres } from '../../test/support/postgres-server.ts';
import { median } from '../start/table.ts';
import { columns, generateMarks, valuesOf } from './marks.ts';
import { type Bare, measureVerbs, prepare, serviceStore } from './verbs.ts';

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
  const server = await startPostgres({ durable: true });
  await measureOn(server.url).finally(() => server.stop());
}

async function measureOn(url: string): Promise<void> {
  await using ours = await newDatabase(url, 'ours');
  await using bare = await newDatabase(url, 'bare');
  const settings = await ask(
    url,
    "select name, setting from pg_settings where name in ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method') order by name",
  );
  console.log(`\nPostgreSQL: ${settings.map(({ name, setting }) => `${name} ${setting}`).join(', ')}`);
  await compare(ours.url, bare.url);
}

/** A database that goes with the scope that made it. */
async function newDatabase(server: string, of: string): Promise<AsyncDisposable & { url: string }> {
  const name = `bench_${of}_${process.pid}`;
  await ask(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    // Says so rather than throwing: what went wrong before is what one has to know.
    [Symbol.asyncDispose]: () =>
      ask(server, `drop database ${name} with (force)`).then(
        () => {},
        (error) => console.error(`The database ${name} was not dropped: ${error.message}`),
      ),
  };
}

async function ask(url: string, statement: string): Promise<Record<string, string>[]> {
  const client = new pg.Client(url);
  await client.connect();
  return await client
    .query<Record<string, string>>(statement)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

async function compare(ours: string, bare: string): Promise<void> {
  const store = serviceStore({ path: '', url: ours });
  const pool = new pg.Pool({ connectionString: bare });
  // Whoever asks next is told that a connection broke; without a listener, the process ends there and then.
  pool.on('error', () => {}).on('connect', (client) => client.on('error', () => {}));
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
