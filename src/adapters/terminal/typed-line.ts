import { type CommandNames, withoutName } from '../../chat/bot-name.ts';
import { cleanLine } from '../../chat/clean.ts';

/** What a person means by a line, before the commands see it. */
export type TypedLine =
  | { type: 'nothing' }
  | { type: 'leave' }
  | { type: 'press'; number: number }
  | { type: 'say'; line: string };

/** `/mlops resource docker` and `/resource docker` are typed out of habit: the slash and the name go. */
export function readTyped(given: string, commandName: string, commands: readonly CommandNames[]): TypedLine {
  const line = cleanLine(given);
  if (line === '') return { type: 'nothing' };
  if (/^\/?(exit|quit|bye)$/i.test(line)) return { type: 'leave' };
  const [, digits] = /^\[?(\d{1,3})\]?$/.exec(line) ?? [];
  if (digits !== undefined) return { type: 'press', number: Number(digits) };
  return { type: 'say', line: withoutName(line, commandName, commands) };
}
