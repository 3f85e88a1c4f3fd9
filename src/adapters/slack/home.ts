import type { ActionsBlock, HomeView } from '@slack/types';
import { encodeAction } from '../../chat/action.ts';
import type { Args } from '../../chat/command.ts';
import type { Message } from '../../chat/reply.ts';
import type { Room } from './fit.ts';
import { limits } from './limits.ts';
import { shortcuts } from './names.ts';
import { renderBlocks } from './render.ts';
import { plainText, richBlock, section } from './rich.ts';
import { openSearchId } from './search-form.ts';
import { withoutShare } from './view.ts';

const room: Room = { blocks: 80, text: limits.allText };

/** The Home tab: search, quick buttons, and the path. */
export function homeView(path: Message, commandName: string): HomeView {
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: plainText('MLOps Companion', limits.header) },
      richBlock(
        section(
          { type: 'text', text: about },
          { type: 'text', text: `/${commandName} docker`, style: { code: true } },
        ),
      ),
      quickButtons(),
      { type: 'divider' },
      ...renderBlocks(withoutShare(path), room),
    ],
  };
}

const about =
  'Finds what to learn next: books, courses, a study path and interview practice. In any channel you can type ';

/** The path has buttons too, numbered from 1: two that do the same must differ. */
const ownOrdinal = 1000;

function quickButtons(): ActionsBlock {
  const open = (label: string, command: string, args: Args = {}) => ({
    type: 'button' as const,
    text: plainText(label, limits.buttonText),
    action_id: encodeAction({ command, args, mode: 'reply', ordinal: ownOrdinal }),
  });
  return {
    type: 'actions',
    elements: [
      {
        type: 'button',
        text: plainText(shortcuts.find.name, limits.buttonText),
        action_id: openSearchId,
        style: 'primary',
      },
      open('Browse', 'browse'),
      open('Practise', 'practice'),
      open('Surprise me', 'random'),
      open('What I have done', 'done'),
      open('Help', 'help'),
    ],
  };
}
