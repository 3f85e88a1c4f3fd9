import { isIP } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod';

/** The catalog that comes with the program. */
export const builtInCatalog = join(import.meta.dirname, '../../catalog');

export type LogLevel = (typeof logLevels)[number];
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

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

/** A person of Slack, or a person or role of Discord; the platform, and Slack's workspace, may stand before it. */
const managerId = /^(slack:([A-Z0-9]{3,30}\/)?|discord:)?[A-Z0-9]{3,30}$/;

const sslModes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

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
  DISCORD_TOKEN: z
    .string()
    .regex(
      /^[\w-]+\.[\w-]+\.[\w-]+$/,
      'copy the token of the Bot page alone: three parts with dots between them',
    )
    .optional(),
  DISCORD_GUILD_ID: z
    .string()
    .regex(/^\d{17,20}$/, "copy the server's id: 17 to 20 digits")
    .optional(),
  DISCORD_API_URL: loopbackApi.optional(),
  DEFAULT_TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'use an IANA name, such as Europe/Berlin or UTC')
    .optional(),
  DAILY_MANAGERS: z
    .string()
    .transform(listed)
    .refine(
      (ids) => ids.every((id) => managerId.test(id)),
      'use ids with commas between them, such as U012AB3CD,discord:123456789012345678',
    )
    .default([]),
};

/** What a later version reads. It is checked now, so that a slip shows now. */
const planned = {
  PUBLIC_URL: address('use an address that begins with https://', ({ protocol }) =>
    /^https?:$/.test(protocol),
  ),
};

export const settings = z.object(working).extend(z.object(planned).partial().shape);

export type Key = keyof typeof working | keyof typeof planned;

export const isKey = (key: string): key is Key => key in working || key in planned;

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

/** Folders with commas between them. */
export function listed(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Whether what should be a password has ended early, and the rest of it stands where it would be shown. */
function misplaced(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /@/.test(url.pathname + url.search + url.hash);
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
