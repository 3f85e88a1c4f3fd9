import type { Action } from './action.ts';
import { apology, errorId } from './apology.ts';
import { checkArgs, cutAtWord } from './args.ts';
import type { Args, Caller, Command, Suggestion, Visibility } from './command.ts';
import { createKeptReplies } from './kept-replies.ts';
import { code, heading, list, message, quiet, type Reply, text } from './reply.ts';
import { fullName, nearCommand, readCommand } from './typed.ts';

/** The one door to the commands. Nothing that comes through it is ever thrown back at an adapter. */
export interface Dispatcher {
  /**
   * A line as typed after the bot's name: "resource docker", "docker", "". `extra` is added to the arguments
   * of whatever it turns out to be.
   */
  type(line: string, caller: Caller, extra?: Args): Promise<Answer>;
  /** A command whose options the platform has already told apart. `command` is "resource" or "daily on". */
  call(command: string, args: Args, caller: Caller): Promise<Answer>;
  press(action: Action, caller: Caller): Promise<Answer>;
  /** Never throws and never waits longer than the budget: no suggestions then. */
  suggest(command: string, option: string, prefix: string, caller: Caller): Promise<readonly Suggestion[]>;
}

export interface Answer {
  /** What ran, and with what; for text that names nothing, `command` is absent. */
  command?: string;
  args: Args;
  visibility: Visibility;
  reply: Reply;
}

export interface DispatchOptions<Deps> {
  commands: readonly Command<Deps>[];
  deps: Deps;
  now: () => Temporal.Instant;
  /** Told of what broke, with the id that the person was given. */
  onError: (error: unknown, about: { id: string; command: string }) => void;
  /** What to answer to an error that is nobody's slip and is known elsewhere; undefined for one that broke. */
  explain?: (error: unknown) => Reply | undefined;
  /** What to do with words that are no command: the catalog's own knowledge of words. */
  lookup: Lookup;
  /** A number in [0, 1), for the ids of errors. */
  random: () => number;
}

interface Lookup {
  /** Whether the text is a topic, an alias or words of a title. */
  knows(text: string): boolean;
  /** Whether a search for it finds something. */
  finds(text: string): boolean;
}

/** Longest line that is read, in characters; a platform may send more. */
const maxLine = 2_000;
const suggestBudgetMs = 1_000;
const maxSuggestions = 25;

export function createDispatcher<Deps>(options: DispatchOptions<Deps>): Dispatcher {
  const { commands, lookup } = options;
  const kept = createKeptReplies();
  const byName = new Map(commands.map((command) => [fullName(command), command]));

  async function run(command: Command<Deps>, given: Args, caller: Caller): Promise<Answer> {
    const name = fullName(command);
    const { args, problems } = checkArgs(given, command);
    if (problems.length > 0) {
      return { command: name, args, visibility: 'private', reply: message(...problems, helpButton(name)) };
    }
    try {
      const answer = () => command.run(args, { caller, now: options.now(), deps: options.deps });
      const reply = await (command.steady ? kept(`${name} ${JSON.stringify(args)}`, answer) : answer());
      return { command: name, args, visibility: command.visibility(args), reply };
    } catch (error) {
      const reply = options.explain?.(error) ?? apology(noted(error, name));
      return { command: name, args, visibility: 'private', reply };
    }
  }

  /** Tells of an error and gives its id. A log that cannot be written must not cost the person the answer. */
  function noted(error: unknown, command: string): string {
    const id = errorId(options.random);
    try {
      options.onError(error, { id, command });
    } catch {}
    return id;
  }

  async function type(given: string, caller: Caller, extra: Args = {}): Promise<Answer> {
    const line = given.slice(0, maxLine).toWellFormed().replaceAll('\0', ' ').trim();
    const typed = readCommand(line === '' ? 'help' : line, commands);
    if (typed) return run(typed.command, { ...typed.args, ...extra }, caller);
    try {
      return await lookUp(line, caller, extra);
    } catch (error) {
      return { args: {}, visibility: 'private', reply: apology(noted(error, 'resource')) };
    }
  }

  /** What to do with a line that is no command. */
  async function lookUp(line: string, caller: Caller, extra: Args): Promise<Answer> {
    const search = readCommand(`resource ${line}`, commands);
    const asked = typeof search?.args.query === 'string' ? search.args.query : line;
    const asSearch = () =>
      search ? run(search.command, { ...search.args, ...extra }, caller) : unknown(line, commands);
    if (lookup.knows(asked)) return asSearch();
    const near = nearCommand(line, commands);
    if (near !== undefined) return didYouMean(near, commands);
    return lookup.finds(asked) ? asSearch() : unknown(line, commands);
  }

  async function call(name: string, args: Args, caller: Caller): Promise<Answer> {
    const command = byName.get(name);
    return command ? run(command, args, caller) : unknown(name, commands);
  }

  return {
    type,
    call,
    press: (action, caller) => call(action.command, action.args, caller),
    async suggest(name, optionName, prefix, caller) {
      const option = byName.get(name)?.options.find((candidate) => candidate.name === optionName);
      if (option?.type !== 'text' || option.suggest === undefined) return [];
      try {
        const asked = option.suggest(prefix.slice(0, 100), { caller, deps: options.deps }, maxSuggestions);
        const found = await Promise.race([asked, nothingAfter(suggestBudgetMs)]);
        return found.slice(0, maxSuggestions);
      } catch (error) {
        noted(error, name);
        return [];
      }
    },
  };
}

function didYouMean<Deps>(line: string, commands: readonly Command<Deps>[]): Answer {
  const typed = readCommand(line, commands);
  const shown = shortened(line);
  const reply = message(
    text('Did you mean ', code(shown), '?'),
    typed && {
      type: 'actions',
      buttons: [
        { label: shown, action: { command: fullName(typed.command), args: typed.args, mode: 'reply' } },
      ],
    },
    seeHelp(),
  );
  return { args: {}, visibility: 'private', reply };
}

function shortened(line: string): string {
  return line.length > 60 ? `${cutAtWord(line, 60)}…` : line;
}

function unknown<Deps>(line: string, commands: readonly Command<Deps>[]): Answer {
  const reply = message(
    heading('Nothing by that name'),
    text(
      `“${shortened(line)}” is no command, and nothing in the catalog matches it. These are the commands:`,
    ),
    list(...commands.map((command) => [code(fullName(command)), ` – ${command.summary}`].map(inline))),
    helpButton(),
  );
  return { args: {}, visibility: 'private', reply };
}

function inline(part: string | ReturnType<typeof code>) {
  return typeof part === 'string' ? ({ type: 'plain', text: part } as const) : part;
}

function seeHelp() {
  return quiet('Type ', code('help'), ' to see what there is.');
}

function helpButton(command?: string) {
  const args: Args = command === undefined ? {} : { command };
  const action: Action = { command: 'help', args, mode: 'reply' };
  return { type: 'actions' as const, buttons: [{ label: 'Help', action }] };
}

function nothingAfter(ms: number): Promise<readonly Suggestion[]> {
  const { promise, resolve } = Promise.withResolvers<readonly Suggestion[]>();
  setTimeout(() => resolve([]), ms).unref();
  return promise;
}
