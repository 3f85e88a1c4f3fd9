import type { BlockAction, BlockElementAction } from '@slack/bolt';
import { type Action, decodeAction, decodeChoice } from '../../chat/action.ts';
import { dismissedOwner, readFrame } from './frame.ts';
import { openSearchId, searchAgainId } from './search-form.ts';

/** What a press means. A button that only opens a page is `nothing`: Slack sends its press too. */
export type Pressed =
  | { type: 'run'; action: Action }
  | { type: 'dismiss'; owner: string }
  | { type: 'search'; again: boolean }
  | { type: 'nothing' }
  | { type: 'unknown' };

export function readPressed(pressed: BlockElementAction): Pressed {
  const { action_id: id } = pressed;
  const owner = dismissedOwner(id);
  if (owner !== undefined) return { type: 'dismiss', owner };
  if (id === openSearchId || id === searchAgainId) return { type: 'search', again: id === searchAgainId };
  if (id.startsWith('page|')) return { type: 'nothing' };
  const chosen = pressed.type === 'static_select' ? pressed.selected_option?.value : undefined;
  const action = chosen === undefined ? decodeAction(id) : decodeChoice(id, chosen);
  return action === undefined ? { type: 'unknown' } : { type: 'run', action };
}

/** The message on which something was pressed. */
export interface Place {
  channel: string;
  ts: string;
  /** Only the one who asked sees it. */
  ephemeral: boolean;
  /** The thread that it stands in. */
  thread?: string;
  /** Whose it is, when it is a message that others see too, and whether its owner has shared it. */
  frame?: { owner: string; shared: boolean };
  /** The bot's direct messages with the one who pressed. */
  direct: boolean;
}

export function placeOf({ channel, container, message }: BlockAction): Place {
  const id = channel?.id ?? textOf(container, 'channel_id') ?? '';
  const ephemeral = container.is_ephemeral === true;
  const frame = readFrame(message?.blocks);
  const thread = textOf(container, 'thread_ts') ?? textOf(message ?? {}, 'thread_ts');
  return {
    channel: id,
    ts: textOf(container, 'message_ts') ?? message?.ts ?? '',
    ephemeral,
    ...(thread === undefined ? {} : { thread }),
    ...(frame === undefined ? {} : { frame }),
    // Among two people a message was shared there, and has a frame.
    direct: !ephemeral && frame === undefined && id.startsWith('D'),
  };
}

function textOf(from: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = from[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
