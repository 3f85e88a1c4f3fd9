import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What both are started with. */
export const secret = 'bench0secret0of0thirty0two0chars';

export type Way = 'http' | 'socket';

/** Ends when it is disposed of, and at the latest with the bench. */
export interface Program extends AsyncDisposable {
  /** Over HTTP: where Slack sends to. */
  url: string;
}

export interface Start {
  way: Way;
  apiUrl: string;
  /** More of the environment. */
  env: Record<string, string>;
}

const startMs = 20_000;

/** `npm start` without a terminal and without input, until Slack is connected. */
export function startOurs({ env, ...start }: Start): Promise<Program> {
  const program = join(import.meta.dirname, '../../src/start.js');
  return startProgram([program, 'main'], { ...start, env: { PORT: '0', ...env } });
}

export function startBare(start: Start): Promise<Program> {
  return startProgram([join(import.meta.dirname, 'bare-app.ts'), start.way], start);
}

async function startProgram(args: readonly string[], { way, apiUrl, env }: Start): Promise<Program> {
  const child = spawn(process.execPath, args, {
    // In an empty folder and with these settings alone, so that neither an environment nor a .env file has a say.
    cwd: tmpdir(),
    env: {
      PATH: process.env.PATH,
      NO_COLOR: '1',
      SLACK_BOT_TOKEN: 'xoxb-bench',
      ...(way === 'socket' ? { SLACK_APP_TOKEN: 'xapp-bench' } : { SLACK_SIGNING_SECRET: secret }),
      SLACK_API_URL: apiUrl,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const kill = () => void child.kill('SIGTERM');
  process.once('exit', kill);
  const stop = async () => {
    process.off('exit', kill);
    kill();
    await ended;
  };
  try {
    const said = await connected(child, ended);
    const [origin = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(said.replaceAll(apiUrl, '')) ?? [];
    return { url: `${origin}/slack/events`, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Gives all that was said until then. */
async function connected(child: ChildProcess, ended: Promise<unknown>): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      // Ours says it in a line of its log, the bare app in a word of its own.
      if (/"Slack is connected"|^connected$/m.test(said)) resolve(said);
    });
  }
  const fail = () => reject(new Error(`${child.spawnargs.join(' ')} does not connect. It said: ${said}`));
  const timer = setTimeout(fail, startMs);
  ended.then(fail);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}
