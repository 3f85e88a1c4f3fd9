import { cleanLine } from '../../chat/clean.ts';
import type { CommandWords } from './command-words.ts';

/** What a person means by a line, before the commands see it. */
export type TypedLine =
  | { type: 'nothing' }
  | { type: 'leave' }
  | { type: 'press'; number: number }
  | { type: 'say'; line: string };

/** `/mlops resource docker` and `/resource docker` are typed out of habit: the slash and the name go. */
export function readTyped(given: string, commandName: string, commands: readonly CommandWords[]): TypedLine {
  const line = cleanLine(given);
  if (line === '') return { type: 'nothing' };
  if (/^\/?(exit|quit|bye)$/i.test(line)) return { type: 'leave' };
  const [, digits] = /^\[?(\d{1,3})\]?$/.exec(line) ?? [];
  if (digits !== undefined) return { type: 'press', number: Number(digits) };
  return { type: 'say', line: withoutName(line, commandName, commands) };
}

/** Without a slash the bot's name may be what is looked for ("mlops course"), unless a command follows it. */
export function withoutName(line: string, commandName: string, commands: readonly CommandWords[]): string {
  const slash = line.startsWith('/');
  const rest = slash ? line.slice(1) : line;
  const [first = '', second = ''] = rest.split(' ');
  if (first.toLowerCase() !== commandName.toLowerCase()) return rest;
  if (!slash && !startsCommand(second, commands)) return line;
  return rest.slice(first.length).trimStart();
}

function startsCommand(word: string, commands: readonly CommandWords[]): boolean {
  const folded = word.toLowerCase();
  return commands.some(
    ({ name, group, words }) =>
      (group ?? name) === folded || (words ?? []).some((other) => other.word === folded),
  );
}
