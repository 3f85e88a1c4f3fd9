import { destination, type Logger, pino, stdTimeFunctions } from 'pino';
import { secretKeys } from '../config/settings.ts';
import type { Config } from '../config.ts';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** Takes one line of the log at a time, with its line break. */
export interface LogTarget {
  write(line: string): void;
}

const hidden = '[hidden]';
const names = [...secretKeys, 'token', 'authorization', 'cookie'];

/**
 * JSON lines on the standard error stream, or on `target`. Fields named like a secret are hidden two levels deep, and
 * the secrets themselves wherever they stand.
 */
export function createLog(
  { logLevel, secrets }: Pick<Config, 'logLevel' | 'secrets'>,
  target?: LogTarget,
): Log {
  const asWritten = secrets.map((secret) => JSON.stringify(secret).slice(1, -1));
  return pino(
    {
      level: logLevel,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: names.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: hidden },
      hooks: {
        streamWrite: (line) => asWritten.reduce((kept, secret) => kept.replaceAll(secret, hidden), line),
      },
    },
    // Written at once: the last line before an end is the one that matters.
    target ?? destination({ fd: 2, sync: true }),
  );
}
