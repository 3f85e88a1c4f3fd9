import { describe, expect, test } from 'vitest';
import { columns, generateMarks, meetAll, valuesOf } from '../../bench/store/marks.ts';
import { type Pair, takeTurns } from '../../bench/store/turns.ts';
import { addMarks } from '../../src/store/marks.ts';
import { temporaryStore } from '../support/store.ts';

const store = temporaryStore();

describe('generated marks', () => {
  test('are the same each time, and a shorter list is the beginning of a longer one', () => {
    expect(generateMarks(300)).toEqual(generateMarks(1000).slice(0, 300));
  });

  test('become the same rows by our verb and by a bare script', async () => {
    const marks = generateMarks(1000);
    await store.write(async (db) => {
      await meetAll(db);
      await addMarks(db, marks);
    });
    const rows = await store.read((db) => db.selectFrom('mark').select(columns).orderBy('at').execute());
    expect(rows.map((row) => columns.map((column) => row[column]))).toEqual(marks.map(valuesOf));
  });
});

describe('turns', () => {
  const pair = (ours: Pair['ours'], bare: Pair['bare']): Pair => ({
    name: 'work',
    limit: 1,
    turns: 3,
    warmUps: 1,
    times: 1,
    ours,
    bare,
  });

  test('alternate who goes first, and what comes before one is its own', async () => {
    const done: string[] = [];
    const side = (name: string) => ({
      before: async () => done.push(`before ${name}`),
      run: (turn: number) => done.push(`${name} ${turn}`),
    });
    await takeTurns({ ...pair(side('ours'), side('bare')), turns: 1 });
    expect(done).toEqual([
      ...['before ours', 'ours 0', 'before bare', 'bare 0'],
      ...['before bare', 'bare 1', 'before ours', 'ours 1'],
    ]);
  });

  test('that warm up are not counted', async () => {
    const idle = { run: () => {} };
    const { ours, bare } = await takeTurns(pair(idle, idle));
    expect([ours.length, bare.length]).toEqual([3, 3]);
  });
});
