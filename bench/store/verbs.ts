import { sql } from 'kysely';
import { addMarks, findMark, type Mark } from '../../src/store/marks.ts';
import { type Address, openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { printTable } from '../start/table.ts';
import { generateMarks, meetAll } from './marks.ts';
import { columns, type Pair, row, takeTurns } from './turns.ts';

/** What is asked of ours: at most so many times what the bare script takes. */
const limits = { find: 3, insert: 1.5, bulk: 1.5 } as const;
/** Marks in a bulk, and in the table while single ones are found and added. */
const many = 10_000;
const inserts = { turns: 400, warmUps: 400 } as const;

/** A script on a database of the same tables, with no more between it and the driver than it needs. */
export interface Bare {
  /** Finds each row by itself. */
  findAll(ids: readonly string[]): unknown;
  /** Writes each by itself, and is done when it is kept. */
  insertEach(marks: readonly Mark[]): unknown;
  /** Writes them in one transaction. */
  insertAtOnce(marks: readonly Mark[]): unknown;
  /** Runs a statement. */
  run(statement: string): unknown;
}

export interface Contest {
  title: string;
  store: Store;
  bare: Bare;
  /** Statements that empty the table of marks before a bulk, and leave nothing to do for later. */
  clear: readonly string[];
  /** How many marks are found in a turn, and in how many turns. */
  finds: Pick<Pair, 'times' | 'turns' | 'warmUps'>;
}

/** A store as a service opens it. */
export function serviceStore(address: Address): Store {
  return openStore(address, {
    access: 'write',
    patienceMs: 0,
    now: () => Temporal.Now.instant(),
    clock: () => performance.now(),
  });
}

/** Makes the tables of this version, with all who make marks. */
export async function prepare(store: Store): Promise<void> {
  await store.write(meetAll);
}

/** Our verbs beside a bare script, on one engine. */
export async function measureVerbs({ title, ...contest }: Contest): Promise<void> {
  const rows: string[][] = [];
  const pairs = [
    // The bulk comes first: its last turn leaves the marks that the others work on.
    bulkOf(contest),
    findOf(contest),
    insertOf(contest, { name: 'add a mark', limit: limits.insert, from: many, single: true }),
    // For scale: what may be several statements begins and commits, which are round trips of their own.
    insertOf(contest, { name: 'add a mark in a transaction', from: many + inserts.warmUps + inserts.turns }),
  ];
  for (const pair of pairs) rows.push(row(pair, await takeTurns(pair)));
  printTable(title, columns, rows);
}

type Sides = Omit<Contest, 'title'>;

function bulkOf({ store, bare, clear }: Sides): Pair {
  const marks = generateMarks(many);
  return {
    name: `add ${many} marks at once`,
    limit: limits.bulk,
    turns: 15,
    warmUps: 3,
    times: 1,
    ours: {
      before: () =>
        store.read(async (db) => {
          for (const statement of clear) await sql.raw(statement).execute(db);
        }),
      run: () => store.write((db) => addMarks(db, marks)),
    },
    bare: {
      async before() {
        for (const statement of clear) await bare.run(statement);
      },
      run: () => bare.insertAtOnce(marks),
    },
  };
}

function findOf({ store, bare, finds }: Sides): Pair {
  const ids = generateMarks(many).map(({ id }) => id);
  // In leaps, so that neighbours in the table do not follow each other.
  const idsOf = (turn: number) =>
    Array.from({ length: finds.times }, (_, at) => ids[((turn * finds.times + at) * 7919) % many] ?? '');
  return {
    ...finds,
    name: 'find a mark by its id',
    limit: limits.find,
    ours: {
      async run(turn) {
        for (const id of idsOf(turn)) {
          if ((await store.read((db) => findMark(db, id))) === undefined)
            throw new Error(`${id} is not there`);
        }
      },
    },
    bare: { run: (turn) => bare.findAll(idsOf(turn)) },
  };
}

interface Insert {
  name: string;
  limit?: number;
  /** How many marks have been made before. */
  from: number;
  single?: boolean;
}

function insertOf({ store, bare }: Sides, { from, single = false, ...named }: Insert): Pair {
  const marks = generateMarks(from + inserts.warmUps + inserts.turns).slice(from);
  return {
    ...inserts,
    ...named,
    times: 1,
    ours: { run: (turn) => store.write((db) => addMarks(db, marks.slice(turn, turn + 1)), { single }) },
    bare: { run: (turn) => bare.insertEach(marks.slice(turn, turn + 1)) },
  };
}
