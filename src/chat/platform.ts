import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Command } from './command.ts';
import type { Dispatcher } from './dispatch.ts';
import type { Log } from './log.ts';
import type { Poster } from './poster.ts';

/** What an adapter of a chat is given. */
export interface PlatformOptions<Settings> {
  settings: Settings;
  dispatcher: Dispatcher;
  /** The commands behind the dispatcher. */
  commands: readonly Command<never>[];
  /** What people type before a command, without the slash. */
  commandName: string;
  log: Log;
  /** Resolves after so many milliseconds. */
  wait: (ms: number) => Promise<unknown>;
  /** A number in [0, 1). */
  random: () => number;
  /** Ids of those who may switch the daily post; without any, whoever manages the channel. */
  managers?: readonly string[];
}

/** A chat that the bot is in. Nothing is sent before `connect`. */
export interface Platform {
  name: string;
  /**
   * Connects, and goes on trying while the chat cannot be reached. Resolves once connected; with a sentence that says what to do
   * when the chat does not take the settings.
   */
  connect(): Promise<string | undefined>;
  state(): 'connecting' | 'connected' | 'refused';
  /** What the chat sends over HTTP, signed by it. */
  route?: Route;
  /** Writes without being asked. */
  poster?: Poster;
  /** Disconnects once what is under way is answered, or after `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

/** A way in of a chat's own. Its library needs the request as it came. */
export interface Route {
  path: string;
  handle(request: IncomingMessage, response: ServerResponse): void;
}

/** One thing that was looked at before a start. A warning leaves the bot fit; `wrong` does not. */
export interface Check {
  result: 'good' | 'warning' | 'wrong';
  message: string;
  /** What to do about it. */
  mend?: string;
}
