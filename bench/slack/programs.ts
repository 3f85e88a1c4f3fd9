import { join } from 'node:path';
import { type Program, startProgram } from '../load/program.ts';

/** What both are started with. */
export const secret = 'bench0secret0of0thirty0two0chars';

export type Way = 'http' | 'socket';

export interface SlackProgram extends Program {
  /** Over HTTP: where Slack sends to. */
  url: string;
}

export interface Start {
  way: Way;
  apiUrl: string;
  /** More of the environment. */
  env: Record<string, string>;
}

/** `npm start` without a terminal and without input, until Slack is connected. */
export function startOurs({ env, ...others }: Start): Promise<SlackProgram> {
  const program = join(import.meta.dirname, '../../src/start.js');
  return start([program, 'main'], { ...others, env: { PORT: '0', ...env } });
}

export function startBare(given: Start): Promise<SlackProgram> {
  return start([join(import.meta.dirname, 'bare-app.ts'), given.way], given);
}

async function start(args: readonly string[], { way, apiUrl, env }: Start): Promise<SlackProgram> {
  const program = await startProgram({
    args,
    env: {
      SLACK_BOT_TOKEN: 'xoxb-bench',
      ...(way === 'socket' ? { SLACK_APP_TOKEN: 'xapp-bench' } : { SLACK_SIGNING_SECRET: secret }),
      SLACK_API_URL: apiUrl,
      ...env,
    },
    // Ours says it in a line of its log, the bare app in a word of its own.
    connected: /"Slack is connected"|^connected$/m,
  });
  const [origin = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(program.said.replaceAll(apiUrl, '')) ?? [];
  return { ...program, url: `${origin}/slack/events` };
}
