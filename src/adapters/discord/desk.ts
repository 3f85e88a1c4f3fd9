import type { APIInteraction } from 'discord-api-types/v10';
import type { Command } from '../../chat/command.ts';
import type { Dispatcher } from '../../chat/dispatch.ts';
import type { Log } from '../../chat/log.ts';
import type { Api } from './api.ts';

/** What every handler works with. */
export interface Desk {
  dispatcher: Dispatcher;
  /** The commands behind the dispatcher, for what they say of their answers. */
  commands: readonly Command<never>[];
  /** What people type before a command, without the slash. */
  commandName: string;
  /** Ids of the people and roles that may switch the daily post; without any, whoever manages the channel. */
  managers?: readonly string[];
  api: Api;
  log: Log;
  patience: Patience;
  /** Resolves after so many milliseconds. */
  wait: (ms: number) => Promise<unknown>;
  /** Writes down what broke, and gives the id that the person is told. */
  note(error: unknown, where: string): string;
}

/** How long to wait for an answer before Discord is told that it takes longer, in milliseconds. */
export interface Patience {
  quickMs: number;
  /** A dialog cannot come later, and Discord wants it within three seconds. */
  formMs: number;
}

export const patience: Patience = { quickMs: 1_000, formMs: 2_200 };

/** Who does something, and what others call them. */
export interface Actor {
  id: string;
  name: string;
}

export function actorOf({ member, user }: Pick<APIInteraction, 'member' | 'user'>): Actor {
  const person = member?.user ?? user;
  return {
    id: person?.id ?? '',
    name: member?.nick ?? person?.global_name ?? person?.username ?? 'someone',
  };
}
