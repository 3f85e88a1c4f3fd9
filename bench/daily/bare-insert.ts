import pg from 'pg';
import { usual } from '../../src/daily/timing.ts';
import { newId } from '../../src/store/ids.ts';
import type { Portable } from '../../src/store/portable.ts';
import type { Tables } from '../../src/store/tables.ts';
import { median } from '../start/table.ts';
import { postColumns } from './crowd.ts';
import { type Engine, type Ground, openBare } from './engines.ts';

type Values = readonly Portable[];

/** Inserts rows of posts with as little as the driver allows between it and the table. */
export interface BareInsert extends AsyncDisposable {
  /** So many rows in a transaction as our planner has, and `chunk` of them in a statement. */
  insert(rows: readonly Values[], chunk: number): Promise<void>;
}

/** As our planner has it. */
const transaction = 500;
/** Rows of a statement that the bare script may choose from; each goes into a transaction without a rest. */
const chunks = [50, 100, 250, 500];
const tried = 20_000;

/** What the planner makes of the crowd that is due there, worked out beforehand. */
export async function plannedRows(
  ground: Ground,
  now: Temporal.Instant,
  random: () => number,
): Promise<Values[]> {
  const due = await ground.run(
    'select id, next_local_date, next_due_at from subscription where next_due_at is not null order by next_due_at',
  );
  return due.map(({ id, next_local_date, next_due_at }, index) => {
    // Ours makes them batch by batch, and an id begins with the moment at which it was made.
    const madeAt = now.add({ milliseconds: 20 * Math.floor(index / transaction) });
    const dueAt = Number(next_due_at);
    const row: Tables['post'] = {
      ...{ id: newId(madeAt, random), subscription_id: String(id), platform: 'discord' },
      ...{ local_date: String(next_local_date), due_at: dueAt, expires_at: dueAt + usual.catchUpMs },
      ...{ run_at: dueAt, state: 'pending', pick: null, lease_owner: null, lease_until: null, attempts: 0 },
      ...{
        first_send_at: null,
        message_id: null,
        message_channel: null,
        message_url: null,
        last_error: null,
      },
    };
    return postColumns.map((column) => row[column]);
  });
}

/** On a connection of its own. */
export async function openBareInsert({ address }: Ground): Promise<BareInsert> {
  return address.url === undefined ? sqliteInsert(address.path) : await postgresInsert(address.url);
}

function sqliteInsert(path: string): BareInsert {
  const database = openBare(path);
  const kept = new Map<number, ReturnType<typeof database.prepare>>();
  const statementOf = (rows: number) => {
    const statement = kept.get(rows) ?? database.prepare(insertOf(rows, () => '?'));
    kept.set(rows, statement);
    return statement;
  };
  return {
    async insert(rows, chunk) {
      for (const some of inParts(rows, transaction)) {
        database.exec('begin immediate');
        for (const part of inParts(some, chunk)) statementOf(part.length).run(...part.flat());
        database.exec('commit');
      }
    },
    async [Symbol.asyncDispose]() {
      database.close();
    },
  };
}

async function postgresInsert(url: string): Promise<BareInsert> {
  const client = new pg.Client(url);
  await client.connect();
  const texts = new Map<number, string>();
  const textOf = (rows: number) => {
    const text = texts.get(rows) ?? insertOf(rows, (at) => `$${at}`);
    texts.set(rows, text);
    return text;
  };
  return {
    async insert(rows, chunk) {
      for (const some of inParts(rows, transaction)) {
        await client.query('begin');
        for (const part of inParts(some, chunk)) {
          // With a name it is prepared once.
          const name = `insert ${part.length}`;
          await client.query({ name, text: textOf(part.length), values: part.flat() });
        }
        await client.query('commit');
      }
    },
    [Symbol.asyncDispose]: () => client.end(),
  };
}

/** The fastest of several numbers of rows in a statement; the first time of each only warms up. */
export async function bestChunk(
  bare: BareInsert,
  rows: readonly Values[],
  empty: () => Promise<unknown>,
): Promise<number> {
  const some = rows.slice(0, tried);
  const times = new Map<number, number[]>(chunks.map((chunk) => [chunk, []]));
  for (let turn = 0; turn < 3; turn++) {
    for (const chunk of chunks) {
      await empty();
      const start = performance.now();
      await bare.insert(some, chunk);
      if (turn > 0) times.get(chunk)?.push(performance.now() - start);
    }
  }
  const [best = transaction] = chunks.toSorted(
    (a, b) => median(times.get(a) ?? []) - median(times.get(b) ?? []),
  );
  return best;
}

/** Empties the table of posts alone. */
export function emptyPosts(engine: Engine, ground: Ground): Promise<unknown> {
  return ground.run(engine.name === 'SQLite' ? 'delete from post' : 'truncate post');
}

function insertOf(rows: number, placeholder: (at: number) => string): string {
  const width = postColumns.length;
  const group = (row: number) =>
    `(${postColumns.map((_, at) => placeholder(row * width + at + 1)).join(', ')})`;
  return `insert into post (${postColumns.join(', ')}) values ${Array.from({ length: rows }, (_, row) => group(row)).join(', ')}`;
}

function* inParts<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}
