import { startPair } from '../load/start-pair.ts';
import { median, printTable } from '../start/table.ts';
import { columns, row, takeTurns } from '../store/turns.ts';
import type { Loopback } from './loopback.ts';
import { startBare, startOurs, type Way } from './programs.ts';

/** What is asked of ours: at most so many times what the bare app takes. */
const limit = 2;

/**
 * From process start until Slack has taken the token and can send: over HTTP the server listens, in Socket Mode a first
 * connection stands. Gives what is over its limit.
 *
 * @param env more of the environment of ours
 */
export async function measureStartUp({ apiUrl }: Loopback, env: Record<string, string>): Promise<string[]> {
  const over: string[] = [];
  const rows: string[][] = [];
  for (const way of ['http', 'socket'] as const) {
    await using pair = startPair({
      name: names[way],
      limit,
      ours: () => startOurs({ way, apiUrl, env }),
      bare: () => startBare({ way, apiUrl, env: {} }),
    });
    const measured = await takeTurns(pair);
    rows.push(row(pair, measured));
    if (median(measured.ours) / median(measured.bare) > limit) over.push(`start to connected: ${pair.name}`);
  }
  printTable('From process start to connected', columns, rows);
  return over;
}

const names: Record<Way, string> = { http: 'HTTP', socket: 'Socket Mode' };
