import { settlePosts } from '../store/claims.ts';
import type { TellTime } from '../store/moment.ts';
import { stopForTrouble } from '../store/notices.ts';
import { lastEndings } from '../store/posts.ts';
import type { Store } from '../store/store.ts';
import { moveCursors } from '../store/subscriptions.ts';
import type { Db } from '../store/tables.ts';
import type { Attempted } from './attempt.ts';
import type { Assignment } from './claim.ts';

/** A post and what became of it. */
export interface Done {
  assignment: Assignment;
  attempted: Attempted;
}

export interface SettleOptions {
  store: Store;
  time: TellTime;
}

/**
 * Writes down what became of some posts, each with the place of its channel, all in one transaction. What another process has taken
 * over in the meantime is left to that one.
 *
 * @returns how many were still this process's
 * @throws {StoreError}
 */
export function settle({ store, time }: SettleOptions, all: readonly Done[]): Promise<number> {
  return store.write(
    async (db) => {
      const ids = new Set(
        await settlePosts(
          db,
          all.map(({ attempted }) => attempted.outcome),
        ),
      );
      const settled = all.filter(({ assignment }) => ids.has(assignment.post.id));
      await moveCursors(db, settled.flatMap(moveOf));
      for (const { assignment, attempted } of settled) {
        if (attempted.trouble === undefined) continue;
        const { after, ...trouble } = attempted.trouble;
        const { id } = assignment.subscription;
        if (!(await hasFailed(db, id, after))) continue;
        const at = Temporal.Instant.fromEpochMilliseconds((await time(db)).now);
        await stopForTrouble(db, id, { ...trouble, at });
      }
      return settled.length;
    },
    { repeatable: true },
  );
}

/** Whether so many posts in a row were refused; the newest just was. */
async function hasFailed(db: Db, subscriptionId: string, times: number): Promise<boolean> {
  if (times === 1) return true;
  const [, ...before] = await lastEndings(db, subscriptionId, times);
  return before.length === times - 1 && before.every((state) => state === 'failed');
}

function moveOf({ assignment, attempted }: Done) {
  const { subscription, written } = assignment;
  if (!attempted.moves || written === undefined) return [];
  return [{ id: subscription.id, cursor: written.cursor }];
}
