import type { Action } from './action.ts';
import type { Args, Caller, Command, Suggestion, Visibility } from './command.ts';
import type { Reply } from './reply.ts';

/** The one door to the commands. Nothing that comes through it is ever thrown back at an adapter. */
export interface Dispatcher {
  /** A line as typed after the bot's name: "resource docker", "docker", "". */
  type(line: string, caller: Caller): Promise<Answer>;
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
  /** What to do with words that are no command: the catalog's own knowledge of words. */
  lookup: Lookup;
}

export interface Lookup {
  /** Whether the text is a topic, an alias or words of a title. */
  knows(text: string): boolean;
  /** Whether a search for it finds something. */
  finds(text: string): boolean;
}

export function createDispatcher<Deps>(_options: DispatchOptions<Deps>): Dispatcher {
  throw new Error('not built yet');
}
