import type { Log } from '../chat/log.ts';
import type { Poster } from '../chat/poster.ts';
import { StoreError } from '../store/error.ts';
import { newName } from '../store/ids.ts';
import type { TellTime } from '../store/moment.ts';
import type { Store } from '../store/store.ts';
import { type Attempted, attempt, givenBack } from './attempt.ts';
import { type Assignment, anotherTurn, claim } from './claim.ts';
import type { Settler } from './settler.ts';
import { createSignal, type Signal } from './signal.ts';
import type { Timing } from './timing.ts';
import type { Writing } from './writing.ts';

export interface SenderOptions {
  store: Store;
  time: TellTime;
  /** The wall clock. */
  now: () => Temporal.Instant;
  /** Monotonic, in milliseconds. */
  clock: () => number;
  writing: Writing;
  poster: Poster;
  settler: Settler;
  timing: Timing;
  log: Log;
  /** Resolves after so many milliseconds. */
  wait: (ms: number) => Promise<unknown>;
  /** A number in [0, 1). */
  random: () => number;
}

/** Sends what is due on one platform. */
export interface Sender {
  platform: Poster['platform'];
  /** Something may be due. */
  wake(): void;
  /** Resolves once it has stopped. */
  run(): Promise<void>;
  /** Claims nothing more, lets attempts end, and gives back what has not been sent. */
  stop(): void;
  /** How many posts ended so in this process. */
  counts(): Readonly<Record<Ending, number>>;
}

/** The states in which a post needs nothing more. */
export type Ending = 'sent' | 'failed' | 'skipped' | 'unknown';

/** Posts under way at once where the platform has no limit for all of them together. */
const unlimited = 256;
const mostAtOnce = 128;
/** So late a turn may be used: with the turns of a second it stays below what Discord takes in one. */
const latestMs = 100;

export function createSender(options: SenderOptions): Sender {
  const { poster, clock, timing, log, wait, settler, random } = options;
  const signal = createSignal(wait);
  const turns = new Set<Signal>();
  // Half a second of turns: what is claimed waits no longer, and others get theirs.
  const isLimited = Number.isFinite(poster.perSecond);
  const room = isLimited ? Math.ceil(poster.perSecond / 2) : unlimited;
  const claiming = { ...options, leaseMs: timing.leaseMs };
  /** Few large claims cost less than many small ones. */
  const hasRoom = () => room - underWay.size >= Math.min(mostAtOnce, room) / 2;
  const underWay = new Set<Promise<void>>();
  const counts = { sent: 0, failed: 0, skipped: 0, unknown: 0 };
  let stopping = false;
  let name = { owner: newName(random), again: false };

  /** Gives how many were claimed. */
  async function round(): Promise<number> {
    const limit = Math.min(mostAtOnce, room - underWay.size);
    const assignments = await claim(claiming, { ...name, limit });
    name = { owner: newName(random), again: false };
    for (const one of assignments) {
      const work = handle(one).finally(() => underWay.delete(work));
      underWay.add(work);
    }
    return assignments.length;
  }

  async function handle(one: Assignment): Promise<void> {
    const { time, clock: begun } = one.claimedAt;
    const now = () => Math.round(time + clock() - begun);
    const wall = options.now().epochMilliseconds;
    // By both clocks: the one stands still while a machine sleeps, the other can be set.
    const heldMs = () => Math.max(clock() - begun, Math.abs(options.now().epochMilliseconds - wall));
    const holds = () => heldMs() < timing.leaseMs - timing.timeoutMs - timing.absentAfterMs;
    try {
      const attempted = await inTurn(one, () => attempt(one, { poster, timing, now, holds }), now);
      tellOf(one, attempted);
      await settler.settle({ assignment: one, attempted });
    } catch (err) {
      // Its lease runs out, and then it is looked at again.
      log.error({ err, post: one.post.id }, 'a post broke');
    }
  }

  async function inTurn(
    one: Assignment,
    run: () => Promise<Attempted>,
    now: () => number,
  ): Promise<Attempted> {
    let at = one.claimedAt.clock + one.waitMs;
    await until(at);
    while (isLimited && !stopping && clock() - at > latestMs) {
      const waitMs = await anotherTurn(claiming, one).catch(unlessAway);
      // The store is away, and this one has certainly not been sent.
      if (waitMs === undefined) return givenBack(one, now(), 'it could get no turn');
      at = clock() + waitMs;
      await until(at);
    }
    return stopping ? givenBack(one, now(), 'the bot stopped') : run();
  }

  async function until(at: number): Promise<void> {
    const ms = at - clock();
    if (ms <= 0 || stopping) return;
    const turn = createSignal(wait);
    turns.add(turn);
    await turn.wait(ms);
    turns.delete(turn);
  }

  function tellOf({ post, subscription }: Assignment, { outcome }: Attempted): void {
    const { state, reason } = outcome;
    if (state !== 'pending' && state !== 'uncertain') counts[state] += 1;
    const about = { post: post.id, subscription: subscription.id, state, reason };
    if (state === 'failed' || state === 'unknown') log.warn(about, 'a post did not come through');
    else log.debug(about, 'a post');
  }

  return {
    platform: poster.platform,
    counts: () => counts,
    wake: signal.wake,
    async run() {
      while (!stopping) {
        try {
          if (!hasRoom()) await Promise.race(underWay);
          else if ((await round()) === 0) await signal.wait(timing.tickMs);
        } catch (err) {
          if (!(err instanceof StoreError)) log.error({ err }, 'posts could not be claimed');
          // It may have been kept nevertheless.
          name = { ...name, again: true };
          await signal.wait(timing.tickMs);
        }
      }
      await Promise.allSettled(underWay);
    },
    stop() {
      stopping = true;
      for (const turn of turns) turn.wake();
      signal.wake();
    },
  };
}

function unlessAway(error: unknown): undefined {
  if (!(error instanceof StoreError)) throw error;
}
