import type { Command } from '../../chat/command.ts';
import type { Dispatcher } from '../../chat/dispatch.ts';
import type { Log } from '../../chat/log.ts';
import type { Latest } from './latest.ts';
import type { Profiles } from './profiles.ts';
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
  profiles: Profiles;
  /** Slack's ids of those who may switch the daily post; without any, every full member may. */
  managers: readonly string[];
  /** Keeps the changes of one message in their order. */
  originals: Latest;
  /** Writes down what broke, and gives the id that the person is told. */
  note(error: unknown, where: string): string;
}
