import pg from 'pg';
import { median, printTable } from '../start/table.ts';
import { type Pair, takeTurns } from '../store/turns.ts';
import { sendAll } from './bare-lease.ts';
import { crowd, queued } from './crowd.ts';
import { startDelivery, untilSettled } from './delivery.ts';
import { type Engine, type Ground, onPostgres } from './engines.ts';
import { createPlatform } from './platform.ts';
import { atLeast } from './verdicts.ts';

/** Ours posts at least so many times as many in a second. */
const limit = 0.5;
const posts = 20_000;
const turns = 5;

/** Posts a second to a platform that answers at once, beside a bare table of leases. Gives what misses its limit. */
export async function measureUnlimited(): Promise<string[]> {
  const missed: string[] = [];
  await onPostgres(async (engine) => {
    await using ours = await engine.open('ours');
    await using bare = await engine.open('bare');
    const client = new pg.Client(bare.address.url);
    await client.connect();
    await using side = oursOn(engine, ours);
    const measured = await takeTurns({
      ...{ name: 'deliver', turns, warmUps: 1, times: 1 },
      ours: side,
      bare: bareOn(engine, bare, client),
    }).finally(() => client.end());
    const [us, them] = [perSecond(measured.ours), perSecond(measured.bare)];
    if (!(us / them >= limit)) missed.push('posts a second without a limit');
    printTable(
      `PostgreSQL: ${posts} posts that are due, one process, a platform that answers at once`,
      ['', 'turns', 'bare', 'ours', 'ours to bare'],
      [['posts a second', String(turns), them.toFixed(0), us.toFixed(0), atLeast(us / them, limit, '×')]],
    );
  });
  return missed;
}

/** From its start until everything is written down; that it ends takes a moment that is nobody's. */
function oursOn(engine: Engine, ground: Ground): Pair['ours'] & AsyncDisposable {
  let running: AsyncDisposable | undefined;
  const end = async () => {
    await running?.[Symbol.asyncDispose]();
    running = undefined;
  };
  return {
    async before() {
      await end();
      await fill(engine, ground);
    },
    async run() {
      const platform = createPlatform();
      running = startDelivery(ground, platform.poster);
      await untilSettled(ground, platform, posts);
    },
    [Symbol.asyncDispose]: end,
  };
}

function bareOn(engine: Engine, ground: Ground, client: pg.Client): Pair['bare'] {
  return {
    before: () => fill(engine, ground),
    async run() {
      const sent = await sendAll(client, createPlatform().poster);
      if (sent !== posts) throw new Error(`${sent} of ${posts} were sent`);
    },
  };
}

async function fill({ empty, rest }: Engine, { run }: Ground): Promise<void> {
  await run(...empty, crowd({ count: posts, now: Temporal.Now.instant() }), ...queued(), ...rest);
}

function perSecond(ms: readonly number[]): number {
  return (posts / median(ms)) * 1_000;
}
