import type { Args, Caller } from '../chat/command.ts';
import { type Button, code, heading, type Message, message, quiet, text } from '../chat/reply.ts';
import { forOf } from './daily-options.ts';
import { forArgs, mayChange, mayNot, nameOf, noPlace, type Whose, whoseOf } from './daily-whose.ts';
import type { Deps } from './deps.ts';

/** Whose it is, for somebody who may change it; else what to say. */
export async function changeable(
  args: Args,
  { caller, deps }: { caller: Caller; deps: Deps },
): Promise<{ whose: Whose } | { says: Message }> {
  const whose = whoseOf(caller, forOf(args));
  if (whose === undefined) return { says: noPlace(caller, deps) };
  return (await mayChange(caller, whose)) ? { whose } : { says: mayNot(whose) };
}

/** Nothing was ever switched on there. */
export function nothingHere(whose: Whose): Message {
  return message(
    heading('No daily post yet'),
    text(whose.own ? 'You have no daily post of your own.' : `There is no daily post in ${nameOf(whose)}.`),
    quiet(
      'Type ',
      code(whose.own ? 'daily on me' : 'daily on'),
      ' and see what it would be, before anybody else does.',
    ),
    { type: 'actions', buttons: [{ ...dailyButton(whose, 'Switch it on', 'on'), style: 'primary' }] },
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
