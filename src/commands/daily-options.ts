import type { Args, ChoiceOption } from '../chat/command.ts';

export type For = 'channel' | 'me';

/** Whose daily post is meant. */
export const forOption: ChoiceOption = {
  name: 'for',
  type: 'choice',
  summary: 'the channel’s, or your own in direct messages',
  choices: [
    { value: 'channel', label: 'channel' },
    { value: 'me', label: 'me' },
  ],
};

export function forOf(args: Args): For | undefined {
  return args.for === 'me' || args.for === 'channel' ? args.for : undefined;
}
