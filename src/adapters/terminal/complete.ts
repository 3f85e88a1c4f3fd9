import { withoutName } from '../../chat/bot-name.ts';
import type { Caller } from '../../chat/command.ts';
import type { Dispatcher } from '../../chat/dispatch.ts';
import { fullName } from '../../chat/typed.ts';
import type { CommandWords, OptionWords } from './command-words.ts';

/** As readline takes it: what could stand there, and the end of the line in whose place it would stand. */
export type Completion = [candidates: string[], typed: string];

export interface CompletionContext {
  commands: readonly CommandWords[];
  commandName: string;
  dispatcher: Pick<Dispatcher, 'suggest'>;
  caller: Caller;
}

/** Words of commands first, then what the command's own option suggests; bare words are looked up like a search. */
export async function complete(given: string, context: CompletionContext): Promise<Completion> {
  const line = withoutName(given.trimStart(), context.commandName, context.commands);
  const found = commandAtStart(line, context.commands);
  if (found === undefined) return firstWords(line, context);
  const typed = found.rest;
  const filter = await filterValues(typed, found.command, context);
  if (filter !== undefined) return filter;
  return restValues(typed, found.command, context);
}

/** What goes on from all the words, or where nothing does, from the last one. */
async function restValues(
  typed: string,
  command: CommandWords,
  context: CompletionContext,
): Promise<Completion> {
  const option = command.options.find(({ rest }) => rest === true);
  if (option === undefined) return [[], typed];
  const whole = await values(command, option, typed, context);
  const word = typed.slice(typed.lastIndexOf(' ') + 1);
  if (whole.length > 0 || word === typed) return [closest(typed, whole), typed];
  return [closest(word, await values(command, option, word, context)), word];
}

function commandAtStart(line: string, commands: readonly CommandWords[]) {
  for (const command of commands) {
    for (const start of [fullName(command), ...(command.words ?? []).map(({ word }) => word)]) {
      if (line.toLowerCase().startsWith(`${start} `)) {
        return { command, rest: line.slice(start.length).trimStart() };
      }
    }
  }
  return undefined;
}

async function firstWords(typed: string, context: CompletionContext): Promise<Completion> {
  const { commands } = context;
  const names = commands.flatMap((command) => [
    fullName(command),
    ...(typed === '' ? [] : (command.words ?? []).map(({ word }) => word)),
  ]);
  const starts = names.filter((name) => startsWith(name, typed));
  if (starts.length > 0) return [starts.map(spaced), typed];
  const searching = commands.find(({ name }) => name === 'resource');
  return searching === undefined ? [[], typed] : restValues(typed, searching, context);
}

/** `kind:b` → kind:book, `topic:doc` → topic:docker. */
async function filterValues(
  typed: string,
  command: CommandWords,
  context: CompletionContext,
): Promise<Completion | undefined> {
  const word = typed.slice(typed.lastIndexOf(' ') + 1);
  const [, name = '', value = ''] = /^([a-z]+):(.*)$/i.exec(word) ?? [];
  const option = command.options.find((one) => one.name === name.toLowerCase());
  if (option === undefined) return undefined;
  const all = await values(command, option, value, context);
  const candidates = closest(value, all).map((one) => `${option.name}:${one}`);
  return [candidates, word];
}

async function values(
  command: CommandWords,
  option: OptionWords,
  typed: string,
  { dispatcher, caller }: CompletionContext,
): Promise<string[]> {
  if (option.choices !== undefined) {
    return option.choices.map(({ value }) => value).filter((value) => startsWith(value, typed));
  }
  const suggested = await dispatcher.suggest(fullName(command), option.name, typed, caller);
  return suggested.map(({ value }) => value);
}

/** Where some begin as typed, the others (typos, words inside) would only hide what they have in common. */
function closest(typed: string, candidates: readonly string[]): string[] {
  const unique = [...new Set(candidates)];
  const starting = unique.filter((one) => startsWith(one, typed));
  return starting.length > 0 ? sameCase(starting) : unique;
}

/** readline fills in what candidates share to the letter; "docker" and "Docker notes" share a word. */
function sameCase(candidates: readonly string[]): string[] {
  const first = candidates[0] ?? '';
  let shared = first;
  while (!candidates.every((one) => startsWith(one, shared))) shared = shared.slice(0, -1);
  return candidates.map((one) => shared + one.slice(shared.length));
}

function startsWith(text: string, start: string): boolean {
  return text.toLowerCase().startsWith(start.toLowerCase());
}

function spaced(name: string): string {
  return `${name} `;
}
