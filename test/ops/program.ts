import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';

const start = join(import.meta.dirname, '../../src/start.js');

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  env?: Record<string, string>;
  /** What a pipe on the standard input gives before it ends; without it the input is /dev/null. */
  input?: string;
  cwd?: string;
}

const begun = new Set<Program>();
const folders: string[] = [];

/** For afterEach: ends what still runs, and removes the folders of a test. */
export async function endPrograms(): Promise<void> {
  for (const program of begun) program.kill('SIGKILL');
  await Promise.all([...begun].map((program) => program.ended));
  begun.clear();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A folder of a test's own; removed by endPrograms. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'companion-'));
  folders.push(folder);
  return folder;
}

/** Runs `node src/start.js …` to its end. */
export function run(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const program = begin(args, options);
  if (options.input !== undefined) program.type(options.input).end();
  return program.ended;
}

export interface Program {
  /** Writes to its standard input, if that is a pipe. */
  type(text: string): ChildProcessWithoutNullStreams['stdin'];
  kill(signal: NodeJS.Signals): void;
  /** Reads no more of its standard output. */
  leave(): void;
  /** Resolves with the match once its standard output has it; rejects if it ends without. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** The same of its standard error stream, where the log goes. */
  logs(pattern: RegExp): Promise<RegExpExecArray>;
  ended: Promise<Ended>;
}

/** Starts `node src/start.js …`, on a pipe that stays open if there is to be input. No setting of the tester counts. */
export function begin(args: readonly string[], { env, input, cwd }: RunOptions = {}): Program {
  const nothing = openSync(devNull, 'r');
  const child = spawn(process.execPath, [start, ...args], {
    cwd: cwd ?? emptyFolder(),
    env: { PATH: process.env.PATH, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(input === undefined ? { stdio: [nothing, 'pipe', 'pipe'] } : {}),
  }) as ChildProcessWithoutNullStreams;
  closeSync(nothing);
  const ended: Ended = { code: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    ended.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    ended.stderr += text;
  });
  child.stdin?.on('error', () => {});
  async function saidOn(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(ended[stream]);
      if (found) return found;
      const more = await Promise.race([once(child[stream], 'data'), program.ended]);
      if (!Array.isArray(more) && !pattern.test(more[stream])) {
        throw new Error(`ended with ${more.code} without ${pattern}: ${more.stdout}${more.stderr}`);
      }
    }
  }

  const program: Program = {
    type(text) {
      child.stdin.write(text);
      return child.stdin;
    },
    kill: (signal) => child.kill(signal),
    leave: () => child.stdout.destroy(),
    says: (pattern) => saidOn('stdout', pattern),
    logs: (pattern) => saidOn('stderr', pattern),
    ended: once(child, 'close').then(([code]) => ({
      ...ended,
      code: typeof code === 'number' ? code : null,
    })),
  };
  begun.add(program);
  return program;
}
