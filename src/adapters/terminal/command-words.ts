/** What the terminal needs to know of a command to read and complete lines; every `Command` has it. */
export interface CommandWords {
  name: string;
  group?: string;
  words?: readonly { word: string }[];
  options: readonly OptionWords[];
}

export interface OptionWords {
  name: string;
  type: string;
  rest?: boolean;
  choices?: readonly { value: string }[];
}
