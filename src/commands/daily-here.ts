import type { Args, Caller, Permission } from '../chat/command.ts';
import { type Button, heading, type Message, message, quiet, text } from '../chat/reply.ts';
import { type Subscription, subscriptionFor } from '../store/subscriptions.ts';
import type { Db } from '../store/tables.ts';
import { forOf } from './daily-options.ts';
import { forArgs, mayChange, nameOf, noPlace, oneForMe, type Whose, whoseOf } from './daily-whose.ts';
import type { Deps } from './deps.ts';
import { typed } from './typed-line.ts';

/** A daily post that somebody may change. */
export interface Found {
  whose: Whose;
  caller: Caller;
}

/** Whose it is, for somebody who may change it; else what to say. */
export async function changeable(
  args: Args,
  { caller, deps }: { caller: Caller; deps: Deps },
): Promise<Found | { says: Message }> {
  const whose = whoseOf(caller, forOf(args));
  if (whose === undefined) return { says: noPlace(caller, deps) };
  const permission = await mayChange(caller, whose);
  return permission.may ? { whose, caller } : { says: await mayNot(permission.says, whose, deps) };
}

/** Why somebody may not change it, whom they could ask, and what they may. @throws {StoreError} */
export async function mayNot(says: Message, whose: Whose, { store }: Deps): Promise<Message> {
  const one = await store.read((db) => subscriptionFor(db, whose));
  const owner = one?.state === 'off' ? undefined : one?.ownerName;
  return message(
    ...says.blocks,
    owner === undefined ? undefined : text(`The one that is here was switched on by ${owner}.`),
    quiet('Or have a daily post of your own, in direct messages:'),
    buttonsOf(oneForMe),
  );
}

/** Nothing was ever switched on there. Somebody may look for their own where the channel has none. @throws {StoreError} */
export async function nothingHere(
  db: Db,
  { whose, caller, permission = { may: true } }: Found & { permission?: Permission },
  deps: Deps,
): Promise<Message> {
  const mine = whose.own ? undefined : whoseOf(caller, 'me');
  const own = mine && (await subscriptionFor(db, mine));
  return nothing({ whose, permission, mine, own: own?.state === 'off' ? undefined : own }, deps);
}

interface Nothing {
  whose: Whose;
  permission: Permission;
  mine: Whose | undefined;
  own: Subscription | undefined;
}

function nothing({ whose, permission, mine, own }: Nothing, deps: Deps): Message {
  const hasOwn = mine !== undefined && own !== undefined;
  const on = { ...dailyButton(whose, 'Switch it on', 'on'), style: 'primary' as const };
  const line = typed(deps, whose.own ? 'daily on for:me' : 'daily on');
  return message(
    heading('No daily post yet'),
    text(whose.own ? 'You have no daily post of your own.' : `There is no daily post in ${nameOf(whose)}.`),
    ...(permission.may
      ? [quiet('Type ', line, ' and see what it would be, before anybody else does.')]
      : permission.says.blocks),
    hasOwn ? quiet('You have one of your own: type ', typed(deps, 'daily status for:me'), '.') : undefined,
    buttonsOf(
      ...(permission.may ? [on] : hasOwn ? [] : [oneForMe]),
      ...(hasOwn ? [dailyButton(mine, 'My own', 'status')] : []),
    ),
  );
}

export function dailyButton(
  whose: Whose,
  label: string,
  command: string,
  args: Args = {},
): Button & { action: object } {
  return {
    label,
    action: { command: `daily ${command}`, args: { ...forArgs(whose), ...args }, mode: 'reply' },
  };
}

export function buttonsOf(...buttons: readonly Button[]) {
  return { type: 'actions', buttons } as const;
}
