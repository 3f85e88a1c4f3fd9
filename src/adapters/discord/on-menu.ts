import type {
  APIApplicationCommandInteraction,
  APIMessageApplicationCommandInteractionData,
} from 'discord-api-types/v10';
import type { Answer } from '../../chat/dispatch.ts';
import { asProse, noWords } from '../../chat/excuses.ts';
import { answer } from './answer.ts';
import { ask, turnOf } from './ask.ts';
import { callerOf } from './caller.ts';
import type { Desk } from './desk.ts';
import { saidIn, wordsOf } from './reading.ts';

/** "Find resources about this": what a message is about, for the eyes of the one who asks, and to be shared. */
export async function onMessageMenu(
  desk: Desk,
  interaction: APIApplicationCommandInteraction,
  { target_id, resolved }: APIMessageApplicationCommandInteractionData,
): Promise<void> {
  const args = { query: asProse(wordsOf(saidIn(resolved.messages[target_id]))) };
  const nothing: Answer = { args, visibility: 'private', reply: noWords };
  const run = async () =>
    args.query === '' ? nothing : desk.dispatcher.call('resource', args, callerOf(desk, interaction));
  await answer(desk, turnOf(interaction), ask(desk, { interaction, command: 'resource', args, run }));
}

/** "Show what I have done": always about the one who asks, whoever the menu was opened on. */
export async function onUserMenu(desk: Desk, interaction: APIApplicationCommandInteraction): Promise<void> {
  const run = () => desk.dispatcher.call('done', {}, callerOf(desk, interaction));
  await answer(desk, turnOf(interaction), ask(desk, { interaction, command: 'done', args: {}, run }));
}
