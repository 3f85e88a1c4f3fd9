import type { Args, Visibility } from '../../chat/command.ts';
import type { Answer } from '../../chat/dispatch.ts';
import type { Ref } from './api.ts';
import type { Called } from './frame.ts';

/** One interaction to be answered. */
export interface Turn {
  ref: Ref;
  /** Who asked, as others call them. */
  name: string;
  /** The answer takes the place of the message it was asked on; who sees that one. */
  replaces?: Visibility;
  /** It was asked on a message that the bot had written by itself, for all: an answer may change that one too. */
  post?: Partial<Called>;
  /** Discord takes no dialog as the answer to a dialog. */
  isModal: boolean;
}

/** What was asked, and what its command says of the answer before there is one. */
export interface Asked {
  answer: Promise<Answer>;
  command: string;
  args: Args;
  opens: 'reply' | 'form';
  visibility: Visibility;
}
