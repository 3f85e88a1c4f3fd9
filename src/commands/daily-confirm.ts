import type { Caller } from '../chat/command.ts';
import { heading, type Message, message, quiet, text } from '../chat/reply.ts';
import { newId } from '../store/ids.ts';
import { meet, personId } from '../store/people.ts';
import {
  addSubscription,
  type Change,
  changeSubscription,
  type Subscription,
} from '../store/subscriptions.ts';
import { start } from '../study/cursor.ts';
import { markOf } from './daily-carry.ts';
import { lookAt, lost, nextOf, runFrom } from './daily-change.ts';
import { sayNext, sayWhen } from './daily-say.ts';
import type { Settings } from './daily-settings.ts';
import { forArgs, nameOf, ownerOf, type Whose } from './daily-whose.ts';
import type { Deps } from './deps.ts';

interface Confirmed {
  whose: Whose;
  settings: Settings;
  was: string | undefined;
  caller: Caller;
  now: Temporal.Instant;
}

/**
 * Switches it on, or changes what is there. Whoever confirms is its owner from then on, and is told of trouble.
 *
 * @param was the mark of what was there when it was shown; undefined to change it whatever it is
 * @returns undefined when that has been changed since
 * @throws {StoreError}
 */
export async function confirmDaily(
  { whose, settings, was, caller, now }: Confirmed,
  deps: Deps,
): Promise<Message | undefined> {
  const id = newId(now, deps.random);
  for (let attempt = 1; attempt <= 2; attempt++) {
    const done = await deps.store.write(async (db) => {
      const { one, last } = await lookAt(db, whose);
      if (was !== undefined && was !== markOf(one) && !isDone(one, settings, caller)) return 'stale';
      await meet(db, caller.person, caller.place, now);
      const run = runFrom(settings.schedule, now, last);
      const { name } = whose;
      const to: Change = {
        ...settings,
        state: 'on',
        announced: false,
        ...ownerOf(caller),
        ...(name === undefined ? {} : { name }),
        ...nextOf(run),
      };
      const { platform, target } = whose;
      const fresh = { id, platform, target, cursor: start, missed: 0, createdAt: now, version: 1 };
      const kept =
        one === undefined ? addSubscription(db, { ...fresh, ...to }) : changeSubscription(db, one, to);
      return (await kept) ? { run, before: one } : undefined;
    });
    if (done === undefined) continue;
    if (done === 'stale') return undefined;
    deps.daily.wake();
    const first = done.run === undefined ? sayWhen(settings) : sayNext(done.run, settings, now);
    const changed = done.before !== undefined && done.before.state !== 'off';
    return switchedOn({ whose, changed, first });
  }
  return lost;
}

/** It was pressed twice. */
function isDone(one: Subscription | undefined, settings: Settings, caller: Caller): boolean {
  if (one?.state !== 'on' || one.owner !== personId(caller.person)) return false;
  return markOf(one) === markOf({ ...one, ...settings });
}

function switchedOn({ whose, changed, first }: { whose: Whose; changed: boolean; first: string }): Message {
  const button = (label: string, command: string) => ({
    label,
    action: { command, args: forArgs(whose), mode: 'reply' as const },
  });
  const where = whose.own ? 'in direct messages to you' : `in ${nameOf(whose)}`;
  return message(
    heading(changed ? 'Changed' : 'Switched on'),
    text(
      changed ? `The next post comes ${where} on ${first}.` : `The first post comes ${where} on ${first}.`,
    ),
    quiet('If anything keeps it from coming, I write to you.'),
    {
      type: 'actions',
      buttons: [
        button('Preview', 'daily preview'),
        button('Status', 'daily status'),
        button('Off', 'daily off'),
      ],
    },
  );
}
