import type { KnownBlock, ModalView } from '@slack/types';
import { isVisible, shorten } from '../../chat/legible.ts';
import type { Block, Button, Message } from '../../chat/reply.ts';
import type { Room } from './fit.ts';
import { limits } from './limits.ts';
import { renderBlocks } from './render.ts';
import { plainText } from './rich.ts';

/** Room that a modal has for an answer; the rest is for what stands beside it. */
const room: Room = { blocks: 90, text: limits.allText };

/** An answer as a modal to read and press. `more` stands below it. */
export function renderView(
  message: Message,
  { more = [] }: { more?: readonly KnownBlock[] } = {},
): ModalView {
  return {
    type: 'modal',
    title: plainText(titleOf(message), limits.viewTitle),
    close: plainText('Close', limits.viewTitle),
    blocks: [...renderBlocks(withoutShare(message), room), ...more],
  };
}

/** A modal belongs to no channel, so there is nobody to share with. */
export function withoutShare(message: Message): Message {
  const blocks = message.blocks.flatMap((block): Block[] => {
    if (block.type !== 'actions') return [block];
    const buttons = block.buttons.filter((button) => !isShare(button));
    return buttons.length === 0 ? [] : [{ ...block, buttons }];
  });
  return { ...message, blocks };
}

function isShare(button: Button): boolean {
  return 'action' in button && button.action.mode === 'reply' && button.action.args.share === true;
}

function titleOf({ blocks }: Message): string {
  const first = blocks.find((block) => block.type === 'heading');
  return first !== undefined && isVisible(first.text)
    ? shorten(first.text, limits.viewTitle)
    : 'MLOps Companion';
}
