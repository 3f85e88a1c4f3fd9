import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { Orders } from './orders.ts';

/** Processes that deliver posts; one that is killed is followed by another. */
export interface Fleet {
  /** How many were killed so far. */
  kills(): number;
  /** What they said of errors. */
  readonly errors: readonly string[];
  /** Stops one of them for so long, as a machine that sleeps does. */
  freeze(ms: number): Promise<void>;
  /** From now on nobody is killed. */
  spare(): void;
  /** Lets all of them end in good order. */
  end(): Promise<void>;
}

export interface FleetOptions {
  size: number;
  /** For the nth process, from 0. */
  orders: (index: number) => Orders;
  /** A number in [0, 1). */
  random: () => number;
  /** At most so many are killed; as long as there is something to post, so many are. */
  maxKills: number;
}

export function startFleet({ size, orders, random, maxKills }: FleetOptions): Fleet {
  const living = new Set<ChildProcess>();
  const errors: string[] = [];
  const lives: Promise<void>[] = [];
  let kills = 0;
  let started = 0;
  let sparing = false;
  let ending = false;

  function start(): void {
    const script = join(import.meta.dirname, 'bot.ts');
    const env = { ...process.env, CHAOS_ORDERS: JSON.stringify(orders(started++)) };
    const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'], env });
    child.stdin.on('error', () => {});
    living.add(child);
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === 'claimed') void fate(child);
      else if (line !== 'ready') errors.push(line);
    });
    lives.push(
      once(child, 'close').then(([code, signal]) => {
        living.delete(child);
        if (signal !== 'SIGKILL' && code !== 0) errors.push(`a process ended with ${signal ?? code}`);
        if (!ending) start();
      }),
    );
  }

  /** Killed 0.1 to 3 s after its first claim, as long as some are still to be killed. */
  async function fate(child: ChildProcess): Promise<void> {
    await wait(100 + random() * 2_900);
    if (sparing || kills >= maxKills || !living.has(child)) return;
    kills += 1;
    child.kill('SIGKILL');
  }

  for (let index = 0; index < size; index++) start();
  return {
    kills: () => kills,
    errors,
    async freeze(ms) {
      const [child] = living;
      if (child === undefined) return;
      child.kill('SIGSTOP');
      await wait(ms);
      child.kill('SIGCONT');
    },
    spare() {
      sparing = true;
    },
    async end() {
      sparing = true;
      ending = true;
      for (const child of living) child.stdin?.end();
      const late = setTimeout(() => {
        for (const child of living) child.kill('SIGKILL');
      }, 10_000);
      await Promise.all(lives);
      clearTimeout(late);
    },
  };
}
