import type {
  APIApplicationCommandAutocompleteInteraction,
  APICommandAutocompleteInteractionResponseCallbackData,
} from 'discord-api-types/v10';
import type { Suggestion } from '../../chat/command.ts';
import { isVisible, oneLine, shorten } from '../../chat/legible.ts';
import { callerOf } from './caller.ts';
import type { Desk } from './desk.ts';
import { limits, responses } from './limits.ts';
import { readTyped } from './reading.ts';
import { isOver, refusalOf, withoutSecrets } from './trouble.ts';

/** What to offer while somebody types. What is typed without choosing is taken as it stands. */
export async function onAutocomplete(
  desk: Desk,
  interaction: APIApplicationCommandAutocompleteInteraction,
): Promise<void> {
  const { command = '', focused } = readTyped(interaction.data.options) ?? {};
  const { option, prefix } = focused ?? { option: '', prefix: '' };
  const found = await desk.dispatcher.suggest(command, option, prefix, callerOf(desk, interaction));
  try {
    await desk.api.respond(interaction, { type: responses.choices, data: choicesOf(found) });
  } catch (error) {
    const refusal = refusalOf(error);
    // Whoever types on has asked anew, and waits for this no more.
    if (refusal !== undefined && isOver(refusal)) return;
    desk.log.warn({ refusal, err: withoutSecrets(error) }, 'suggestions did not reach Discord');
  }
}

function choicesOf(
  suggestions: readonly Suggestion[],
): APICommandAutocompleteInteractionResponseCallbackData {
  const values = new Map<string, string>();
  for (const { label, value } of suggestions) {
    // A value is searched for, so a part of it finds the same.
    const short = shorten(oneLine(value), limits.suggestion).replace(/…$/, '');
    if (isVisible(short) && !values.has(short)) values.set(short, isVisible(label) ? label : short);
  }
  const choices = [...values].slice(0, limits.options);
  return {
    choices: choices.map(([value, label]) => ({ name: shorten(oneLine(label), limits.suggestion), value })),
  };
}
