import type { Args } from './command.ts';
import { code, type Message, message, text } from './reply.ts';

/** A button is older, or newer, than this bot. */
export function ofAnotherVersion(commandName: string): Message {
  return message(
    text('This button is from another version of the bot. Ask again: ', code(`/${commandName}`)),
  );
}

/** A dialog came later than the platform takes one. A press gives it another chance. */
export function openAgain(platform: string, command: string, args: Args): Message {
  const action = { command, args, mode: 'form' as const };
  return message(text(`This took longer than ${platform} waits for a dialog. Once more?`), {
    type: 'actions',
    buttons: [{ label: 'Open it', action, style: 'primary' }],
  });
}

/** For the bot's own command in the menu of a message. */
export const noWords = message(text('There are no words in that message to look for.'));

/** In a message "Topic: monitoring", "level:expert" and "-kafka" are no filters of the search. */
export function asProse(words: string): string {
  return words
    .replace(/[:=]/g, ' ')
    .replace(/(^|\s)-+(?=\S)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}
