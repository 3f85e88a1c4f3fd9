import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Db } from '../../src/store/tables.ts';
import { startChild } from './children.ts';
import { newPath, openedSqlite } from './engines.ts';

const kept = (lines: readonly string[]) =>
  lines.flatMap((line) => (line.startsWith('kept ') ? Number(line.slice(5)) : []));

/** Numbers of the pairs that are there; half a pair fails. */
async function pairsIn(db: Db): Promise<Set<number>> {
  const rows = await db.selectFrom('mark').select('id').execute();
  const [a, b] = ['a', 'b'].map(
    (half) => new Set(rows.flatMap(({ id }) => (id.endsWith(`-${half}`) ? Number.parseInt(id, 10) : []))),
  );
  expect(a).toEqual(b);
  return a ?? new Set();
}

describe('a process that is killed while it writes', () => {
  it('loses nothing that it acknowledged, 50 times over', async () => {
    const path = newPath();
    const acknowledged: number[] = [];
    for (let round = 0; round < 50; round++) {
      const child = startChild('write', path, round * 100_000);
      // From right after the first commit to some way into the work.
      const enough = 1 + ((round * 7) % 40);
      await child.says(new RegExp(`^kept ${round * 100_000 + enough - 1}$`));
      await child.kill();
      acknowledged.push(...kept(child.lines));
    }
    const { db } = await openedSqlite(path);
    const there = await pairsIn(db);
    expect(acknowledged.filter((n) => !there.has(n))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(500);
    // The one that was being written when the process was killed may be there as well.
    expect(there.size - acknowledged.length).toBeLessThanOrEqual(50);
  }, 120_000);
});

describe.runIf(process.platform === 'linux')('a disk that is full', () => {
  it('costs nothing that was acknowledged, is named, and is over by itself once there is room', async () => {
    const path = newPath();
    const child = startChild('write', path);
    const limit = (bytes: string) =>
      promisify(execFile)('prlimit', ['--pid', String(child.pid), `--fsize=${bytes}:unlimited`]);
    await child.says(/^kept 20$/);
    await limit('1');
    const trouble = await child.says(/^trouble/);
    expect(trouble).toMatch(
      /^trouble (full|unwritable) \S*companion\.db|^trouble full The disk under \S+ is full/,
    );
    await child.says(/^trouble/);
    await limit('unlimited');
    await child.says(/^kept/);
    await child.says(/^kept/);
    await child.kill();
    const { db } = await openedSqlite(path);
    const there = await pairsIn(db);
    expect(kept(child.lines).filter((n) => !there.has(n))).toEqual([]);
  });
});
