import type * as z from 'zod';
import { isKey, type Key, keys, type LogLevel, secretKeys, settings } from './config/settings.ts';

/** What the environment says, checked. Keys of features that this version does not have yet are checked as well. */
export interface Config {
  /** What people type before a command, without the slash. */
  commandName: string;
  /** Each adds to those before it. */
  catalogDirs: readonly string[];
  host: string;
  /** 0 takes any free port. */
  port: number;
  logLevel: LogLevel;
  /** Where the bot keeps what people did: PostgreSQL's address if there is one, else the file. */
  database: { url?: string; path: string };
  /** Present when there is a token and a way for Slack to reach the bot. */
  slack?: SlackSettings;
  /** Present when there is a token. */
  discord?: DiscordSettings;
  /** IANA name, for whoever names none and whose platform tells none. */
  defaultZone?: string;
  /** Ids of those who may switch daily posts; empty leaves it to whoever manages a channel. */
  managers: readonly string[];
  /** Keys that have a value, in the order of `keys`. */
  given: readonly Key[];
  /** Values that no output may show. */
  secrets: readonly string[];
}

export interface SlackSettings {
  botToken: string;
  /** Socket Mode goes before HTTP when both are set. */
  way: { type: 'socket'; appToken: string; connections: number } | { type: 'http'; signingSecret: string };
  /** Another address than Slack's own, on this machine. */
  apiUrl?: string;
}

export interface DiscordSettings {
  token: string;
  /** Commands are registered for this server alone, where they show at once. */
  guildId?: string;
  /** Another address than Discord's own, on this machine. */
  apiUrl?: string;
}

/** One setting that is wrong, and how to mend it. Never holds the value of a secret. */
export interface ConfigProblem {
  key: Key;
  message: string;
  mend: string;
}

export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(`${problems.length} ${problems.length === 1 ? 'setting is' : 'settings are'} wrong`);
    this.problems = problems;
  }
}

/**
 * Reads settings from an environment. Empty values count as absent, unknown keys are left alone.
 *
 * @throws {ConfigError} with every setting that is wrong.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const values = new Map<Key, string>();
  for (const key of keys) {
    const value = env[key]?.trim() ?? '';
    if (value !== '') values.set(key, value);
  }
  const read = settings.safeParse(Object.fromEntries(values));
  if (!read.success) throw new ConfigError(problemsOf(read.error.issues, values));
  const { COMMAND_NAME, CATALOG_DIRS, HOST, PORT, LOG_LEVEL, DATABASE_PATH, DATABASE_URL } = read.data;
  const slack = slackOf(read.data);
  const discord = discordOf(read.data);
  return {
    commandName: COMMAND_NAME,
    catalogDirs: CATALOG_DIRS,
    host: HOST,
    port: PORT,
    logLevel: LOG_LEVEL,
    database: { path: DATABASE_PATH, ...(DATABASE_URL === undefined ? {} : { url: DATABASE_URL }) },
    ...(slack === undefined ? {} : { slack }),
    ...(discord === undefined ? {} : { discord }),
    ...(read.data.DEFAULT_TIME_ZONE === undefined ? {} : { defaultZone: read.data.DEFAULT_TIME_ZONE }),
    managers: read.data.DAILY_MANAGERS,
    given: [...values.keys()],
    secrets: secretsOf(values),
  };
}

function slackOf(read: z.infer<typeof settings>): SlackSettings | undefined {
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_SOCKET_CONNECTIONS } = read;
  if (SLACK_BOT_TOKEN === undefined) return undefined;
  const more = read.SLACK_API_URL === undefined ? {} : { apiUrl: read.SLACK_API_URL };
  if (SLACK_APP_TOKEN !== undefined) {
    const way = { type: 'socket', appToken: SLACK_APP_TOKEN, connections: SLACK_SOCKET_CONNECTIONS } as const;
    return { botToken: SLACK_BOT_TOKEN, way, ...more };
  }
  if (SLACK_SIGNING_SECRET === undefined) return undefined;
  return { botToken: SLACK_BOT_TOKEN, way: { type: 'http', signingSecret: SLACK_SIGNING_SECRET }, ...more };
}

function discordOf(read: z.infer<typeof settings>): DiscordSettings | undefined {
  const { DISCORD_TOKEN: token, DISCORD_GUILD_ID: guildId, DISCORD_API_URL: apiUrl } = read;
  if (token === undefined) return undefined;
  return {
    token,
    ...(guildId === undefined ? {} : { guildId }),
    ...(apiUrl === undefined ? {} : { apiUrl }),
  };
}

function problemsOf(issues: readonly z.core.$ZodIssue[], values: ReadonlyMap<Key, string>): ConfigProblem[] {
  const found = new Map<Key, ConfigProblem>();
  for (const { path, message } of issues) {
    const key = String(path[0]);
    if (!isKey(key) || found.has(key)) continue;
    found.set(key, { key, message: `${key} ${shown(key, values.get(key) ?? '')}`, mend: message });
  }
  return keys.flatMap((key) => found.get(key) ?? []);
}

/** A secret, or what may be one that stands in the wrong place, is not repeated. */
function shown(key: Key, value: string): string {
  const hidden = secretKeys.includes(key) || value.length > 24 || /^(xox|xapp)|[@\p{Cc}]/u.test(value);
  return hidden ? `has a value that cannot be right (${value.length} characters)` : `is "${value}"`;
}

function secretsOf(values: ReadonlyMap<Key, string>): string[] {
  const url = URL.parse(values.get('DATABASE_URL') ?? '');
  const password = url?.password ?? '';
  const all = [
    ...secretKeys.map((key) => values.get(key) ?? ''),
    password,
    decoded(password),
    url?.searchParams.get('password') ?? '',
  ];
  return [...new Set(all)].filter((secret) => secret !== '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
