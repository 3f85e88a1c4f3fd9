import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { median, printTable, verdict } from './table.ts';

const root = join(import.meta.dirname, '../..');
const target = 1.3;
/** How long each process rests before it is read, in milliseconds. */
const settle = 3000;

interface Memory {
  /** Resident, in kB: with pages that other processes share. */
  rss: number;
  /** Proportional, in kB: shared pages divided among those who share them. */
  pss: number;
}

/** Memory of the idle service beside a process that has only loaded the two chat SDKs. No garbage collection is forced. */
export async function measureMemory(runs = 5): Promise<void> {
  if (!existsSync('/proc/self/smaps_rollup')) {
    console.log(
      '\nIdle memory is read from /proc/<pid>/smaps_rollup, which only Linux has: not measured here.',
    );
    return;
  }
  const services: Memory[] = [];
  const bares: Memory[] = [];
  for (let run = 0; run < runs; run++) {
    services.push(await measureService());
    bares.push(await measureBare());
  }
  const middle = (all: readonly Memory[], key: keyof Memory) => median(all.map((memory) => memory[key]));
  const ratio = (key: keyof Memory) => verdict(middle(services, key) / middle(bares, key), target);
  const row = (name: string, all: readonly Memory[]) => [
    name,
    (middle(all, 'rss') / 1024).toFixed(1),
    (middle(all, 'pss') / 1024).toFixed(1),
  ];
  printTable(
    `Idle memory after ${settle / 1000} s (median of ${runs}, taking turns)`,
    ['', 'RSS MiB', 'PSS MiB'],
    [
      row('bare process with discord.js and @slack/bolt loaded', bares),
      row('start', services),
      ['ratio', ratio('rss'), ratio('pss')],
    ],
  );
}

async function measureService(): Promise<Memory> {
  const port = await freePort();
  const child = launch([join(root, 'src/start.js'), 'main'], { PORT: String(port), HOST: '127.0.0.1' });
  return readIdle(child, () => healthy(port));
}

async function measureBare(): Promise<Memory> {
  const child = launch([join(import.meta.dirname, 'bare-process.ts')], {});
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return readIdle(child, async () => said.includes('ready'));
}

function launch(args: readonly string[], env: Record<string, string>): ChildProcess {
  // In an empty folder, so that no .env file of whoever measures has a say.
  return spawn(process.execPath, args, {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, NO_COLOR: '1', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function readIdle(child: ChildProcess, ready: () => Promise<boolean>): Promise<Memory> {
  const ended = once(child, 'exit');
  child.stdout?.resume();
  try {
    for (let tries = 0; !(await ready()); tries++) {
      if (tries >= 200 || child.exitCode !== null)
        throw new Error(`${child.spawnargs.join(' ')} does not get ready`);
      await wait(50);
    }
    await wait(settle);
    const rollup = readFileSync(`/proc/${child.pid}/smaps_rollup`, 'utf8');
    const kilobytes = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1]);
    return { rss: kilobytes('Rss'), pss: kilobytes('Pss') };
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function healthy(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/healthz`)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}
