import type { Log } from '../chat/log.ts';
import type { Poster } from '../chat/poster.ts';
import { within } from '../chat/within.ts';
import { recoverClaims } from '../store/claims.ts';
import { type Clocks, timeOf } from '../store/moment.ts';
import type { Store } from '../store/store.ts';
import { createLoop } from './loop.ts';
import { planDue } from './plan.ts';
import { renewRuns } from './renew.ts';
import { createSender, type Ending } from './sender.ts';
import { createSettler } from './settler.ts';
import { tellOwners } from './teller.ts';
import { createTidying } from './tidy.ts';
import { type Timing, usual } from './timing.ts';
import type { Writing } from './writing.ts';

export interface DailyOptions {
  store: Store;
  writing: Writing;
  posters: readonly Poster[];
  /** What people type before a command, without the slash. */
  commandName: string;
  clocks: Clocks;
  /** Resolves after so many milliseconds. */
  wait: (ms: number) => Promise<unknown>;
  /** A number in [0, 1). */
  random: () => number;
  log: Log;
  /** Of the rules of time zones: process.versions.tz. */
  zonesVersion: string;
  timing?: Timing;
}

/** The delivery of daily posts. Any number of processes may run it on one PostgreSQL. */
export interface Daily {
  start(): void;
  /** A post may be due before the next look. */
  wake(): void;
  /** What became of posts in this process, by platform. */
  counts(): Readonly<Record<string, Readonly<Record<Ending, number>>>>;
  /** Lets attempts end, or gives up after `graceMs`; what is left is sent by the next process. */
  stop(graceMs: number): Promise<void>;
}

export function createDaily(options: DailyOptions): Daily {
  const { store, clocks, wait, random, log, posters, commandName, timing = usual } = options;
  const { tickMs: everyMs, timeoutMs, catchUpMs } = timing;
  const time = timeOf(clocks);
  const { clock, now } = clocks;
  const common = { store, time, clock, wait, log };
  const settler = createSettler(common);
  const senders = posters.map((poster) =>
    createSender({ ...options, ...common, now, poster, settler, timing }),
  );
  const tidy = createTidying({ ...common, laterMs: timing.absentAfterMs });
  let isReady = false;
  let running: Promise<unknown> = Promise.resolve();

  /** Before anything is claimed. */
  async function prepare(): Promise<void> {
    const moment = await store.read((db) => time(db));
    const late = { now: moment.now, laterMs: timing.absentAfterMs };
    await store.write((db) => recoverClaims(db, late), { repeatable: true });
    const moved = await renewRuns(store, options.zonesVersion);
    if (moved !== undefined) log.info({ moved, tz: options.zonesVersion }, 'the rules of time zones are new');
    isReady = true;
    for (const loop of others) started.push(loop.run());
  }

  async function plan(): Promise<void> {
    if (!isReady) await prepare();
    const planned = await planDue({ store, time, random, catchUpMs });
    if (planned > 0) for (const sender of senders) sender.wake();
    await tidy();
  }

  const planner = createLoop({ ...common, what: 'the planning of posts', everyMs, run: plan });
  const tellers = posters.map((poster) => {
    const run = () => tellOwners({ ...common, poster, commandName, timeoutMs });
    return createLoop({ ...common, what: 'telling of trouble', everyMs, run });
  });
  const others = [...senders, ...tellers];
  const started: Promise<void>[] = [];

  return {
    start() {
      running = planner.run().then(() => Promise.all(started));
    },
    wake: planner.wake,
    counts: () => Object.fromEntries(senders.map(({ platform, counts }) => [platform, counts()])),
    async stop(graceMs) {
      for (const loop of [planner, ...others]) loop.stop();
      await within(running, graceMs);
      settler.stop();
    },
  };
}
