import { setTimeout as wait } from 'node:timers/promises';
import { config as readDotenv } from 'dotenv';
import manifest from '../package.json' with { type: 'json' };
import { loadCatalog } from './catalog/load.ts';
import type { Catalog } from './catalog/model.ts';
import type { Caller } from './chat/command.ts';
import { commands } from './commands/all.ts';
import { type Bot, createBot } from './commands/bot.ts';
import { builtInCatalog, type Config, readConfig } from './config.ts';
import { failureText } from './ops/failure.ts';
import { historyFile, historyIn } from './ops/history.ts';
import { hasInput } from './ops/input.ts';
import { incomplete, misspelt, notYet } from './ops/notices.ts';
import { parentGone } from './ops/parent.ts';
import { letReaderLeave } from './ops/pipe.ts';
import { screenOf } from './ops/screen.ts';
import { answers, type Clocks, lastingStore, storeNotices, type Tell, visitingStore } from './ops/store.ts';
import type { StoreError } from './store/error.ts';
import type { Store } from './store/store.ts';

export const { version } = manifest;

export type Env = Record<string, string | undefined>;

/** The wall clock. */
export const now = () => Temporal.Now.instant();
/** What time it is, and how much has passed. */
export const clocks: Clocks = { now, clock: () => performance.now() };

/** How long a pipe may stay silent until this counts as a start without input. */
const patienceMs = 1_000;

/** `npm start`. Gives the exit code. */
export function main(args: readonly string[]): Promise<number> {
  return guarded(async () => {
    if (args.length > 0) {
      process.stderr.write(`start takes no words. For one answer: npm run ask -- "${args.join(' ')}"\n`);
      return 2;
    }
    const env = readEnvironment();
    // Before anything can be wrong: a slip in a name may be why.
    warn(misspelt(env));
    const config = readConfig(env);
    const input = hasInput(process.stdin);
    const [catalog, manner] = await Promise.all([readCatalog(config), mannerOf(input)]);
    warn([...incomplete(config), ...notYet(config)]);
    // What is wrong at the start is said by the start; what comes later by the log, or here.
    let tell: Tell = () => {};
    const open = manner === 'stay' ? lastingStore : visitingStore;
    const store = open(config.database, { ...clocks, onTrouble: (trouble) => tell(trouble) });
    try {
      warn(await storeNotices(store, config.database.path));
      tell = manner === 'stay' ? (trouble) => logTrouble(config, trouble) : warnOfTrouble;
      const bot = assembleBot({ config, catalog, store });
      return await converse(manner, { bot, config, env, input });
    } finally {
      await store.close();
    }
  });
}

function warn(notices: readonly string[]): void {
  for (const notice of notices) process.stderr.write(`! ${notice}\n`);
}

/** Runs a program, and says in plain words what keeps it from starting. Gives the exit code. */
export async function guarded(run: () => Promise<number>): Promise<number> {
  for (const stream of [process.stdout, process.stderr]) letReaderLeave(stream);
  try {
    return await run();
  } catch (error) {
    const text = failureText(error);
    if (text === undefined) throw error;
    process.stderr.write(`${text}\n`);
    return 1;
  } finally {
    // A pipe that somebody holds open would keep the process.
    process.stdin.destroy();
  }
}

/** The environment, and beneath it what `.env` of the working directory says. */
export function readEnvironment(): Env {
  const env: Env = { ...process.env };
  const { error } = readDotenv({ path: '.env', processEnv: env, quiet: true, debug: false, override: false });
  if (error !== undefined && error.code !== 'ENOENT') {
    process.stderr.write(`! .env cannot be read (${error.code}): make it a file that this user may read.\n`);
  }
  return env;
}

/**
 * @param dirs folders of catalogs, instead of those of the settings
 * @throws {CatalogError}
 */
export function readCatalog(config: Config, dirs: readonly string[] = config.catalogDirs): Promise<Catalog> {
  return loadCatalog(dirs, { vocabularyDir: builtInCatalog });
}

export function assembleBot({
  config,
  catalog,
  store,
}: {
  config: Config;
  catalog: Catalog;
  store: Store;
}): Bot {
  return createBot({
    catalog,
    store,
    about: { version, commandName: config.commandName },
    now,
    random: () => Math.random(),
    onError: async (err, about) => (await logOf(config)).error({ err, ...about }, 'a command broke'),
  });
}

/** Says why, to whoever sits at the terminal and runs the bot. */
export function warnOfTrouble(trouble: StoreError | undefined): void {
  if (trouble !== undefined) warn([trouble.message]);
}

async function logTrouble(config: Config, trouble: StoreError | undefined): Promise<void> {
  const log = await logOf(config);
  if (trouble === undefined) log.info('the database answers again');
  else log.warn({ trouble: trouble.trouble }, trouble.message);
}

async function logOf(config: Config) {
  return (await import('./ops/log.ts')).createLog(config);
}

/** Whoever sits at this terminal. */
export function terminalCaller(): Caller {
  return {
    person: { platform: 'terminal', id: 'local' },
    locale: 'en',
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    may: async () => true,
  };
}

interface Started {
  bot: Bot;
  config: Config;
  env: Env;
  /** Whether the standard input gives anything. */
  input: Promise<boolean>;
}

/** A chat where there is a terminal, an answer to each line of a pipe, or a service where nobody says anything. */
type Manner = 'talk' | 'answer' | 'stay';

async function mannerOf(input: Promise<boolean>): Promise<Manner> {
  if (process.stdin.isTTY) return process.stdout.isTTY ? 'talk' : 'answer';
  return (await Promise.race([input, wait(patienceMs, false, { ref: false })])) ? 'answer' : 'stay';
}

async function converse(manner: Manner, started: Started): Promise<number> {
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
  const { chat } = await import('./adapters/terminal/chat.ts');
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
  const { answerLines } = await import('./adapters/terminal/chat.ts');
  await answerLines(conversationOf(started));
  return 0;
}

async function stay(started: Started): Promise<number> {
  const { serve } = await import('./ops/service.ts');
  return serve({
    config: started.config,
    version,
    signals: process,
    clock: clocks.clock,
    storeAnswers: () => answers(started.bot.deps.store),
    greeting: await greetingOf(started),
    say: (text) => process.stdout.write(`${text}\n`),
    finished: Promise.race([lateLines(started), npmGone(started.env)]),
  });
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

async function greetingOf({ bot, config, env }: Started): Promise<string> {
  const { greeting } = await import('./adapters/terminal/greeting.ts');
  const { resources, topics } = bot.deps.catalog;
  return greeting({
    version,
    resources: resources.length,
    topics: topics.length,
    commandName: config.commandName,
    ...screenOf(process.stdout, env),
    connectLines: [
      'Slack and Discord cannot be connected in this version yet; they come next.',
      'What they will show you can see now: npm run --silent ask -- "resource docker" --as slack (or discord)',
    ],
  });
}
