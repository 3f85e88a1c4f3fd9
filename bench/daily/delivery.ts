import { setTimeout as wait } from 'node:timers/promises';
import type { Poster } from '../../src/chat/poster.ts';
import { createDaily } from '../../src/daily/daily.ts';
import { plainWriting } from '../../test/daily/world.ts';
import type { Ground } from './engines.ts';
import { errorsOnly } from './log.ts';

const glanceMs = 10;
/** Nobody waits for posts longer than that. */
const mostMs = 120_000;

/** The delivery as a service runs it, with posts that say the same each time. Disposing of it ends it. */
export function startDelivery({ store }: Ground, poster: Poster): AsyncDisposable {
  const daily = createDaily({
    store,
    writing: plainWriting,
    posters: [poster],
    commandName: 'mlops',
    clocks: { now: () => Temporal.Now.instant(), clock: () => performance.now() },
    wait: (ms) => wait(ms, undefined, { ref: false }),
    random: Math.random,
    log: errorsOnly,
    zonesVersion: process.versions.tz ?? '',
  });
  daily.start();
  return { [Symbol.asyncDispose]: () => daily.stop(10_000) };
}

/** Resolves once so many were posted, and none of them is left to be written down. */
export async function untilSettled(
  { store }: Ground,
  { posted }: { posted: () => number },
  count: number,
): Promise<void> {
  const begun = performance.now();
  while (posted() < count || (await store.read(isWaiting))) {
    if (performance.now() - begun > mostMs) throw new Error(`${posted()} of ${count} were posted in time`);
    await wait(glanceMs);
  }
  if (posted() > count) throw new Error(`${posted()} were posted, which is more than ${count}`);
}

async function isWaiting(db: Parameters<Parameters<Ground['store']['read']>[0]>[0]): Promise<boolean> {
  const row = await db
    .selectFrom('post')
    .select('id')
    .where('state', 'in', ['pending', 'sending', 'uncertain'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
