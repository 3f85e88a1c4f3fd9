import { startPair } from '../load/start-pair.ts';
import { printTable } from '../start/table.ts';
import { columns, row, takeTurns } from '../store/turns.ts';
import type { Loopback } from './loopback.ts';
import { startBare, startOurs } from './programs.ts';

/**
 * From process start until Discord has answered READY, for scale.
 *
 * @param env more of the environment of ours
 */
export async function measureStartUp(
  discord: Loopback,
  env: Record<string, string>,
  message: string,
): Promise<void> {
  await using pair = startPair({
    name: 'gateway',
    ours: () => startOurs(discord, env),
    bare: () => startBare(discord, message),
  });
  printTable('From process start to connected', columns, [row(pair, await takeTurns(pair))]);
}
