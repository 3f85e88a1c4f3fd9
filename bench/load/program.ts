import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';

/** Ends when it is disposed of, and at the latest with the bench. */
export interface Program extends AsyncDisposable {
  pid: number;
  /** All that it said until it was connected. */
  said: string;
}

export interface Start {
  /** Of Node: a program and its arguments. */
  args: readonly string[];
  env: Record<string, string>;
  /** What it says once it is connected. */
  connected: RegExp;
}

const startMs = 20_000;
const endMs = 15_000;

/** Resolves once it is connected. */
export async function startProgram({ args, env, connected }: Start): Promise<Program> {
  const child = spawn(process.execPath, args, {
    // In an empty folder and with these settings alone, so that neither an environment nor a .env file has a say.
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const kill = () => void child.kill('SIGTERM');
  process.once('exit', kill);
  const stop = async () => {
    process.off('exit', kill);
    kill();
    const timer = setTimeout(() => child.kill('SIGKILL'), endMs);
    await ended.finally(() => clearTimeout(timer));
  };
  try {
    const said = await untilSaid(connected, child, ended);
    tellOfEarlyEnd(child);
    return { pid: child.pid ?? 0, said, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Gives all that was said until then. */
async function untilSaid(wanted: RegExp, child: ChildProcess, ended: Promise<unknown>): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let said = '';
  const listen = (chunk: string) => {
    said += chunk;
    if (wanted.test(said)) resolve(said);
  };
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', listen);
  const fail = () => reject(new Error(`${child.spawnargs.join(' ')} does not connect. It said: ${said}`));
  const timer = setTimeout(fail, startMs);
  ended.then(fail, fail);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    // What it says from now on is read, so that it never waits for a reader, and forgotten.
    for (const stream of [child.stdout, child.stderr]) stream?.off('data', listen).resume();
  }
}

/** Else nobody would know why it does not answer. */
function tellOfEarlyEnd(child: ChildProcess): void {
  let complained = '';
  child.stderr?.on('data', (chunk: string) => {
    complained = (complained + chunk).slice(-2_000);
  });
  child.once('close', (code, signal) => {
    if (!child.killed) console.error(`${child.spawnargs.join(' ')} ended (${code ?? signal}): ${complained}`);
  });
}
