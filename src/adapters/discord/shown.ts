import { apology } from '../../chat/apology.ts';
import type { Visibility } from '../../chat/command.ts';
import type { Answer } from '../../chat/dispatch.ts';
import { openAgain } from '../../chat/excuses.ts';
import type { Message } from '../../chat/reply.ts';
import type { Desk } from './desk.ts';
import { flags } from './limits.ts';
import { type DiscordMessage, type DiscordRendered, renderMessage } from './render.ts';
import type { Turn } from './turn.ts';

/** Before further attempts, in milliseconds: a moment's trouble must cost nobody an answer. A first one has no time for more. */
export const firstPauses = [250];
export const laterPauses = [1_000, 4_000, 16_000];

/** Where Discord takes no dialog, another press is asked for. */
export function asMessage(answer: Answer): { shown: Message; visibility: Visibility } {
  const { reply, visibility } = answer;
  return reply.type === 'form'
    ? { shown: onceMore(answer), visibility: 'private' }
    : { shown: reply, visibility };
}

export function onceMore({ command = 'help', args }: Pick<Answer, 'command' | 'args'>): Message {
  return openAgain('Discord', command, args);
}

/** What Discord did not take is broken, whatever it is. */
export function excuse(desk: Desk, place: Visibility, turn: Turn): DiscordMessage {
  const shown = apology(desk.note(new Error('Discord refused an answer'), 'an answer'));
  return shownTo(desk, place, { shown, turn }).payload;
}

/** What cannot be rendered is an apology. */
export function shownTo(
  desk: Desk,
  place: Visibility,
  { shown, turn }: { shown: Message; turn: Turn },
): DiscordRendered<DiscordMessage> {
  const frame = place === 'private' ? undefined : { sharedBy: turn.name };
  try {
    return renderMessage(shown, place, frame);
  } catch (error) {
    return renderMessage(apology(desk.note(error, 'an answer')), place, frame);
  }
}

/** Who sees a message cannot be changed. */
export function changing(payload: DiscordMessage): DiscordMessage {
  return { ...payload, flags: payload.flags & ~flags.ephemeral };
}
