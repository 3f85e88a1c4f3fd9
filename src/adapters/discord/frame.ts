import type { APIMessageTopLevelComponent } from 'discord-api-types/v10';
import { isVisible, oneLine } from '../../chat/legible.ts';
import type { Room } from './fit.ts';
import { buttonStyles, types } from './limits.ts';
import { escapeTo, subtext } from './markdown.ts';

/** What stands around an answer that others see too. Whose it is, Discord itself keeps with the message. */
export interface Frame {
  /** Who showed it to everybody, as others call them. */
  sharedBy: string;
}

/** Room that a frame takes from what it stands around. */
export const frameRoom: Room = { components: 3, text: 100 };

/** Takes the answer away again, for the one who shared it. */
export const dismissId = 'dismiss';

export function framed(
  components: readonly APIMessageTopLevelComponent[],
  { sharedBy }: Frame,
): APIMessageTopLevelComponent[] {
  const dismiss = {
    type: types.button,
    style: buttonStyles.secondary,
    label: 'Dismiss',
    custom_id: dismissId,
  };
  return [
    {
      type: types.textDisplay,
      content: subtext(`Shared by ${isVisible(sharedBy) ? escapeTo(oneLine(sharedBy), 80) : 'someone'}`),
    },
    ...components,
    { type: types.actionRow, components: [dismiss] },
  ];
}
