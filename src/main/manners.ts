import { setTimeout as wait } from 'node:timers/promises';
import type { Caller } from '../chat/command.ts';
import type { Platform } from '../chat/platform.ts';
import { commands } from '../commands/all.ts';
import type { Bot } from '../commands/bot.ts';
import type { Config } from '../config.ts';
import { historyFile, historyIn } from '../ops/history.ts';
import type { Log } from '../ops/log.ts';
import { parentGone } from '../ops/parent.ts';
import { screenOf } from '../ops/screen.ts';
import type { Worker } from '../ops/service.ts';
import { answers } from '../ops/store.ts';

/** Whoever sits at this terminal. */
export function terminalCaller(): Caller {
  return {
    person: { platform: 'terminal', id: 'local' },
    locale: 'en',
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    may: async () => ({ may: true }),
  };
}

/** A bot that is ready, and what it was started with. */
export interface Started {
  bot: Bot;
  config: Config;
  version: string;
  env: Env;
  /** Whether the standard input gives anything. */
  input: Promise<boolean>;
  log: () => Promise<Log>;
  /** The wall clock. */
  now: () => Temporal.Instant;
  /** Monotonic, in milliseconds, 0 at the start of the process. */
  clock: () => number;
  /** A number in [0, 1). */
  random: () => number;
  /** Takes who is to be told that a daily post may be due. */
  onWake(listener: () => void): void;
}

type Env = Readonly<Record<string, string | undefined>>;

/** A chat where there is a terminal, an answer to each line of a pipe, or a service where nobody says anything. */
export type Manner = 'talk' | 'answer' | 'stay';

/** How long the program may take to end by itself once it has stopped. */
const lastMs = 5_000;

/** How long a pipe may stay silent until this counts as a start without input. */
const patienceMs = 1_000;

export async function mannerOf(input: Promise<boolean>, { slack, discord }: Config): Promise<Manner> {
  // Whoever has set a platform's tokens wants it connected, at a terminal too.
  if (process.stdin.isTTY && (slack ?? discord) !== undefined) return 'stay';
  if (process.stdin.isTTY) return process.stdout.isTTY ? 'talk' : 'answer';
  return (await Promise.race([input, wait(patienceMs, false, { ref: false })])) ? 'answer' : 'stay';
}

/** Gives the exit code. */
export async function converse(manner: Manner, started: Started): Promise<number> {
  switch (manner) {
    case 'talk':
      return talk(started);
    case 'answer':
      return answer(started);
    case 'stay':
      return stay(started);
    default:
      return manner satisfies never;
  }
}

async function talk(started: Started): Promise<number> {
  const { chat } = await import('../adapters/terminal/chat.ts');
  const prompt = `${started.config.commandName}> `;
  await chat({
    ...conversationOf(started),
    greeting: await greetingOf(started),
    prompt,
    history: historyIn(historyFile(started.env)),
    interactive: true,
  });
  return 0;
}

async function answer(started: Started): Promise<number> {
  const { answerLines } = await import('../adapters/terminal/chat.ts');
  await answerLines(conversationOf(started));
  return 0;
}

async function stay(started: Started): Promise<number> {
  const { serve } = await import('../ops/service.ts');
  const log = await started.log();
  process.on('unhandledRejection', (error) => {
    const said = error instanceof Error ? error.stack : String(error);
    log.error({ said }, 'something failed in a library, and nobody waited for it');
  });
  const platforms = await platformsOf(started, log);
  const code = await serve({
    config: started.config,
    log,
    platforms,
    workers: await workersOf(started, platforms, log),
    version: started.version,
    signals: process,
    clock: started.clock,
    storeAnswers: () => answers(started.bot.deps.store),
    greeting: await greetingOf(started),
    say: (text) => process.stdout.write(`${text}\n`),
    complain: (text) => process.stderr.write(`${text}\n`),
    finished: Promise.race([lateLines(started), npmGone(started.env)]),
  });
  // What a library does not let go of must not hold up the end.
  setTimeout(() => process.exit(code), lastMs).unref();
  return code;
}

/** The chats that the settings connect. Each is loaded only when it is. */
async function platformsOf({ bot, config, clock, random }: Started, log: Log): Promise<Platform[]> {
  const { slack, discord, commandName, managers } = config;
  const common = { dispatcher: bot.dispatcher, commands, commandName, log, wait: idle, random, managers };
  const platforms: Platform[] = [];
  if (slack !== undefined) {
    const { createSlack } = await import('../adapters/slack/adapter.ts');
    platforms.push(createSlack({ ...common, settings: slack, clock }));
  }
  if (discord !== undefined) {
    const { createDiscord } = await import('../adapters/discord/adapter.ts');
    platforms.push(createDiscord({ ...common, settings: discord }));
  }
  return platforms;
}

/** What works without being asked: the delivery of daily posts, where there is a chat to write to. */
async function workersOf(
  { bot, config, now, clock, random, onWake }: Started,
  platforms: readonly Platform[],
  log: Log,
): Promise<Worker[]> {
  const posters = platforms.flatMap(({ poster }) => poster ?? []);
  if (posters.length === 0) return [];
  const { createDaily } = await import('../daily/daily.ts');
  const { createWriting } = await import('../daily/writer.ts');
  const daily = createDaily({
    store: bot.deps.store,
    writing: createWriting(bot.deps.catalog, config.commandName),
    posters,
    commandName: config.commandName,
    clocks: { now, clock },
    wait: idle,
    random,
    log,
    zonesVersion: process.versions.tz ?? '',
  });
  onWake(daily.wake);
  return [daily];
}

/** A wait that keeps no program from ending. */
function idle(ms: number): Promise<unknown> {
  return wait(ms, undefined, { ref: false });
}

/** A late line on the pipe is answered, and the end of such lines ends the service. */
async function lateLines(started: Started): Promise<string> {
  if (!(await started.input)) return new Promise(() => {});
  await answer(started);
  return 'end of input';
}

async function npmGone({ npm_lifecycle_event: script }: Env): Promise<string> {
  if (script === undefined) return new Promise(() => {});
  await parentGone(() => process.ppid);
  return 'npm is gone';
}

function conversationOf({ bot, config, env }: Started) {
  return {
    dispatcher: bot.dispatcher,
    caller: terminalCaller(),
    commands,
    commandName: config.commandName,
    colour: screenOf(process.stdout, env).colour,
    columns: () => screenOf(process.stdout, env).columns,
    input: process.stdin,
    output: process.stdout,
  };
}

async function greetingOf({ bot, config, version, env }: Started): Promise<string> {
  const { greeting } = await import('../adapters/terminal/greeting.ts');
  const { resources, topics } = bot.deps.catalog;
  return greeting({
    version,
    resources: resources.length,
    topics: topics.length,
    commandName: config.commandName,
    ...screenOf(process.stdout, env),
    connectLines: connectLines(config),
  });
}

function connectLines({ slack, discord }: Config): string[] {
  const preview = 'npm run --silent ask -- "resource docker" --as slack (or discord)';
  const platforms = [
    { name: 'Slack', guide: 'docs/slack.md', isSet: slack !== undefined },
    { name: 'Discord', guide: 'docs/discord.md', isSet: discord !== undefined },
  ];
  return [
    ...platforms.map(({ name, guide, isSet }) =>
      isSet ? `${name} is being connected; the log says when it is.` : `To connect ${name}, follow ${guide}.`,
    ),
    `What people will see there you can see now: ${preview}`,
  ];
}
