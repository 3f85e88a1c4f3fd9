import type { Caller, Command } from '../../chat/command.ts';
import type { Dispatcher } from '../../chat/dispatch.ts';
import type { Log } from '../../chat/log.ts';
import type { Patience } from './slow.ts';
import type { Identity, Web } from './web.ts';

/** What every listener works with. */
export interface Desk {
  dispatcher: Dispatcher;
  /** The commands behind the dispatcher, for their names and options. */
  commands: readonly Command<never>[];
  /** What people type before a command, without the slash. */
  commandName: string;
  web: Web;
  me: Identity;
  log: Log;
  patience: Patience;
  /** Writes down what broke, and gives the id that the person is told. */
  note(error: unknown, where: string): string;
}

/** A person of the workspace; `channel` is where they are, if it is one. */
export function callerOf({ me }: Pick<Desk, 'me'>, person: string, channel?: string): Caller {
  const { workspace } = me;
  return {
    person: { platform: 'slack', id: `${workspace}/${person}` },
    ...(channel === undefined ? {} : { place: { platform: 'slack', workspace, channel } }),
    locale: 'en',
    // Nothing asks yet. Who may switch on what in a channel comes with the daily post.
    may: async () => false,
  };
}
