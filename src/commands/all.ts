import type { Command } from '../chat/command.ts';
import type { Deps } from './deps.ts';

/** Every command of the bot, in the order in which help shows them. */
export const commands: readonly Command<Deps>[] = [];
