import type { Caller, Permission } from '../chat/command.ts';
import type { Target } from '../chat/poster.ts';
import { type Button, heading, type Message, message, quiet, text } from '../chat/reply.ts';
import { type Person, personId } from '../store/people.ts';
import type { For } from './daily-options.ts';
import type { Deps } from './deps.ts';
import { typed } from './typed-line.ts';

/** Whose daily post a command is about. */
export interface Whose {
  platform: 'discord' | 'slack';
  target: Target;
  /** Of the channel, where the platform tells it. */
  name?: string;
  /** A person's own. */
  own: boolean;
}

/** Of the channel where it is asked, or the person's own; in their conversation with the bot always that. Undefined in a terminal. */
export function whoseOf({ person, place }: Caller, asked: For | undefined): Whose | undefined {
  const { platform } = person;
  if (platform === 'terminal') return undefined;
  if (asked === 'me' || place?.kind === 'direct') {
    return { platform, target: { type: 'person', ...addressOf(person) }, own: true };
  }
  if (place === undefined) return undefined;
  const { workspace, channel, name } = place;
  return {
    platform,
    target: { type: 'channel', workspace, channel },
    ...(name === undefined ? {} : { name }),
    own: false,
  };
}

/** A person of Discord is the same in every server; on Slack the id says of which workspace. */
function addressOf({ platform, id }: Person): { workspace: string; person: string } {
  const cut = platform === 'slack' ? id.lastIndexOf('/') : -1;
  return cut < 0
    ? { workspace: 'direct', person: id }
    : { workspace: id.slice(0, cut), person: id.slice(cut + 1) };
}

/** Whose `daily` it is as an argument, for buttons that are pressed in a channel. */
export function forArgs({ own }: Whose): { for?: For } {
  return own ? { for: 'me' } : {};
}

/** "this channel", "#general", "you". */
export function nameOf({ own, name }: Whose): string {
  return own ? 'you' : (name ?? 'this channel');
}

/** What one's own daily post is, is nobody else's matter. */
export async function mayChange(caller: Caller, { own }: Whose): Promise<Permission> {
  return own ? { may: true } : caller.may('daily');
}

export const oneForMe: Button = {
  label: 'One for me',
  action: { command: 'daily on', args: { for: 'me' }, mode: 'reply' },
};

/** Neither a channel nor a person whom one could write to. */
export function noPlace(caller: Caller, deps: Deps): Message {
  if (caller.person.platform !== 'terminal') {
    return message(
      text(
        'From here I cannot see which channel you mean. In the channel itself, type ',
        typed(deps, 'daily on'),
        '.',
      ),
      { type: 'actions', buttons: [oneForMe] },
    );
  }
  return message(
    heading('The daily post'),
    text('It is written into a channel of Slack or Discord, or to you there in direct messages.'),
    text('Type ', typed(deps, 'daily on'), ' there to switch it on.'),
    quiet('Here you can see what it looks like.'),
    {
      type: 'actions',
      buttons: [
        {
          label: 'See the first post',
          action: { command: 'daily preview', args: {}, mode: 'reply' },
          style: 'primary',
        },
      ],
    },
  );
}

/** Who is said to have switched it on. */
export function ownerOf({ person, name }: Caller): { owner: string; ownerName?: string } {
  return { owner: personId(person), ...(name === undefined ? {} : { ownerName: name }) };
}
