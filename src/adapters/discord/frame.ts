import type { APIMessage, APIMessageTopLevelComponent, APITextDisplayComponent } from 'discord-api-types/v10';
import { isVisible, oneLine } from '../../chat/legible.ts';
import type { Room } from './fit.ts';
import { buttonStyles, types } from './limits.ts';
import { escapeTo, subtext } from './markdown.ts';

/** What stands around a message that others see too. */
export type Frame = Shared | Called;

/** An answer. Whose it is, Discord itself keeps with the message. */
interface Shared {
  /** Who showed it to everybody, as others call them. */
  sharedBy: string;
}

/** What the bot writes by itself. */
export interface Called {
  /** Who is called above it, as Discord writes that: "<@&123456789012345678>" or "@here". */
  calls: string;
}

/** Room that a frame takes from what it stands around. */
export const frameRoom: Room = { components: 3, text: 100 };

/** Takes the answer away again, for the one who shared it. */
export const dismissId = 'dismiss';

export function framed(
  components: readonly APIMessageTopLevelComponent[],
  frame: Frame,
): APIMessageTopLevelComponent[] {
  if ('calls' in frame) return [line(frame.calls), ...components];
  const { sharedBy } = frame;
  const dismiss = {
    type: types.button,
    style: buttonStyles.secondary,
    label: 'Dismiss',
    custom_id: dismissId,
  };
  return [
    line(subtext(`Shared by ${isVisible(sharedBy) ? escapeTo(oneLine(sharedBy), 80) : 'someone'}`)),
    ...components,
    { type: types.actionRow, components: [dismiss] },
  ];
}

/** Who was called above a message that stands there: whoever changes it leaves that line. */
export function calledIn(components: APIMessage['components']): Partial<Called> {
  const [first] = components ?? [];
  if (first?.type !== types.textDisplay || !/^(<@&\d{17,20}>|@here)$/.test(first.content)) return {};
  return { calls: first.content };
}

function line(content: string): APITextDisplayComponent {
  return { type: types.textDisplay, content };
}
