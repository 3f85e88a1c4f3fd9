import type {
  APIApplicationCommandInteraction,
  APIChatInputApplicationCommandInteractionData,
} from 'discord-api-types/v10';
import type { Args } from '../../chat/command.ts';
import { answer } from './answer.ts';
import { ask, turnOf } from './ask.ts';
import { callerOf } from './caller.ts';
import type { Desk } from './desk.ts';
import { readTyped } from './reading.ts';

/** `/mlops resource query:docker`. */
export async function onCommand(
  desk: Desk,
  interaction: APIApplicationCommandInteraction,
  { options }: APIChatInputApplicationCommandInteractionData,
): Promise<void> {
  const { command, args } = readTyped(options) ?? { command: 'help', args: {} };
  const run = (given: Args) => desk.dispatcher.call(command, given, callerOf(desk, interaction));
  await answer(desk, turnOf(interaction), ask(desk, { interaction, command, args, run }));
}
