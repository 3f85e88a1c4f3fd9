import { join } from 'node:path';
import { config as readDotenv } from 'dotenv';
import manifest from '../package.json' with { type: 'json' };
import { openKeptYaml } from './catalog/kept-yaml.ts';
import { loadCatalog } from './catalog/load.ts';
import type { Catalog } from './catalog/model.ts';
import { type Bot, createBot } from './commands/bot.ts';
import { builtInCatalog } from './config/settings.ts';
import { type Config, readConfig } from './config.ts';
import { converse, mannerOf } from './main/manners.ts';
import { failureText } from './ops/failure.ts';
import { hasInput } from './ops/input.ts';
import { incomplete, misspelt, notYet } from './ops/notices.ts';
import { letReaderLeave } from './ops/pipe.ts';
import { type Clocks, lastingStore, storeNotices, type Tell, visitingStore } from './ops/store.ts';
import type { StoreError } from './store/error.ts';
import type { Store } from './store/store.ts';

export const { version } = manifest;

export type Env = Record<string, string | undefined>;

/** The wall clock. */
export const now = () => Temporal.Now.instant();
const random = () => Math.random();
/** What time it is, and how much has passed. */
export const clocks: Clocks = { now, clock: () => performance.now() };

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
    const [catalog, manner] = await Promise.all([readCatalog(config), mannerOf(input, config)]);
    warn([...incomplete(config), ...notYet(config)]);
    // What is wrong at the start is said by the start; what comes later by the log, or here.
    let tell: Tell = () => {};
    const open = manner === 'stay' ? lastingStore : visitingStore;
    const store = open(config.database, { ...clocks, onTrouble: (trouble) => tell(trouble) });
    try {
      warn(await storeNotices(store, config.database.path));
      tell = manner === 'stay' ? (trouble) => logTrouble(config, trouble) : warnOfTrouble;
      let wake = () => {};
      const bot = assembleBot({ config, catalog, store, wake: () => wake() });
      const { clock } = clocks;
      const log = () => logOf(config);
      const onWake = (listener: () => void) => {
        wake = listener;
      };
      return await converse(manner, { bot, config, version, env, input, log, now, clock, random, onWake });
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
export async function readCatalog(
  config: Config,
  dirs: readonly string[] = config.catalogDirs,
): Promise<Catalog> {
  // Folders that are only looked at do not take the place of those that every start reads.
  if (dirs !== config.catalogDirs) return loadCatalog(dirs, { vocabularyDir: builtInCatalog });
  const kept = await openKeptYaml(keptFile, `${version}, yaml ${manifest.dependencies.yaml}`);
  const catalog = await loadCatalog(dirs, { vocabularyDir: builtInCatalog, kept });
  await kept.save();
  return catalog;
}

/** Beside what start.js keeps of the code, and for the same reason. */
const keptFile = join(import.meta.dirname, '../node_modules/.cache/mlops-companion/catalog.json');

export function assembleBot({
  config,
  catalog,
  store,
  wake = () => {},
}: {
  config: Config;
  catalog: Catalog;
  store: Store;
  /** A daily post may be due. */
  wake?: () => void;
}): Bot {
  return createBot({
    catalog,
    store,
    about: { version, commandName: config.commandName },
    daily: { wake, ...(config.defaultZone === undefined ? {} : { defaultZone: config.defaultZone }) },
    now,
    random,
    onError(err, about) {
      // A log that cannot be written costs nobody an answer.
      logOf(config).then(
        (log) => log.error({ err, ...about }, 'a command broke'),
        () => {},
      );
    },
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
