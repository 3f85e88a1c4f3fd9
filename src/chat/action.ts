import type { Args } from './command.ts';

/**
 * What a button carries: enough to run it again after a restart, on any replica, without a store.
 * Encoded it has at most 100 characters, Discord's limit for a custom_id.
 */
export interface Action {
  /** "resource", or "daily on" for a command in a group. */
  command: string;
  args: Args;
  mode: Mode;
  /** Tells two buttons of one message apart that would do the same. */
  ordinal?: number;
}

/** update: the message changes in place. reply: a new answer. form: a dialog opens. */
export type Mode = 'update' | 'reply' | 'form';
