import { join } from 'node:path';
import { type Program, startProgram } from '../load/program.ts';
import type { Loopback } from './loopback.ts';

export interface DiscordProgram extends Program {
  /** The id of its app. */
  app: string;
}

/** `npm start` without a terminal and without input, until Discord is connected. */
export function startOurs(discord: Loopback, env: Record<string, string>): Promise<DiscordProgram> {
  const program = join(import.meta.dirname, '../../src/start.js');
  return start([program, 'main'], discord, { PORT: '0', ...env });
}

/** @param message what it answers, as JSON */
export function startBare(discord: Loopback, message: string): Promise<DiscordProgram> {
  return start([join(import.meta.dirname, 'bare-bot.ts')], discord, { CONSTANT: message });
}

async function start(
  args: readonly string[],
  { apiUrl, app }: Loopback,
  env: Record<string, string>,
): Promise<DiscordProgram> {
  const { id, token } = app();
  const program = await startProgram({
    args,
    env: { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, ...env },
    // Ours says it in a line of its log, the bare bot in a word of its own.
    connected: /"Discord is connected"|^connected$/m,
  });
  return { ...program, app: id };
}
