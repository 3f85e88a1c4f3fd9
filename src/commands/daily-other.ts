import type { Args, Caller, TextOption } from '../chat/command.ts';
import { type Button, heading, type Message, message, text } from '../chat/reply.ts';
import { buttonsOf, changeable, dailyButton, type Found } from './daily-here.ts';
import { quoted } from './daily-problem.ts';
import type { Deps } from './deps.ts';
import { textOf } from './options.ts';

/** What is typed after a part that takes no more words. Nothing is done that was not meant: "skip tomorrow". */
export const otherOption: TextOption<Deps> = {
  name: 'other',
  type: 'text',
  summary: 'words that mean nothing here',
  rest: true,
  hidden: true,
};

const fillers = new Set('a daily for it just my next now one please post the this today’s'.split(' '));

/** Whose it is, for somebody who may change it and said nothing besides; else what to say. `part` is "off", and `label` its button. */
export async function changeableAlone(
  args: Args,
  context: { caller: Caller; deps: Deps },
  { says, label, part }: { says: string; label: string; part: string },
): Promise<Found | { says: Message }> {
  const found = await changeable(args, context);
  if ('says' in found) return found;
  const odd = notMeant(args, { says, button: dailyButton(found.whose, label, part) });
  return odd === undefined ? found : { says: odd };
}

/** Undefined where nothing else was said. `says` is what the part does, and `button` does it. */
export function notMeant(
  args: Args,
  { says, button }: { says: string; button: Button },
): Message | undefined {
  const words = textOf(args, 'other').split(' ');
  const unknown = words.filter((word) => word !== '' && !fillers.has(word.toLowerCase()));
  if (unknown.length === 0) return undefined;
  return message(
    heading('Not yet'),
    text(`I did not understand ${quoted(unknown.join(' '))}, so nothing was changed. ${says}`),
    buttonsOf(button),
  );
}
