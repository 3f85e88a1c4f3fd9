import type { APIInteraction } from 'discord-api-types/v10';
import { fullName } from '../../chat/typed.ts';
import type { Asked, Turn } from './answer.ts';
import { actorOf, type Desk } from './desk.ts';
import { interactionTypes } from './limits.ts';

export function turnOf(interaction: APIInteraction): Turn {
  const { id, application_id, token, type } = interaction;
  return {
    ref: { id, application_id, token },
    name: actorOf(interaction).name,
    isModal: type === interactionTypes.modal,
  };
}

/** With what the command itself says of its answers. One that this version does not have gets a word in private. */
export function askedOf(desk: Desk, asked: Pick<Asked, 'command' | 'args' | 'answer'>): Asked {
  const command = desk.commands.find((one) => fullName(one) === asked.command);
  return {
    ...asked,
    opens: command?.opens(asked.args) ?? 'reply',
    visibility: command?.visibility(asked.args) ?? 'private',
  };
}
