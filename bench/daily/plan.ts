import { planDue } from '../../src/daily/plan.ts';
import { usual } from '../../src/daily/timing.ts';
import { timeOf } from '../../src/store/moment.ts';
import { seeded } from '../search/generate.ts';
import { median, printTable } from '../start/table.ts';
import { columns, type Pair, row, takeTurns } from '../store/turns.ts';
import { type BareInsert, bestChunk, emptyPosts, openBareInsert, plannedRows } from './bare-insert.ts';
import { crowd } from './crowd.ts';
import { type Engine, type Ground, onEach } from './engines.ts';

const limit = 1.5;
const seed = 20_261_126;
export const planned = 100_000;

/** Plans as a service does. */
export function planAll(ground: Ground): Promise<number> {
  return planDue({
    store: ground.store,
    time: timeOf({ now: () => Temporal.Now.instant(), clock: () => performance.now() }),
    random: Math.random,
    catchUpMs: usual.catchUpMs,
  });
}

/** Makes a crowd due there, and nothing else. */
export async function makeDue({ empty, rest }: Engine, ground: Ground, now: Temporal.Instant, count: number) {
  await ground.run(...empty, crowd({ count, now }), ...rest);
}

/** The planner beside an insert of as many rows, on both engines. Gives what is over its limit. */
export async function measurePlanning(): Promise<string[]> {
  const over: string[] = [];
  await onEach(async (engine) => {
    await using ours = await engine.open('ours');
    await using bare = await engine.open('bare');
    await using script = await openBareInsert(bare);
    const { pair, chunk } = await pairOf({ engine, ours, bare, script }, planned);
    const measured = await takeTurns(pair);
    if (!(median(measured.ours) / median(measured.bare) <= limit)) over.push(`${engine.name}: ${pair.name}`);
    printTable(
      `${engine.name}: the planner beside a bare insert of as many posts, ${chunk} a statement`,
      columns,
      [row(pair, measured)],
    );
  });
  return over;
}

interface Sides {
  engine: Engine;
  ours: Ground;
  bare: Ground;
  script: BareInsert;
}

async function pairOf({ engine, ours, bare, script }: Sides, count: number) {
  const now = Temporal.Now.instant();
  await makeDue(engine, bare, now, count);
  const rows = await plannedRows(bare, now, seeded(seed));
  const chunk = await bestChunk(script, rows, () => emptyPosts(engine, bare));
  const pair: Pair = {
    name: `plan ${count} due subscriptions`,
    ...{ limit, turns: 4, warmUps: 1, times: 1 },
    ours: {
      before: () => makeDue(engine, ours, now, count),
      async run() {
        const done = await planAll(ours);
        if (done !== count) throw new Error(`${done} of ${count} were planned`);
      },
    },
    bare: {
      // The subscriptions are there for the references of the posts; nothing becomes of them.
      before: () => makeDue(engine, bare, now, count),
      run: () => script.insert(rows, chunk),
    },
  };
  return { pair, chunk };
}
