import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type LoopbackDiscord, startDiscord } from '../../test/support/discord/discord.ts';
import { startProgram } from '../load/program.ts';
import { printTable } from '../start/table.ts';
import { channelOf, crowd } from './crowd.ts';
import { type Ground, onPostgres } from './engines.ts';
import { type Orders, ready } from './orders.ts';
import { atLeast } from './verdicts.ts';

/** What Discord takes of one bot in a second, and what is asked of all our processes together. */
const discordPerSecond = 50;
const limit = 43;
const processes = 3;
const posts = 2_000;
/** The part of the posts that is looked at: neither the beginning nor the end. */
const middle = [0.2, 0.8] as const;
const glanceMs = 250;
const mostMs = 120_000;

/** Posts a second of several processes to a Discord that limits them as the real one does. Gives what misses its limit. */
export async function measureDiscord(): Promise<string[]> {
  const missed: string[] = [];
  await onPostgres(async (engine) => {
    await using ground = await engine.open('discord');
    const server = await startDiscord({ perSecond: discordPerSecond });
    try {
      openChannels(server);
      await deliver(server, ground);
      missed.push(...tell(server));
    } finally {
      await server.close();
    }
  });
  return missed;
}

function openChannels({ guild, stage }: LoopbackDiscord): void {
  const rights = { sees: true, writes: true, readsHistory: true, opensThreads: true };
  for (let index = 0; index < posts; index++) {
    const id = channelOf(index);
    const school = guild('school');
    stage.parties.open({ id, name: `daily-${index}`, kind: 'guild', type: 0, guild: school, ...rights });
  }
}

async function deliver(server: LoopbackDiscord, ground: Ground): Promise<void> {
  const { botToken: token, apiUrl, callsOf } = server;
  const orders: Orders = { url: ground.address.url ?? '', discord: { token, apiUrl } };
  await using fleet = new AsyncDisposableStack();
  for (let index = 0; index < processes; index++) {
    fleet.use(
      await startProgram({
        args: [fileURLToPath(import.meta.resolve('./bot.ts'))],
        env: { BENCH_ORDERS: JSON.stringify(orders) },
        connected: new RegExp(ready),
      }),
    );
  }
  await ground.run(crowd({ count: posts, now: Temporal.Now.instant() }));
  const begun = performance.now();
  const taken = () =>
    callsOf('POST /channels/:channel/messages').filter(({ status }) => status === 200).length;
  while (taken() < posts) {
    if (performance.now() - begun > mostMs) throw new Error(`${taken()} of ${posts} were posted in time`);
    await wait(glanceMs);
  }
}

function tell(server: LoopbackDiscord): string[] {
  const perSecond = rateOf(server);
  const early = server.calls.filter(({ status }) => status === 429).length;
  const wrong = Array.from({ length: posts }, (_, index) => index).filter(
    (index) => server.stage.timeline.in(channelOf(index)).length !== 1,
  );
  printTable(
    `${posts} posts due at once, ${processes} processes on PostgreSQL, a Discord that takes ${discordPerSecond} a second`,
    ['', 'ours'],
    [
      ['posts a second, from a fifth of them to four fifths', atLeast(perSecond, limit, 'a second')],
      ['answered 429', `${early}, none: ${early === 0 ? 'ok' : 'over'}`],
      ['channels without exactly one post', `${wrong.length}, none: ${wrong.length === 0 ? 'ok' : 'over'}`],
      [
        'breaches of what Discord asks',
        `${server.breaches.length}, none: ${server.breaches.length === 0 ? 'ok' : 'over'}`,
      ],
    ],
  );
  return [
    ...(perSecond >= limit ? [] : ['posts a second to Discord']),
    ...(early === 0 ? [] : ['requests that Discord answered with 429']),
    ...(wrong.length === 0 ? [] : ['posts that came not once']),
    ...(server.breaches.length === 0 ? [] : [`breaches: ${server.breaches[0]}`]),
  ];
}

function rateOf({ callsOf }: LoopbackDiscord): number {
  const moments = callsOf('POST /channels/:channel/messages')
    .filter(({ status }) => status === 200)
    .map(({ at }) => at)
    .toSorted((a, b) => a - b);
  const [from, to] = middle.map((part) => Math.floor(part * (moments.length - 1)));
  const between = (moments[to ?? 0] ?? Number.NaN) - (moments[from ?? 0] ?? Number.NaN);
  return (((to ?? 0) - (from ?? 0)) / between) * 1_000;
}
