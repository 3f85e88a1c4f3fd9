import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { openBareInsert, plannedRows } from '../../bench/daily/bare-insert.ts';
import { sendAll } from '../../bench/daily/bare-lease.ts';
import { channelOf, crowd, postColumns, queued, settledBefore } from '../../bench/daily/crowd.ts';
import { startDelivery, untilSettled } from '../../bench/daily/delivery.ts';
import { type Ground, postgresAt, sqliteIn } from '../../bench/daily/engines.ts';
import { delays } from '../../bench/daily/loop.ts';
import { makeDue, planAll } from '../../bench/daily/plan.ts';
import { createPlatform } from '../../bench/daily/platform.ts';
import { atLeast } from '../../bench/daily/verdicts.ts';
import { subscriptionsById } from '../../src/store/subscriptions.ts';
import { seeded } from '../daily/chance.ts';

const folder = mkdtempSync(join(tmpdir(), 'companion-bench-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const url = inject('postgresUrl');
const count = 700;
const states = async ({ run }: Ground) =>
  (await run('select state, count(*) as posts from post group by state order by state')).map(
    ({ state, posts }) => [state, Number(posts)],
  );

describe.each([sqliteIn(folder), ...(url === '' ? [] : [postgresAt(url)])])('on $name', (engine) => {
  test('a crowd is due at the times of its own zones', async () => {
    await using ground = await engine.open('crowd');
    const now = Temporal.Now.instant();
    await makeDue(engine, ground, now, count);
    const ids = (await ground.run('select id from subscription')).map(({ id }) => String(id));
    const all = await ground.store.read((db) => subscriptionsById(db, ids));
    expect(all).toHaveLength(count);
    for (const { next, schedule } of all) {
      const due = next?.at.toZonedDateTimeISO(schedule.zone);
      expect(due?.toPlainDate().toString()).toBe(next?.date);
      expect(due?.toPlainTime().toString({ smallestUnit: 'minute' })).toBe(schedule.time);
      expect(due?.until(now.toZonedDateTimeISO('UTC')).total('minutes')).toBeGreaterThan(0);
    }
    expect(new Set(all.map(({ schedule }) => schedule.zone)).size).toBe(20);
    expect(new Set(all.map(({ schedule: { zone, time } }) => `${zone} ${time}`)).size).toBe(240);
  });

  test('a bare insert makes the rows that the planner makes', async () => {
    await using ours = await engine.open('rows_ours');
    await using bare = await engine.open('rows_bare');
    const now = Temporal.Now.instant();
    for (const ground of [ours, bare]) await makeDue(engine, ground, now, count);
    await planAll(ours);
    const rows = await plannedRows(bare, now, seeded(1));
    await using script = await openBareInsert(bare);
    await script.insert(rows, 250);
    const columns = postColumns.filter((column) => column !== 'id').join(', ');
    const made = (ground: Ground) => ground.run(`select ${columns} from post order by subscription_id`);
    expect(await made(ours)).toHaveLength(count);
    expect(await made(bare)).toEqual(await made(ours));
  });

  test('posts wait beside those of the past', async () => {
    await using ground = await engine.open('past');
    await ground.run(crowd({ count, now: Temporal.Now.instant() }), ...queued(), settledBefore());
    expect(await states(ground)).toEqual([
      ['pending', count],
      ['sent', count],
    ]);
  });

  test('a second crowd joins the first', async () => {
    await using ground = await engine.open('second');
    const now = Temporal.Now.instant();
    await ground.run(crowd({ count: 10, now }), crowd({ from: 10, count: 5, now }));
    const targets = await ground.run('select target from subscription order by target');
    expect(targets.map(({ target }) => target)).toEqual(Array.from({ length: 15 }, (_, at) => channelOf(at)));
  });

  test('a delivery settles what is due', async () => {
    await using ground = await engine.open('delivery');
    await ground.run(crowd({ count, now: Temporal.Now.instant() }));
    const platform = createPlatform();
    await using _ = startDelivery(ground, platform.poster);
    await untilSettled(ground, platform, count);
    expect(await states(ground)).toEqual([['sent', count]]);
  });
});

test.skipIf(url === '')('the bare table of leases sends each post once', async () => {
  await using ground = await postgresAt(url).open('lease');
  await ground.run(crowd({ count, now: Temporal.Now.instant() }), ...queued());
  const client = new pg.Client(ground.address.url);
  await client.connect();
  const platform = createPlatform();
  const sent = await sendAll(client, platform.poster).finally(() => client.end());
  expect([sent, platform.posted(), await states(ground)]).toEqual([count, count, [['sent', count]]]);
});

test('a hold-up that lasts from the beginning to the end is seen', async () => {
  const histogram = await delays(async () => {
    const until = performance.now() + 60;
    while (performance.now() < until);
  });
  expect(histogram.max / 1e6).toBeGreaterThan(50);
});

test('a figure below its limit is told', () => {
  expect(atLeast(42.96, 43, 'a second')).toBe('42.96 a second, at least 43 a second: missed');
  expect(atLeast(43, 43, 'a second')).toBe('43.00 a second, at least 43 a second: ok');
});
