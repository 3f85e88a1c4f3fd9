import type { Access } from '../../chat/command.ts';
import { code, type Message, message, quiet, text } from '../../chat/reply.ts';
import type { Desk } from './desk.ts';
import { historyScope } from './manifest.ts';
import type { ChannelFacts } from './told.ts';
import { inviteLine, isLockedOut, type Refusal, refusalOf } from './trouble.ts';

type Looking = Pick<Desk, 'web' | 'me' | 'note' | 'log'>;

/** Whether the bot may write into a channel by itself. It never rejects: what cannot be seen is what it lacks. */
export async function accessTo(desk: Looking, channel: string): Promise<Access> {
  const { me } = desk;
  try {
    const facts = await desk.web.channel(channel);
    const obstacle = obstacleIn(facts, me.name);
    const lacks = historyLack(facts.scopes ?? me.scopes, facts.private);
    return { ...(obstacle === undefined ? {} : { obstacle }), lacks };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined || isLockedOut(refusal)) desk.note(error, 'a look at a channel');
    return refusal === undefined ? { lacks: [unseen] } : refusedAccess(refusal, me);
  }
}

/** In what Slack calls a group every channel is private; else nobody knows. */
function refusedAccess({ error, needed = '' }: Refusal, { name, scopes }: Looking['me']): Access {
  switch (error) {
    // A private channel does not exist for those who are not in it.
    case 'channel_not_found':
    case 'not_in_channel':
      return { obstacle: notInIt(name), lacks: [] };
    case 'missing_scope':
      return {
        lacks: [
          `${needed === '' ? 'channels:read' : needed}: I cannot look whether I may write here`,
          ...historyLack(scopes, needed.startsWith('groups')),
        ],
      };
    default:
      return { lacks: [unseen] };
  }
}

const unseen = 'Slack did not say whether I may write here';

function obstacleIn({ archived, member, writes }: ChannelFacts, bot: string): Message | undefined {
  if (archived) return message(text('This channel is archived, and nobody can write in it. Choose another.'));
  if (!member) return notInIt(bot);
  switch (writes) {
    case 'nowhere':
      return message(
        text('Only some people may post in this channel, and I am not among them.'),
        quiet(`Its managers can allow @${bot} to post, in the channel’s settings. Or choose another one.`),
      );
    case 'in threads':
      return message(
        text('In this channel I may only answer in threads, and a daily post begins one.'),
        quiet(`Its managers can allow @${bot} to post, in the channel’s settings. Or choose another one.`),
      );
    case 'everywhere':
      return undefined;
    default:
      return writes satisfies never;
  }
}

function notInIt(bot: string): Message {
  return message(
    text('I cannot post in this channel, since I am not in it. To let me in, paste this here:'),
    text(code(inviteLine(bot))),
  );
}

/** Nothing when Slack did not tell any scope. */
function historyLack(scopes: readonly string[], isPrivate: boolean): string[] {
  const scope = historyScope(isPrivate);
  if (scopes.length === 0 || scopes.includes(scope)) return [];
  return [
    `${scope}: after a lost answer of Slack’s nobody can look whether a post came; it then stands as unknown`,
  ];
}
