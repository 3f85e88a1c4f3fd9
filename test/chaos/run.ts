/**
 * Kills processes while they post, and counts what arrives: `npm run chaos` takes some ten minutes, `npm run chaos -- quick` less
 * than one. The last line is the count; the exit code is 1 unless nothing came twice and nothing was lost.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openPostgres } from '../../src/store/postgres.ts';
import { openSqlite, openToRead } from '../../src/store/sqlite.ts';
import { seeded } from '../daily/chance.ts';
import { hasPostgresBuild, startPostgres } from '../support/postgres-server.ts';
import { type Fleet, startFleet } from './fleet.ts';
import { hurried, type Orders } from './orders.ts';
import { startDiscordPlace, startSlackPlace } from './platforms.ts';
import { playRound, type Tally } from './round.ts';

interface Size {
  discord: number;
  slack: number;
  kills: number;
  deadlineMs: number;
}

const sizes = {
  quick: {
    postgres: { discord: 420, slack: 150, kills: 9, deadlineMs: 60_000 },
    sqlite: { discord: 120, slack: 50, kills: 3, deadlineMs: 45_000 },
  },
  // The emulated Slack takes 5 000 requests in an hour from one token.
  full: {
    postgres: { discord: 14_200, slack: 1_500, kills: 110, deadlineMs: 15 * 60_000 },
    sqlite: { discord: 3_900, slack: 600, kills: 20, deadlineMs: 8 * 60_000 },
  },
} as const;

const hourMs = 3_600_000;
const leastKills = { quick: 3, full: 100 };

const quick = process.argv.includes('quick');
const chosen = sizes[quick ? 'quick' : 'full'];
const seed = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 1e9));
const random = seeded(seed);
const say = (line: string) => process.stdout.write(`${line}\n`);
say(`seed ${seed}`);

const tallies: Tally[] = [];
if (hasPostgresBuild()) tallies.push(await onPostgres(chosen.postgres));
else say('npm has no PostgreSQL for this platform: only SQLite is shown.');
tallies.push(await onSqlite(chosen.sqlite));

const wrong = tallies.flatMap((one) => one.wrong);
for (const line of new Set(wrong)) say(`! ${line}`);
const sum = (key: 'duplicates' | 'lost' | 'posts' | 'kills') =>
  tallies.reduce((total, one) => total + one[key], 0);
const enough = sum('kills') >= leastKills[quick ? 'quick' : 'full'];
if (!enough) say('! Too few were killed for this to show anything.');
const clean = sum('duplicates') === 0 && sum('lost') === 0 && wrong.length === 0 && enough;
say(`duplicates ${sum('duplicates')}, lost ${sum('lost')}, posts ${sum('posts')}, kills ${sum('kills')}`);
process.exit(clean ? 0 : 1);

/** Three processes; one is frozen for longer than a lease, and the database is started anew in the middle. */
async function onPostgres(size: Size): Promise<Tally> {
  const server = await startPostgres();
  const connection = await openPostgres({ url: server.url });
  try {
    return await round('three processes on PostgreSQL', size, {
      processes: 3,
      connection,
      address: { url: server.url, path: '' },
      async meanwhile(fleet) {
        await wait(4_000);
        await fleet.freeze(hurried.leaseMs + 2_000);
        await server.halt();
        await wait(500);
        await server.restart();
      },
    });
  } finally {
    await connection.close();
    await server.stop();
  }
}

/** One process, and whoever follows it; its wall clock jumps by an hour. */
async function onSqlite(size: Size): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), 'companion-chaos-'));
  const path = join(folder, 'companion.db');
  try {
    const options = { path, access: 'write', patienceMs: 0, now: () => Temporal.Now.instant() } as const;
    const connection = await openSqlite(options);
    return await round('one process on SQLite', size, {
      processes: 1,
      connection,
      address: { path },
      handOver: async () => {
        await connection.close();
        return openToRead(path);
      },
      meanwhile: async (fleet) => {
        await wait(2_500);
        await fleet.freeze(2_000);
      },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Setting {
  processes: number;
  connection: Awaited<ReturnType<typeof openPostgres>>;
  address: Pick<Orders, 'path' | 'url'>;
  /** SQLite has one writer: what was written at first is left to the fleet. */
  handOver?: () => Promise<Awaited<ReturnType<typeof openPostgres>>>;
  meanwhile: (fleet: Fleet) => Promise<void>;
}

async function round(name: string, size: Size, setting: Setting): Promise<Tally> {
  const begun = performance.now();
  const discord = await startDiscordPlace(50);
  const slack = await startSlackPlace();
  const orders = (index: number): Orders => ({
    ...setting.address,
    discord: { token: discord.server.botToken, apiUrl: discord.server.apiUrl },
    slack: { botToken: slack.server.botToken, apiUrl: slack.server.apiUrl },
    // The clocks of two in three are wrong by an hour, forward or back, from their start or from their second second on.
    jump: { byMs: [0, hourMs, -hourMs][index % 3] ?? 0, afterMs: index % 2 === 0 ? 0 : 2_000 },
  });
  try {
    const tally = await playRound({
      ...setting,
      fleet: () => startFleet({ size: setting.processes, orders, random, maxKills: size.kills }),
      places: [
        { place: discord, channels: size.discord },
        { place: slack, channels: size.slack },
      ],
      random,
      deadlineMs: size.deadlineMs,
    });
    const { posts, duplicates, lost, kills } = tally;
    const seconds = ((performance.now() - begun) / 1_000).toFixed(0);
    say(`${name}: ${posts} posts, ${duplicates} twice, ${lost} lost, ${kills} kills, ${seconds} s`);
    return { ...tally, wrong: [...tally.wrong, ...discord.complaints(), ...slack.complaints()] };
  } finally {
    await discord.close();
    await slack.close();
  }
}
