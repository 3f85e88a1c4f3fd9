import { isIP } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod';

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

type LogLevel = (typeof logLevels)[number];
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

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

/** The catalog that comes with the program. */
export const builtInCatalog = join(import.meta.dirname, '../catalog');

const portMend = 'use a whole number from 0 to 65535, such as 3000';
const address = (mend: string, fits: (url: URL) => boolean) =>
  z.string().refine((text) => {
    const url = URL.parse(text);
    return url !== null && fits(url);
  }, mend);
const loopbackApi = address(
  'use an address on this machine, such as http://127.0.0.1:4000; it is meant for tests',
  ({ protocol, hostname }) =>
    /^https?:$/.test(protocol) && /^(127(\.\d+){3}|\[::1\]|localhost)$/.test(hostname),
);

const sslModes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

/** Whether what should be a password has ended early, and the rest of it stands where it would be shown. */
function misplaced(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /@/.test(url.pathname + url.search + url.hash);
}

/** What works in this version. */
const working = {
  COMMAND_NAME: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,31}$/, 'use 1 to 32 of a-z, 0-9, - and _, without a slash, such as mlops')
    .default('mlops'),
  CATALOG_DIRS: z
    .string()
    .transform(listed)
    .refine((dirs) => dirs.length > 0, 'name folders with a comma between them, or remove the line')
    .default([builtInCatalog]),
  HOST: z
    .string()
    .refine(isHost, 'use an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them')
    .default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, portMend)
    .transform(Number)
    .refine((port) => port <= 65_535, portMend)
    .default(3000),
  LOG_LEVEL: z
    .string()
    .toLowerCase()
    .pipe(z.enum(logLevels, `use one of: ${logLevels.join(', ')}`))
    .default('info'),
  DATABASE_PATH: z
    .string()
    .refine((path) => !/^:memory:|^file:|[\\/]$/.test(path), 'name a file, such as data/companion.db')
    .default('data/companion.db'),
  DATABASE_URL: address(
    'use an address such as postgres://companion:password@127.0.0.1:5432/companion',
    (url) => /^postgres(ql)?:$/.test(url.protocol),
  )
    .refine(
      (text) => !misplaced(text),
      'in the password write / as %2F, ? as %3F, # as %23 and @ as %40, or it ends there',
    )
    .refine(
      (text) => sslModes.includes(URL.parse(text)?.searchParams.get('sslmode') ?? 'disable'),
      'use sslmode=verify-full, or no-verify or disable',
    )
    .optional(),
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-[\w-]+$/, 'copy the Bot User OAuth Token; it begins with xoxb-')
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-[\w-]+$/, 'copy the App-Level Token; it begins with xapp-')
    .optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9]{16,}$/, 'copy the Signing Secret from Basic Information: letters and digits alone')
    .optional(),
  SLACK_SOCKET_CONNECTIONS: z
    .string()
    .regex(/^([1-9]|10)$/, 'use a whole number from 1 to 10, such as 2')
    .transform(Number)
    .default(2),
  SLACK_API_URL: loopbackApi.optional(),
};

/** What a later version reads. It is checked now, so that a slip shows now. */
const planned = {
  DISCORD_TOKEN: z
    .string()
    .regex(
      /^[\w-]+\.[\w-]+\.[\w-]+$/,
      'copy the token of the Bot page alone: three parts with dots between them',
    ),
  DISCORD_GUILD_ID: z.string().regex(/^\d{17,20}$/, "copy the server's id: 17 to 20 digits"),
  PUBLIC_URL: address('use an address that begins with https://', ({ protocol }) =>
    /^https?:$/.test(protocol),
  ),
  DEFAULT_TIME_ZONE: z.string().refine(isTimeZone, 'use an IANA name, such as Europe/Berlin or UTC'),
  DAILY_MANAGERS: z.string(),
  DISCORD_API_URL: loopbackApi,
};

const configSchema = z.object(working).extend(z.object(planned).partial().shape);

export type Key = keyof typeof working | keyof typeof planned;

const isKey = (key: string): key is Key => key in working || key in planned;

/** Settings that do something in this version. */
export const workingKeys = Object.keys(working).filter(isKey);

/** Every setting that is known, the ones that work first. */
export const keys = [...workingKeys, ...Object.keys(planned).filter(isKey)];

/** Settings whose values no output may show. */
export const secretKeys: readonly Key[] = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'DISCORD_TOKEN',
  'DATABASE_URL',
];

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
  const read = configSchema.safeParse(Object.fromEntries(values));
  if (!read.success) throw new ConfigError(problemsOf(read.error.issues, values));
  const { COMMAND_NAME, CATALOG_DIRS, HOST, PORT, LOG_LEVEL, DATABASE_PATH, DATABASE_URL } = read.data;
  const slack = slackOf(read.data);
  return {
    commandName: COMMAND_NAME,
    catalogDirs: CATALOG_DIRS,
    host: HOST,
    port: PORT,
    logLevel: LOG_LEVEL,
    database: { path: DATABASE_PATH, ...(DATABASE_URL === undefined ? {} : { url: DATABASE_URL }) },
    ...(slack === undefined ? {} : { slack }),
    given: [...values.keys()],
    secrets: secretsOf(values),
  };
}

function slackOf(read: z.infer<typeof configSchema>): SlackSettings | undefined {
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

/** Folders with commas between them. */
export function listed(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
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

function isHost(text: string): boolean {
  if (isIP(text) > 0) return true;
  return !/^[\d.]+$/.test(text) && /^[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*$/i.test(text);
}

function isTimeZone(name: string): boolean {
  if (!/^[a-z]/i.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
