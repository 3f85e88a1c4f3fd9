import type { APIInteraction } from 'discord-api-types/v10';
import type { Access } from '../../chat/command.ts';
import { link, type Message, message, strong, text } from '../../chat/reply.ts';
import { invites } from './invite.ts';
import { channelTypes, installs } from './limits.ts';
import { hasPermission, type Permission } from './permissions.ts';
import { kindOf } from './place.ts';

/** Whether the bot may write by itself where an interaction came from. All of it stands in the interaction. */
export function accessOf(interaction: APIInteraction): Access {
  if (kindOf(interaction) === 'direct') return { lacks: [] };
  if (interaction.guild_id === undefined) return { obstacle: notAmongPeople, lasting: true, lacks: [] };
  const { channel, app_permissions: held } = interaction;
  if (channel !== undefined && forums.has(channel.type))
    return { obstacle: inForum, lasting: true, lacks: [] };
  const obstacle = obstacleIn(interaction);
  const noThread = noThreadIn(interaction);
  return {
    ...(obstacle === undefined ? {} : { obstacle }),
    ...(noThread === undefined ? {} : { noThread }),
    ...(hasPermission(held, 'Mention Everyone') ? {} : { noPing }),
    lacks: hasPermission(held, 'Read Message History') ? [] : [noHistory],
  };
}

/** discord.com/developers/docs/topics/threads: only messages of text and announcement channels take one. */
function noThreadIn(interaction: APIInteraction): string | undefined {
  const { channel, app_permissions: held } = interaction;
  if (kindOf(interaction) === 'thread')
    return 'This is a thread, and has no threads in it. Posts come without one.';
  if (channel?.type === channelTypes.voice || channel?.type === channelTypes.stage) {
    return 'There are no threads in a voice channel. Posts come without one.';
  }
  if (hasPermission(held, 'Create Public Threads')) return undefined;
  return 'I lack Create Public Threads. Until I may, posts come without a thread.';
}

const noPing =
  'I lack Mention @everyone, @here and All Roles. Until I may, only a role that everybody may mention is called; for any other, and for @here, the name stands there and calls nobody.';

function obstacleIn(interaction: APIInteraction): Message | undefined {
  const {
    application_id,
    authorizing_integration_owners: owners,
    app_permissions: held,
    channel,
  } = interaction;
  if (owners[installs.guild] === undefined) return notInServer(application_id);
  if (isLocked(channel) && !hasPermission(held, 'Manage Threads')) return locked;
  const needed: readonly Permission[] = [
    'View Channel',
    kindOf(interaction) === 'thread' ? 'Send Messages in Threads' : 'Send Messages',
  ];
  const missing = needed.filter((name) => !hasPermission(held, name));
  return missing.length === 0 ? undefined : lacking(missing);
}

/** One that is only archived opens again with the first message: …/topics/threads. */
function isLocked(channel: APIInteraction['channel']): boolean {
  return channel !== undefined && 'thread_metadata' in channel && channel.thread_metadata?.locked === true;
}

const forums = new Set<number>([channelTypes.forum, channelTypes.media]);

export const notAmongPeople = message(
  text(
    'I can only answer here, not write by myself. Switch it on in a channel of a server, or in a direct message to me.',
  ),
);

const inForum = message(
  text(
    'A forum or media channel has no place of its own to write in. Switch it on in a text channel, or inside one of the posts here.',
  ),
);

const locked = message(
  text(
    'This thread is locked, and I cannot write in it. Have it unlocked, or switch it on in another place.',
  ),
);

const noHistory =
  'Read Message History: when an answer of Discord’s is lost for more than two minutes, nobody can look whether the post came, so it stands as unknown.';

function notInServer(applicationId: string): Message {
  return message(
    text('I am no member of this server yet, so I cannot write here by myself.'),
    text(
      'Whoever manages the server can ',
      link('add me', invites(applicationId).server),
      '. Then switch it on again.',
    ),
  );
}

function lacking(missing: readonly Permission[]): Message {
  const names = missing.flatMap((name, index) => [...(index === 0 ? [] : [' and ']), strong(name)]);
  return message(
    text('I may not write here: I lack ', ...names, '.'),
    text(
      'Whoever manages the channel can allow it under Edit Channel → Permissions, for my role. Then switch it on again.',
    ),
  );
}
