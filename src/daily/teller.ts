import type { Log } from '../chat/log.ts';
import type { Poster } from '../chat/poster.ts';
import { code, type Message, message, quiet, text } from '../chat/reply.ts';
import type { TellTime } from '../store/moment.ts';
import { claimNotices, noticeTold } from '../store/notices.ts';
import type { Store } from '../store/store.ts';
import type { Subscription } from '../store/subscriptions.ts';

export interface TellerOptions {
  store: Store;
  time: TellTime;
  poster: Poster;
  /** What people type before a command, without the slash. */
  commandName: string;
  timeoutMs: number;
  log: Log;
}

/** Longer than all of them take. */
const againMs = 2 * 60_000;
const most = 5;

/**
 * Tells those who switched a daily post on that it was paused, and what to do. Whoever cannot be reached now is told two minutes
 * later.
 *
 * @returns how many are told
 * @throws {StoreError}
 */
export async function tellOwners(options: TellerOptions): Promise<number> {
  const { store, time, poster } = options;
  const troubled = await store.write(async (db) => {
    const { now } = await time(db);
    return claimNotices(db, { platform: poster.platform, now, againMs, limit: most });
  });
  let told = 0;
  for (const notice of troubled) {
    if (!(await tellOwner(notice.subscription, options))) continue;
    told += 1;
    await store.write((db) => noticeTold(db, notice), { repeatable: true });
  }
  return told;
}

/** Whether there is nothing more to be done. */
async function tellOwner(one: Subscription, options: TellerOptions): Promise<boolean> {
  const { poster, timeoutMs, log, commandName } = options;
  const person = one.owner?.split(/[:/]/).at(-1);
  if (person === undefined || one.trouble === undefined) return true;
  const outcome = await poster
    .tell(person, notice(one, one.trouble.mend, commandName), timeoutMs, `${one.id} ${one.trouble.at}`)
    .catch(() => 'later' as const);
  if (outcome === 'refused') {
    log.warn(
      { subscription: one.id, code: one.trouble.code },
      'nobody could be told that a daily post is paused',
    );
  }
  return outcome !== 'later';
}

function notice({ name, target }: Subscription, mend: string, commandName: string): Message {
  const where = target.type === 'person' ? 'your daily post' : `the daily post in ${name ?? 'a channel'}`;
  return message(
    text(`I could not send ${where}, so I paused it. ${mend}`),
    text('When that is mended, type there ', code(`/${commandName} daily resume`), '.'),
    quiet('The place on the path is kept, and nothing is made up for later.'),
  );
}
