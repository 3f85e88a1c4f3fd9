import type { Log } from '../chat/log.ts';
import type { Poster } from '../chat/poster.ts';
import { StoreError } from '../store/error.ts';
import { newName } from '../store/ids.ts';
import type { TellTime } from '../store/moment.ts';
import type { Store } from '../store/store.ts';
import { type Attempted, attempt } from './attempt.ts';
import { type Assignment, claim } from './claim.ts';
import type { Settler } from './settler.ts';
import { createSignal, type Signal } from './signal.ts';
import type { Timing } from './timing.ts';
import type { Writing } from './writing.ts';

export interface SenderOptions {
  store: Store;
  time: TellTime;
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
const unlimited = 64;
const mostAtOnce = 32;

export function createSender(options: SenderOptions): Sender {
  const { poster, clock, timing, log, wait, settler, random } = options;
  const signal = createSignal(wait);
  const turns = new Set<Signal>();
  // Half a second of turns: what is claimed waits no longer, and others get theirs.
  const room = Number.isFinite(poster.perSecond) ? Math.ceil(poster.perSecond / 2) : unlimited;
  const underWay = new Set<Promise<void>>();
  const counts = { sent: 0, failed: 0, skipped: 0, unknown: 0 };
  let stopping = false;
  let name = { owner: newName(random), again: false };

  /** Gives how many were claimed. */
  async function round(): Promise<number> {
    const startedAt = clock();
    const limit = Math.min(mostAtOnce, room - underWay.size);
    const assignments = await claim({ ...options, leaseMs: timing.leaseMs }, { ...name, limit });
    name = { owner: newName(random), again: false };
    for (const one of assignments) {
      const work = handle(one, startedAt).finally(() => underWay.delete(work));
      underWay.add(work);
    }
    return assignments.length;
  }

  async function handle(one: Assignment, startedAt: number): Promise<void> {
    const now = () => Math.round(one.claimedAt + clock() - startedAt);
    const holds = () => clock() - startedAt < timing.leaseMs - timing.timeoutMs;
    try {
      const attempted = await inTurn(one, () => attempt(one, { poster, timing, now, holds }), now);
      if (attempted === undefined)
        log.warn({ post: one.post.id }, 'a post was held too long, and is left to others');
      else {
        tellOf(one, attempted);
        await settler.settle({ assignment: one, attempted });
      }
    } catch (err) {
      // Its lease runs out, and then it is looked at again.
      log.error({ err, post: one.post.id }, 'a post broke');
    }
  }

  async function inTurn(
    one: Assignment,
    run: () => Promise<Attempted | undefined>,
    now: () => number,
  ): Promise<Attempted | undefined> {
    if (one.waitMs > 0 && !stopping) {
      const turn = createSignal(wait);
      turns.add(turn);
      await turn.wait(one.waitMs);
      turns.delete(turn);
    }
    return stopping ? givenBack(one, now()) : run();
  }

  function tellOf({ post, subscription }: Assignment, { outcome }: Attempted): void {
    const { state, reason } = outcome;
    if (state !== 'pending' && state !== 'uncertain') counts[state] += 1;
    const about = { post: post.id, subscription: subscription.id, state, reason };
    if (state === 'failed' || state === 'unknown') log.warn(about, 'a post did not come through');
    else log.debug(about, 'a post');
  }

  return {
    counts: () => counts,
    wake: signal.wake,
    async run() {
      while (!stopping) {
        try {
          const claimed = underWay.size < room ? await round() : 0;
          if (underWay.size >= room) await Promise.race(underWay);
          else if (claimed === 0) await signal.wait(timing.tickMs);
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

function givenBack({ post, owner }: Assignment, runAt: number): Attempted {
  const state = post.state === 'sending' ? 'pending' : 'uncertain';
  return { outcome: { id: post.id, owner, state, runAt, reason: 'the bot stopped' }, moves: false };
}
