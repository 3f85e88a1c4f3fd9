import { sql } from 'kysely';
import { printTable, verdict } from '../start/table.ts';
import { crowd } from './crowd.ts';
import { startDelivery, untilSettled } from './delivery.ts';
import { onEach } from './engines.ts';
import { createPlatform } from './platform.ts';

/** At most so many times what was there after the first of these many posts. */
const limit = 1.1;
const marks = [10_000, 20_000, 30_000] as const;

/** The heap after so many posts that were planned and delivered, on both engines. Gives what is over its limit. */
export async function measureMemory(): Promise<string[]> {
  const over: string[] = [];
  const rows: string[][] = [];
  await onEach(async (engine) => {
    await using ground = await engine.open('memory');
    const platform = createPlatform();
    await using _ = startDelivery(ground, platform.poster);
    const read: number[] = [];
    let from = 0;
    for (const mark of marks) {
      const due = sql.raw(crowd({ from, count: mark - from, now: Temporal.Now.instant() }));
      // On the store's own connection: SQLite has one writer at a time.
      await ground.store.write((db) => due.execute(db));
      from = mark;
      await untilSettled(ground, platform, mark);
      read.push(heap());
    }
    const ratio = (read.at(-1) ?? Number.NaN) / (read[0] ?? Number.NaN);
    if (!(ratio <= limit)) over.push(`${engine.name}: heap after ${marks.at(-1)} posts`);
    rows.push([
      engine.name,
      ...read.map((bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`),
      verdict(ratio, limit),
    ]);
  });
  printTable(
    'Heap and buffers after garbage was collected',
    ['after posts', ...marks.map(String), 'last to first'],
    rows,
  );
  return over;
}

function heap(): number {
  if (globalThis.gc === undefined) throw new Error('start this with --expose-gc');
  for (let time = 0; time < 3; time++) globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
