import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { checkCatalog } from '../catalog/check.ts';
import type { Check } from '../chat/platform.ts';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { ListenError } from '../ops/failure.ts';
import { incomplete, misspelt, notYet, platformOf } from '../ops/notices.ts';
import { StoreError } from '../store/error.ts';

export interface DoctorOptions {
  env: Readonly<Record<string, string | undefined>>;
  /** Where `.env` is looked for. */
  folder: string;
  nodeVersion: string;
  version: string;
  /** Monotonic, in milliseconds. */
  clock: () => number;
}

const marks = { good: '✓', warning: '!', wrong: '✗' } as const;
const neededNode = 26;

/** Looks at the machine and the settings, prints one line for each check, and gives the exit code. */
export async function doctor(options: DoctorOptions, write: (text: string) => void): Promise<0 | 1> {
  const checks = await examine(options);
  for (const { result, message, mend } of checks) {
    write(`${marks[result]} ${message}${mend === undefined ? '' : `\n    ${mend}`}\n`);
  }
  const wrong = checks.filter(({ result }) => result === 'wrong').length;
  write(wrong === 0 ? '\nReady: npm start\n' : `\n${wrong} to mend.\n`);
  return wrong === 0 ? 0 : 1;
}

export async function examine(options: DoctorOptions): Promise<Check[]> {
  const { checks, config, wrongKeys } = checkSettings(options.env);
  return [
    checkNode(options.nodeVersion),
    ...(await checkDotenv(options.folder)),
    ...checks,
    ...(wrongKeys.has('CATALOG_DIRS') ? [] : await checkCatalogs(config)),
    ...(wrongKeys.has('DATABASE_PATH') || wrongKeys.has('DATABASE_URL') ? [] : [await checkStore(config)]),
    ...(await checkPlatforms(config, options.clock)),
    ...(wrongKeys.has('PORT') || wrongKeys.has('HOST') ? [] : [await checkPort(config, options.version)]),
  ];
}

function checkNode(nodeVersion: string): Check {
  if (Number(nodeVersion.split('.')[0]) >= neededNode) return good(`Node ${nodeVersion}`);
  const mend = `run "npm ci", which brings Node ${neededNode} along, then "npm run doctor"`;
  return { result: 'wrong', message: `Node ${nodeVersion}; ${neededNode} is needed`, mend };
}

async function checkDotenv(folder: string): Promise<Check[]> {
  const file = join(folder, '.env');
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) {
    return [good('no .env file: settings come from the environment alone; .env.example shows them all')];
  }
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
    const mend = `run: chmod 600 ${file}`;
    return [{ result: 'warning', message: '.env can be read by other users of this machine', mend }];
  }
  return [good('.env is there, for you alone')];
}

interface Settings {
  /** Without the settings that are wrong, so that whatever needs none of them can be looked at. */
  config: Config;
  wrongKeys: ReadonlySet<string>;
  checks: Check[];
}

function checkSettings(env: DoctorOptions['env']): Settings {
  const slips = misspelt(env).map(warning);
  try {
    const config = readConfig(env);
    const { given } = config;
    const platforms = new Set(given.map(platformOf).filter((platform) => platform !== undefined));
    const set = given.length === 0 ? 'nothing is set, all by default' : given.join(', ');
    const unset = (['Slack', 'Discord'] as const).filter((platform) => !platforms.has(platform));
    const without = unset.length === 0 ? [] : [good(`${unset.join(' and ')}: no tokens, not used`)];
    const notices = [...incomplete(config), ...notYet(config)].map(warning);
    const checks = [good(`settings: ${set}`), ...slips, ...notices, ...without];
    return { config, wrongKeys: new Set(), checks };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const wrong = error.problems.map(({ message, mend }): Check => ({ result: 'wrong', message, mend }));
    const wrongKeys = new Set<string>(error.problems.map(({ key }) => key));
    const rest = Object.fromEntries(Object.entries(env).filter(([key]) => !wrongKeys.has(key)));
    return { config: readConfig(rest), wrongKeys, checks: [...wrong, ...slips] };
  }
}

async function checkCatalogs({ catalogDirs }: Config): Promise<Check[]> {
  const { ok, text, problems } = await checkCatalog(catalogDirs);
  if (ok) return [good(`catalog: ${text.replace('No problems: ', '')}`)];
  return problems.map(({ file, line, column, message, mend }) => ({
    result: 'wrong',
    message: `${file}:${line}:${column}  ${message}`,
    mend,
  }));
}

async function checkPlatforms({ slack, discord }: Config, clock: () => number): Promise<Check[]> {
  const checks: Promise<Check[]>[] = [];
  if (slack !== undefined) {
    const { checkSlack } = await import('../adapters/slack/check.ts');
    checks.push(checkSlack(slack, { clock, wait }));
  }
  if (discord !== undefined) {
    const { checkDiscord } = await import('../adapters/discord/check.ts');
    checks.push(checkDiscord(discord));
  }
  return (await Promise.all(checks)).flat();
}

/** Looks and changes nothing. A file that is not there yet is made at the start, if its folder lets it. */
async function checkStore({ database }: Config): Promise<Check> {
  const { lookAt } = await import('../store/look.ts');
  try {
    const connection = await lookAt(database, 'quick');
    await connection.close();
    return good(`database: ${database.url === undefined ? database.path : 'PostgreSQL answers'}`);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    if (error.trouble !== 'older') return { result: 'wrong', message: `database: ${error.message}` };
    if (database.url === undefined && !(await mayMake(resolve(database.path)))) {
      const mend = 'give the folder to this user, or name another file with DATABASE_PATH';
      return { result: 'wrong', message: `database: ${database.path} cannot be made`, mend };
    }
    return good(`database: ${error.message}`);
  }
}

/** Whether the nearest folder that is there lets this user make files. */
async function mayMake(path: string): Promise<boolean> {
  const folder = dirname(path);
  try {
    await access(folder, constants.W_OK);
    return true;
  } catch (error) {
    const isThere = !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
    return isThere || folder === dirname(folder) ? false : mayMake(folder);
  }
}

/** A bot that already runs here is no fault. */
async function checkPort({ host, port }: Config, version: string): Promise<Check> {
  const { listen } = await import('../ops/listen.ts');
  try {
    const server = await listen({ fetch: () => new Response() }, { host, port });
    await server.close(0);
    return good(`port ${port} on ${host} is free`);
  } catch (error) {
    if (!(error instanceof ListenError)) throw error;
    if (await isCompanion(host, port)) {
      return warning(`port ${port} on ${host}: a MLOps Companion runs there already (this is ${version})`);
    }
    return { result: 'wrong', message: error.message };
  }
}

async function isCompanion(host: string, port: number): Promise<boolean> {
  try {
    const address = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
    const url = `http://${address.includes(':') ? `[${address}]` : address}:${port}/healthz`;
    const answer: unknown = await (await fetch(url, { signal: AbortSignal.timeout(1_000) })).json();
    return typeof answer === 'object' && answer !== null && 'status' in answer && 'uptime' in answer;
  } catch {
    return false;
  }
}

function good(message: string): Check {
  return { result: 'good', message };
}

function warning(message: string): Check {
  return { result: 'warning', message };
}
