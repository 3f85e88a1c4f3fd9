/** A process that delivers daily posts of the real catalog to a Discord, as a service does. Ends with SIGTERM. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createPoster } from '../../src/adapters/discord/poster.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import { createDaily } from '../../src/daily/daily.ts';
import { usual } from '../../src/daily/timing.ts';
import { createWriting } from '../../src/daily/writer.ts';
import { serviceStore } from '../store/verbs.ts';
import { errorsOnly } from './log.ts';
import { ordersSchema, ready } from './orders.ts';

const { url, discord } = ordersSchema.parse(JSON.parse(process.env.BENCH_ORDERS ?? ''));
const store = serviceStore({ path: '', url });
await store.open();
const daily = createDaily({
  store,
  writing: createWriting(await loadCatalog([join(import.meta.dirname, '../../catalog')]), 'mlops'),
  posters: [createPoster(discord, errorsOnly)],
  commandName: 'mlops',
  clocks: { now: () => Temporal.Now.instant(), clock: () => performance.now() },
  wait: (ms) => wait(ms, undefined, { ref: false }),
  random: Math.random,
  log: errorsOnly,
  zonesVersion: process.versions.tz ?? '',
  // What is due in a bench is due by a moment, not by a minute.
  timing: { ...usual, tickMs: 200 },
});
process.once('SIGTERM', async () => {
  await daily.stop(5_000);
  await store.close();
  process.exit(0);
});
daily.start();
// Keeps the process, too, whose own waits do not.
setInterval(() => {}, 60_000);
console.log(ready);
