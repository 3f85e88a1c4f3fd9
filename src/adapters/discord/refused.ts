import type { Refused } from '../../chat/poster.ts';
import { codes, type Refusal } from './trouble.ts';

/** What to do about a post that Discord refused, told to whoever switched it on. */
export function refusedBy({ status, code }: Refusal, inviteUrl: string): Refused {
  const forChannel = mendOfChannel(code, inviteUrl);
  if (forChannel !== undefined) return { code: String(code), mend: forChannel, holdsFor: 'channel' };
  const word = code > 0 ? String(code) : `status ${status}`;
  if ((status === 403 || status === 404) && !ofContent.has(code)) {
    const mend = `Discord does not let me post there (${word}). Look at my permissions in that place, or choose another one.`;
    return { code: word, mend, holdsFor: 'channel' };
  }
  return { code: word, mend: mendOfMessage(code, word), holdsFor: 'message' };
}

/** Whatever its status, a filter looks at what the message says. */
const ofContent = new Set<number>([codes.heldByAutoMod, codes.harmfulLink]);

function mendOfChannel(code: number, inviteUrl: string): string | undefined {
  switch (code) {
    case codes.unknownChannel:
      return 'The channel is gone. Switch the daily post on in another one.';
    case codes.unknownGuild:
      return 'The server is gone, or I am no member of it any more. Switch the daily post on in another one.';
    case codes.missingAccess:
      return `I cannot see the channel. Let my role View Channel there, or add me to the server again: ${inviteUrl}`;
    case codes.missingPermissions:
      return 'I may not write there. Allow my role View Channel and Send Messages in the channel; in a thread, Send Messages in Threads.';
    case codes.archivedThread:
      return 'The thread is closed. Open it again, or switch the daily post on in another place.';
    case codes.lockedThread:
      return 'The thread is locked. Have it unlocked, or switch the daily post on in another place.';
    case codes.noDirectMessages:
    case codes.noMutualServer:
      return 'You take no direct messages from me. Allow them in the privacy settings of a server that we share, or switch the daily post on in a channel.';
    case codes.unknownUser:
    case codes.invalidRecipients:
      return 'I know of no such person any more. Switch the daily post on anew.';
    case codes.noTextChannel:
    case codes.wrongChannelType:
      return 'Nobody can write right there. In a forum, switch the daily post on inside one of its posts.';
    default:
      return undefined;
  }
}

function mendOfMessage(code: number, word: string): string {
  switch (code) {
    case codes.heldByAutoMod:
    case codes.harmfulLink:
      return `A filter of the server held the post back (${word}). Whoever manages it can let my role pass, in the settings under AutoMod.`;
    default:
      return `Discord did not take this post (${word}). The next one comes as planned; if it happens again, tell whoever runs this bot.`;
  }
}
