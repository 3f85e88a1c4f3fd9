import type { APIInteraction } from 'discord-api-types/v10';
import type { Desk } from './desk.ts';
import { commandTypes, interactionTypes } from './limits.ts';
import { onAutocomplete } from './on-autocomplete.ts';
import { onCommand } from './on-command.ts';
import { onMessageMenu, onUserMenu } from './on-menu.ts';
import { onModal, onPress } from './on-press.ts';

/** Whatever a person does with the bot. It never rejects. */
export async function onInteraction(desk: Desk, interaction: APIInteraction): Promise<void> {
  try {
    await handle(desk, interaction);
  } catch (error) {
    desk.note(error, 'an interaction');
  }
}

async function handle(desk: Desk, interaction: APIInteraction): Promise<void> {
  switch (interaction.type) {
    case interactionTypes.command:
      switch (interaction.data.type) {
        case commandTypes.chatInput:
          return onCommand(desk, interaction, interaction.data);
        case commandTypes.message:
          return onMessageMenu(desk, interaction, interaction.data);
        case commandTypes.user:
          return onUserMenu(desk, interaction);
        default:
          return unknown(desk, interaction);
      }
    case interactionTypes.component:
      return onPress(desk, interaction);
    case interactionTypes.autocomplete:
      return onAutocomplete(desk, interaction);
    case interactionTypes.modal:
      return onModal(desk, interaction);
    default:
      return unknown(desk, interaction);
  }
}

function unknown(desk: Desk, { type }: APIInteraction): void {
  desk.log.warn({ type }, 'Discord sent an interaction that this bot never offered');
}
