import { type Logger, LogLevel } from '@slack/web-api';
import type { Log } from '../../chat/log.ts';

/**
 * What Slack's libraries say. Their `debug` holds what people write and the addresses to answer them, so it is never kept;
 * the rest is for whoever looks closely, since the adapter tells what matters in its own words.
 */
export function sdkLog(log: Log): Logger {
  const said = (parts: readonly unknown[]) => parts.map(String).join(' ').slice(0, 500);
  return {
    debug() {},
    info: (...parts) => log.debug({}, said(parts)),
    warn: (...parts) => log.debug({}, said(parts)),
    error: (...parts) => log.debug({}, said(parts)),
    setLevel() {},
    getLevel: () => LogLevel.INFO,
    setName() {},
  };
}
