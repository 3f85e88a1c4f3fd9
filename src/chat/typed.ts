import type { Args, Command, Option } from './command.ts';

/** A line that begins with a command: what to call, with its arguments as typed (unchecked). */
export interface Typed<Deps> {
  command: Command<Deps>;
  args: Args;
}

/** "daily on" for a command in a group, else its name. */
export function fullName(command: { name: string; group?: string }): string {
  return command.group === undefined ? command.name : `${command.group} ${command.name}`;
}

/** Understands a line whose first word (or two, in a group) is a command or another word for one. */
export function readCommand<Deps>(line: string, commands: readonly Command<Deps>[]): Typed<Deps> | undefined {
  const words = splitWords(line);
  const [first = '', second = ''] = words.map((word) => word.text.toLowerCase());
  // A name goes before other words, also before those of commands further up in the list.
  const grouped = commands.find((command) => fullName(command) === `${first} ${second}`);
  if (grouped) return { command: grouped, args: readArgs(words.slice(2), grouped, {}) };
  const named = commands.find((command) => fullName(command) === first);
  if (named) return { command: named, args: readArgs(words.slice(1), named, {}) };
  for (const command of commands) {
    const other = command.words?.find(({ word }) => word === first);
    if (other) return { command, args: readArgs(words.slice(1), command, other.args ?? {}) };
  }
  return undefined;
}

/** The line with a command that is one slip away in the place of its first words; "hepl docker" → "help docker". */
export function nearCommand<Deps>(line: string, commands: readonly Command<Deps>[]): string | undefined {
  const words = splitWords(line).map((word) => word.text);
  const names = commands.flatMap((command) => [
    fullName(command),
    ...(command.words ?? []).map(({ word }) => word),
  ]);
  for (const name of names) {
    const length = name.split(' ').length;
    const typed = words.slice(0, length).join(' ').toLowerCase();
    // Short words are near too many others: "one" in "one hot encoding" is no slip of "done".
    if (Math.min(typed.length, name.length) > 3 && oneSlipApart(typed, name)) {
      return [name, ...words.slice(length)].join(' ');
    }
  }
  return undefined;
}

interface Word {
  text: string;
  quoted: boolean;
}

/** Words by space; quotation marks, also in `topic:"model serving"`, hold words together and stay in the text. */
function splitWords(line: string): Word[] {
  return [...line.matchAll(/[^\s"“”]*["“”][^"“”]*["“”]|\S+/gu)].map(([text]) => ({
    text,
    quoted: /^["“”]/u.test(text),
  }));
}

function readArgs<Deps>(words: readonly Word[], command: Command<Deps>, implied: Args): Args {
  const args: Record<string, string | number | boolean> = { ...implied };
  const rest = command.options.find((option) => option.type === 'text' && option.rest === true);
  const grammar = rest?.type === 'text' && rest.grammar === true;
  const left: string[] = [];
  words.forEach((word, index) => {
    const last = index === words.length - 1;
    const taken = word.quoted ? undefined : readNamed(word.text, command.options, grammar);
    const bare =
      taken ?? (word.quoted ? undefined : readBare(word.text, command.options, { grammar, last, args }));
    if (bare === undefined) left.push(word.text);
    else args[bare.name] = bare.value;
  });
  if (rest && left.length > 0) args[rest.name] = grammar ? left.join(' ') : unquote(left.join(' '));
  return args;
}

interface Named {
  name: string;
  value: string | number | boolean;
}

/**
 * `stage:2`, `share:yes`. Where the rest has a grammar, only yes or no and whole numbers that the option takes are
 * taken out of it: the grammar says what is wrong with others. What is hidden it does not know.
 */
function readNamed<Deps>(
  word: string,
  options: readonly Option<Deps>[],
  grammar: boolean,
): Named | undefined {
  const [, name = '', value = ''] = /^([a-z]+):(.+)$/isu.exec(word) ?? [];
  const option = options.find((candidate) => candidate.name === name.toLowerCase());
  if (option === undefined) return undefined;
  switch (option.type) {
    case 'integer':
      return /^-?\d{1,9}$/.test(value) &&
        (!grammar || option.hidden === true || inRange(Number(value), option))
        ? { name: option.name, value: Number(value) }
        : undefined;
    case 'boolean':
      return /^(yes|no|true|false|on|off)$/i.test(value)
        ? { name: option.name, value: /^(yes|true|on)$/i.test(value) }
        : undefined;
    case 'choice':
    case 'text':
    case 'role':
    case 'channel':
      return grammar ? undefined : { name: option.name, value: unquote(value) };
    default:
      return option satisfies never;
  }
}

function inRange(value: number, { min, max }: { min: number; max: number }): boolean {
  return value >= min && value <= max;
}

/** A choice's value as a word of its own, and the name of a yes-or-no option as the last word ("… share"). */
function readBare<Deps>(
  word: string,
  options: readonly Option<Deps>[],
  { grammar, last, args }: { grammar: boolean; last: boolean; args: Args },
): Named | undefined {
  const folded = word.toLowerCase();
  for (const option of options) {
    if (args[option.name] !== undefined) continue;
    if (option.type === 'boolean' && last && option.hidden !== true && option.name === folded) {
      return { name: option.name, value: true };
    }
    if (option.type !== 'choice' || grammar) continue;
    const choice = option.choices.find(({ value }) => value === folded || `${value}s` === folded);
    if (choice) return { name: option.name, value: choice.value };
  }
  return undefined;
}

function unquote(text: string): string {
  return text.replace(/["“”]/gu, '').trim();
}

/** One letter too many, too few, other, or two neighbours swapped. */
function oneSlipApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const inA = a.slice(start, a.length - end);
  const inB = b.slice(start, b.length - end);
  if (inA.length <= 1 && inB.length <= 1) return true;
  return inA.length === 2 && inB.length === 2 && inA[0] === inB[1] && inA[1] === inB[0];
}
