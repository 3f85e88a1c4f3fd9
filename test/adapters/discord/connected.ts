import { setTimeout as idle } from 'node:timers/promises';
import { vi } from 'vitest';
import { createDiscord } from '../../../src/adapters/discord/adapter.ts';
import type { Command } from '../../../src/chat/command.ts';
import type { Dispatcher } from '../../../src/chat/dispatch.ts';
import type { Platform } from '../../../src/chat/platform.ts';
import { botOn, realCatalog } from '../../commands/bot.ts';
import type { LoopbackDiscord } from '../../support/discord/discord.ts';
import { createPeople, type People } from '../../support/discord/people.ts';

/** The bot on a loopback Discord, as `main` connects it, and the people there. */
export interface Connected {
  discord: Platform;
  people: People;
  /** What went to the log, one line each. */
  logged: string[];
  stop(): Promise<void>;
}

export interface ConnectOptions {
  /** Instead of the whole bot's. */
  dispatcher?: Dispatcher;
  commands?: readonly Command<never>[];
  /** The commands are registered for that server alone. */
  guildId?: string;
  token?: string;
  managers?: readonly string[];
  /** Instead of a real one: how the bot waits so many milliseconds. */
  wait?: (ms: number) => Promise<unknown>;
}

const bot = botOn(realCatalog);

export function begin(
  loopback: LoopbackDiscord,
  {
    dispatcher = bot.dispatcher,
    commands = bot.deps.commands,
    guildId,
    token = loopback.botToken,
    managers = [],
    wait = (ms) => idle(ms, undefined, { ref: false }),
  }: ConnectOptions = {},
): Connected {
  const logged: string[] = [];
  const write = (about: object, said: string) =>
    void logged.push(`${said} ${JSON.stringify(about, errorsToo)}`);
  const discord = createDiscord({
    settings: { token, apiUrl: loopback.apiUrl, ...(guildId === undefined ? {} : { guildId }) },
    dispatcher,
    commands,
    commandName: 'mlops',
    managers,
    log: { debug() {}, info: write, warn: write, error: write },
    wait,
    random: () => 0.5,
  });
  return { discord, people: createPeople(loopback), logged, stop: () => discord.stop(1_000) };
}

/** With its commands registered. */
export async function connect(loopback: LoopbackDiscord, options: ConnectOptions = {}): Promise<Connected> {
  const connected = begin(loopback, options);
  const refused = await connected.discord.connect();
  if (refused !== undefined) throw new Error(refused);
  await vi.waitUntil(() => connected.logged.join('\n').includes('the commands are registered'), 5_000);
  return connected;
}

function errorsToo(_key: string, value: unknown): unknown {
  return value instanceof Error ? `${value.name}: ${value.message}` : value;
}
