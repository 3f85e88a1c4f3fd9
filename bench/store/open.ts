import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addMarks } from '../../src/store/marks.ts';
import { printTable } from '../start/table.ts';
import { generateMarks } from './marks.ts';
import { columns, type Pair, row, takeTurns } from './turns.ts';
import { prepare, serviceStore } from './verbs.ts';

const limit = 1.5;
const marks = 10_000;

/** Processes that open a file of this version's form, beside a bare script that opens its own through Kysely. */
export async function measureOpening(): Promise<void> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'companion-bench-'));
  const cache = join(folder.path, 'cache');
  const side = async (program: string, file: string) => {
    const path = join(folder.path, file);
    await fill(path);
    return { run: () => runs([join(import.meta.dirname, program), path], cache) };
  };
  const pair: Pair = {
    name: `open a file of ${marks} marks`,
    limit,
    turns: 25,
    warmUps: 3,
    times: 1,
    ours: await side('open-ours.ts', 'companion.db'),
    bare: await side('bare-open.ts', 'bare.db'),
  };
  printTable('Opening a file that is up to date, from process start to its end', columns, [
    row(pair, await takeTurns(pair)),
  ]);
}

async function fill(path: string): Promise<void> {
  const store = serviceStore({ path });
  try {
    await prepare(store);
    await store.write((db) => addMarks(db, generateMarks(marks)));
  } finally {
    await store.close();
  }
}

/** Both have a compile cache, as the program has. */
async function runs(args: readonly string[], cache: string): Promise<void> {
  const child = spawn(process.execPath, args, {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: cache },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0 || said.trim() !== 'open')
    throw new Error(`${args.join(' ')} ended with ${code} and said: ${said}`);
}
