import type { APIInteraction } from 'discord-api-types/v10';
import type { Caller, Command } from '../../chat/command.ts';
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

/** A person is the same in every server. */
export function callerOf(interaction: APIInteraction): Caller {
  const { guild_id: workspace = 'direct', channel } = interaction;
  return {
    person: { platform: 'discord', id: actorOf(interaction).id },
    ...(channel === undefined ? {} : { place: { platform: 'discord', workspace, channel: channel.id } }),
    locale: 'locale' in interaction ? interaction.locale : 'en',
    // Nothing asks yet. Who may switch on what in a channel comes with the daily post.
    may: async () => false,
  };
}
