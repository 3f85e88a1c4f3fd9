import { decodeAction, encodeAction } from '../chat/action.ts';
import type { Args } from '../chat/command.ts';
import { textOf } from './options.ts';

/**
 * The arguments with a text that every button of the answer can carry whole, so that Next and Share ask what page 1
 * did. A text that is too long is asked in short (`shorten`), and cut at a word if that is still too long.
 */
export function carried(
  command: string,
  args: Args,
  name: string,
  shorten: (text: string) => string = (text) => text,
): Args {
  const asked = textOf(args, name);
  if (asked === '') return args;
  const arriving = (text: string): string => {
    // With the longest page number and everything that a button may add.
    const longest = { ...args, [name]: text, page: 500, share: true };
    const encoded = encodeAction({ command, args: longest, mode: 'update', ordinal: 99 });
    return textOf(decodeAction(encoded)?.args ?? {}, name);
  };
  return arriving(asked) === asked ? args : { ...args, [name]: arriving(shorten(asked)) || asked };
}
