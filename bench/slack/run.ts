import { rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, printTable, quantile, verdict } from '../start/table.ts';
import { type Answered, commands, type Load, presses } from './load.ts';
import { startLoopback } from './loopback.ts';
import { type Program, startBare, startOurs, type Way } from './programs.ts';

/** Rounds of each load; both take turns. */
const rounds = 4;
const secondsPerRound = 4;
const starts = 7;
const limits = { p50: 1.3, p99: 1.5, start: 2 };

const [cpu] = cpus();
console.log(
  `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${availableParallelism()} × ${cpu?.model.trim()}`,
);

const slack = await startLoopback();
const database = join(tmpdir(), `companion-bench-${process.pid}.db`);
const ourEnv = { DATABASE_PATH: database };
let within = true;

try {
  const constant = await ourAnswer();
  const hello = { response_type: 'ephemeral', text: 'Hello' };
  await measureLoads(constant, hello);
  await measureStarts(constant);
} finally {
  await slack.close();
  for (const end of ['', '-wal', '-shm', '.lock', '.lock-journal', '.writer']) {
    await rm(database + end, { force: true });
  }
}
if (!within) process.exitCode = 1;

/** What we answer, so that the bare app sends as many bytes. */
async function ourAnswer(): Promise<unknown> {
  const ours = await startOurs({ way: 'http', apiUrl: slack.apiUrl, env: ourEnv });
  const back = slack.wayBack();
  await presses(ours.url, { count: 1, perSecond: 1 }, { ...slack, wayBack: () => back });
  const { body } = await back.came;
  await ours.stop();
  const { replace_original: _, ...constant } = JSON.parse(body);
  return constant;
}

async function measureLoads(constant: unknown, hello: unknown): Promise<void> {
  const env = (answer: unknown) => ({ CONSTANT: JSON.stringify(answer) });
  const programs = {
    ours: await startOurs({ way: 'http', apiUrl: slack.apiUrl, env: ourEnv }),
    bare: await startBare({ way: 'http', apiUrl: slack.apiUrl, env: env(constant) }),
    hello: await startBare({ way: 'http', apiUrl: slack.apiUrl, env: env(hello) }),
  };
  for (const { url } of Object.values(programs)) await commands(url, { count: 3_000, perSecond: 500 });
  for (const perSecond of [50, 200]) {
    const load = { count: perSecond * secondsPerRound, perSecond };
    const taken = await inTurns(programs, (program) => commands(program.url, load));
    tellLoad(`Slash command, ${perSecond} a second`, taken, true);
  }
  // Nothing of this was asked before, so that it is searched for and made each time.
  let asked = 0;
  const others = () => `resource docker max:${1_000 + ++asked}`;
  const anew = { count: 200 * secondsPerRound, perSecond: 200 };
  const made = await inTurns(programs, (program) => commands(program.url, anew, others));
  tellLoad('Slash command that nobody has asked before, 200 a second', made, false);
  const load: Load = { count: 50 * secondsPerRound, perSecond: 50 };
  const pressed = await inTurns(programs, (program) => presses(program.url, load, slack));
  tellLoad('Press of a button, 50 a second', pressed, false);
  for (const program of Object.values(programs)) await program.stop();
}

type Taken = Record<'ours' | 'bare' | 'hello', Answered[]>;

async function inTurns(
  programs: Record<keyof Taken, Program>,
  take: (program: Program) => Promise<Answered[]>,
): Promise<Taken> {
  const taken: Taken = { ours: [], bare: [], hello: [] };
  const names = ['ours', 'bare', 'hello'] as const;
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      taken[name].push(...(await take(programs[name])));
    }
  }
  return taken;
}

function tellLoad(title: string, taken: Taken, limited: boolean): void {
  const rows = (['ack', 'answer'] as const).flatMap((part) =>
    (['p50', 'p99'] as const).map((name) => {
      const at = (answered: Answered[]) =>
        quantile(
          answered.map((one) => one[part]),
          name === 'p50' ? 0.5 : 0.99,
        );
      const [ours, bare, hello] = [at(taken.ours), at(taken.bare), at(taken.hello)];
      const ratio = ours / bare;
      if (limited && ratio > limits[name]) within = false;
      const said = limited ? verdict(ratio, limits[name]) : `${ratio.toFixed(2)} ×`;
      return [`${part}, ${name}`, ms(hello), ms(bare), ms(ours), said];
    }),
  );
  const head = ['', 'bare, “Hello”', 'bare, our message', 'ours', 'ours to bare with our message'];
  printTable(title, head, rows);
}

async function measureStarts(constant: unknown): Promise<void> {
  const env = { CONSTANT: JSON.stringify(constant) };
  const rows: string[][] = [];
  for (const way of ['http', 'socket'] as const) {
    const times = { ours: [] as number[], bare: [] as number[] };
    for (let round = 0; round < starts; round++) {
      const both = [
        () => timed(times.ours, () => startOurs({ way, apiUrl: slack.apiUrl, env: ourEnv })),
        () => timed(times.bare, () => startBare({ way, apiUrl: slack.apiUrl, env })),
      ];
      for (const start of round % 2 === 0 ? both : both.toReversed()) await start();
    }
    const ratio = median(times.ours) / median(times.bare);
    if (ratio > limits.start) within = false;
    rows.push([named(way), ms(median(times.bare)), ms(median(times.ours)), verdict(ratio, limits.start)]);
  }
  printTable('From process start to connected', ['', 'bare', 'ours', 'ours to bare'], rows);
}

async function timed(times: number[], start: () => Promise<Program>): Promise<void> {
  const began = performance.now();
  const program = await start();
  times.push(performance.now() - began);
  await program.stop();
}

function named(way: Way): string {
  return way === 'http' ? 'HTTP' : 'Socket Mode';
}
function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}
