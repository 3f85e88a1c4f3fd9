import type {
  APIApplicationCommandInteraction,
  APIChatInputApplicationCommandInteractionData,
} from 'discord-api-types/v10';
import { answer } from './answer.ts';
import { askedOf, turnOf } from './asked.ts';
import { callerOf, type Desk } from './desk.ts';
import { readTyped } from './reading.ts';

/** `/mlops resource query:docker`. */
export async function onCommand(
  desk: Desk,
  interaction: APIApplicationCommandInteraction,
  { options }: APIChatInputApplicationCommandInteractionData,
): Promise<void> {
  const { command, args } = readTyped(options) ?? { command: 'help', args: {} };
  const coming = desk.dispatcher.call(command, args, callerOf(interaction));
  await answer(desk, turnOf(interaction), askedOf(desk, { command, args, answer: coming }));
}
