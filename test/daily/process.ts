import type { Poster } from '../../src/chat/poster.ts';
import { attempt } from '../../src/daily/attempt.ts';
import { claim } from '../../src/daily/claim.ts';
import { planDue } from '../../src/daily/plan.ts';
import { settle } from '../../src/daily/settle.ts';
import { usual } from '../../src/daily/timing.ts';
import type { Writing } from '../../src/daily/writing.ts';
import { newName } from '../../src/store/ids.ts';
import type { Store } from '../../src/store/store.ts';
import { plainWriting } from './world.ts';

export interface ProcessOptions {
  store: Store;
  posters: readonly Poster[];
  /** Simulated milliseconds since 1970. */
  now: () => number;
  /** A number in [0, 1). */
  random: () => number;
  /** How often it is killed at each point where that matters. */
  deadly?: number;
  writing?: Writing;
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

class Killed extends Error {}

/**
 * One look of a process at what is due, at a simulated moment: the steps of the sender without its waits. It may be killed between any
 * two of them, and leaves what it held.
 */
export async function look({
  store,
  posters,
  now,
  random,
  deadly = 0,
  writing = plainWriting,
}: ProcessOptions) {
  const mayDie = () => {
    if (random() < deadly) throw new Killed();
  };
  // Leases go by simulated time too, on both engines.
  const time = async () => ({ now: now(), lease: now() });
  try {
    await planDue({ store, time, random, catchUpMs: usual.catchUpMs });
    mayDie();
    let claimed = 0;
    for (const poster of posters) {
      const claimOptions = { store, time, clock: now, writing, poster, leaseMs: usual.leaseMs, log: silent };
      const assignments = await claim(claimOptions, { owner: newName(random), limit: 100, again: false });
      claimed += assignments.length;
      mayDie();
      for (const assignment of assignments) {
        const attempted = await attempt(assignment, { poster, timing: usual, now, holds: () => true });
        mayDie();
        await settle({ store, time }, [{ assignment, attempted }]);
      }
    }
    return claimed;
  } catch (error) {
    if (error instanceof Killed) return 0;
    throw error;
  }
}
