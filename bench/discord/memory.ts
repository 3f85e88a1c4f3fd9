import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { median, printTable, verdict } from '../start/table.ts';
import { commands } from './load.ts';
import type { Loopback } from './loopback.ts';
import { type DiscordProgram, startBare, startOurs } from './programs.ts';

/** At most so many times what the bare bot has after 10 000, and what ours had by then at the end. */
const limits = { beside: 1.3, flat: 1.1 };
/** How many interactions a process has answered when it is read. */
const marks = [0, 10_000, 20_000, 30_000] as const;
const full = marks.indexOf(10_000);
const perSecond = 500;
/** How long it rests before, in milliseconds. */
const settle = 1_000;
/** Processes of each. */
const runs = 2;

/**
 * Resident memory of ours beside that of the bare bot that answers `message`, while interactions come. No garbage collection is
 * forced. Gives what is over its limit.
 *
 * @param env more of the environment of ours
 */
export async function measureMemory(
  discord: Loopback,
  env: Record<string, string>,
  message: string,
): Promise<string[]> {
  if (!existsSync('/proc/self/status')) {
    console.log('\nMemory is read from /proc/<pid>/status, which only Linux has: not measured here.');
    return [];
  }
  const ours: number[][] = [];
  const bare: number[][] = [];
  for (let run = 0; run < runs; run++) {
    ours.push(await measure(discord, () => startOurs(discord, env)));
    bare.push(await measure(discord, () => startBare(discord, message)));
  }
  return tell(middles(ours), middles(bare));
}

/** Kilobytes at each mark. */
async function measure(discord: Loopback, start: () => Promise<DiscordProgram>): Promise<number[]> {
  await using program = await start();
  const read: number[] = [];
  let answered = 0;
  for (const mark of marks) {
    await commands(discord, program, { count: mark - answered, perSecond });
    answered = mark;
    await wait(settle);
    read.push(resident(program));
  }
  return read;
}

function resident({ pid }: DiscordProgram): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

function middles(all: readonly (readonly number[])[]): number[] {
  return marks.map((_, index) => median(all.map((read) => read[index] ?? Number.NaN)));
}

function tell(ours: readonly number[], bare: readonly number[]): string[] {
  const last = marks.length - 1;
  const at = (read: readonly number[], index: number) => read[index] ?? Number.NaN;
  const beside = (index: number) => at(ours, index) / at(bare, index);
  const flat = (read: readonly number[]) => at(read, last) / at(read, full);
  const rows = marks.map((mark, index) => [
    `after ${mark}`,
    mib(at(bare, index)),
    mib(at(ours, index)),
    index === full ? verdict(beside(index), limits.beside) : `${beside(index).toFixed(2)} ×`,
  ]);
  const growth = [
    `${marks[last]} to ${marks[full]}`,
    `${flat(bare).toFixed(2)} ×`,
    verdict(flat(ours), limits.flat),
    '',
  ];
  printTable(
    `Resident memory, ${perSecond} interactions a second (mean of ${runs}, taking turns)`,
    ['', 'bare, our message', 'ours', 'ours to bare'],
    [...rows, growth],
  );
  return [
    ...(beside(full) > limits.beside ? ['memory: beside the bare bot'] : []),
    ...(flat(ours) > limits.flat ? ['memory: flat over time'] : []),
  ];
}

function mib(kilobytes: number): string {
  return `${(kilobytes / 1024).toFixed(1)} MiB`;
}
