import { attempt } from '../../src/daily/attempt.ts';
import { type Assignment, claim } from '../../src/daily/claim.ts';
import { settle } from '../../src/daily/settle.ts';
import { usual } from '../../src/daily/timing.ts';
import { newId, newName } from '../../src/store/ids.ts';
import { timeOf } from '../../src/store/moment.ts';
import { planPosts } from '../../src/store/planning.ts';
import { plainWriting } from '../../test/daily/world.ts';
import { seeded } from '../search/generate.ts';
import { median, printTable, quantile, verdict } from '../start/table.ts';
import { crowd, queued, settledBefore } from './crowd.ts';
import { type Engine, type Ground, onEach } from './engines.ts';
import { errorsOnly } from './log.ts';
import { createPlatform } from './platform.ts';

const limit = 2;
const posts = 32;
const turns = 200;
const warmUps = 40;
/** As to Discord, so that a claim takes its turns as well. */
const perSecond = 45;

const tables = [
  { name: '1 000 due', due: 1_000, past: false },
  { name: '100 000 due', due: 100_000, past: false },
  { name: '100 000 due, 100 000 sent before', due: 100_000, past: true },
] as const;

/** How long a claim takes among few posts and among many, on both engines. Gives what is over its limit. */
export async function measureClaims(): Promise<string[]> {
  const over: string[] = [];
  await onEach(async (engine) => {
    await using stack = new AsyncDisposableStack();
    const queues = [];
    for (const [index, table] of tables.entries()) {
      const ground = stack.use(await engine.open(`claim_${index}`));
      await fill(engine, ground, table);
      queues.push({ ...table, ground, took: Array.of<number>() });
    }
    for (let turn = 0; turn < warmUps + turns; turn++) {
      // The other way round in every second turn, so that a slow moment meets all.
      for (const { ground, took } of turn % 2 === 0 ? queues : queues.toReversed()) {
        const ms = await claimOnce(ground, turn);
        if (turn >= warmUps) took.push(ms);
      }
    }
    const [few = Number.NaN] = queues.map(({ took }) => median(took));
    const rows = queues.map(({ name, took }, index) => {
      const ratio = median(took) / few;
      if (!(index === 0 || ratio <= limit)) over.push(`${engine.name}: claim with ${name}`);
      return [name, ms(median(took)), ms(quantile(took, 0.9)), index === 0 ? '' : verdict(ratio, limit)];
    });
    printTable(
      `${engine.name}: claim ${posts} posts (${turns} turns)`,
      ['', 'p50', 'p90', 'p50 to the first'],
      rows,
    );
  });
  return over;
}

async function fill({ rest }: Engine, { run }: Ground, { due, past }: { due: number; past: boolean }) {
  const now = Temporal.Now.instant();
  await run(crowd({ count: due, now }), ...queued(), ...(past ? [settledBefore()] : []), ...rest);
}

const random = seeded(20_261_126);
const time = timeOf({ now: () => Temporal.Now.instant(), clock: () => performance.now() });

/** Claims, which is what counts, sends them, and has as many wait at the end of the queue. Gives milliseconds. */
async function claimOnce({ store }: Ground, turn: number): Promise<number> {
  const { poster } = createPlatform({ perSecond });
  const options = {
    store,
    time,
    clock: () => performance.now(),
    writing: plainWriting,
    poster,
    leaseMs: usual.leaseMs,
    log: errorsOnly,
  };
  const begun = performance.now();
  const all = await claim(options, { owner: newName(random), limit: posts, again: false });
  const took = performance.now() - begun;
  if (all.length !== posts) throw new Error(`${all.length} of ${posts} posts were claimed`);
  const done = [];
  for (const assignment of all) {
    const now = () => assignment.claimedAt.time;
    const attempted = await attempt(assignment, { poster, timing: usual, now, holds: () => true });
    done.push({ assignment, attempted });
  }
  if ((await settle({ store, time }, done)) !== posts) throw new Error('posts were lost');
  await store.write((db) =>
    planPosts(
      db,
      all.map((one) => following(one, turn)),
    ),
  );
  return took;
}

/** A post of another day in the same channel. */
function following({ subscription, claimedAt }: Assignment, turn: number) {
  const { time: dueAt } = claimedAt;
  const at = Temporal.Instant.fromEpochMilliseconds(dueAt);
  return {
    id: newId(at, random),
    subscriptionId: subscription.id,
    platform: subscription.platform,
    date: Temporal.PlainDate.from('2030-01-01').add({ days: turn }).toString(),
    ...{ dueAt, expiresAt: dueAt + usual.catchUpMs, state: 'pending' as const },
  };
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`;
}
