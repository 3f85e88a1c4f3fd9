import type { CommandNames } from '../../chat/bot-name.ts';

/** What the terminal needs to know of a command to read and complete lines; every `Command` has it. */
export interface CommandWords extends CommandNames {
  options: readonly OptionWords[];
}

export interface OptionWords {
  name: string;
  type: string;
  rest?: boolean;
  choices?: readonly { value: string }[];
}
