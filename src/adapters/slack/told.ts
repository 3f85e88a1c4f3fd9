import type { ConversationsInfoResponse, UsersInfoResponse } from '@slack/web-api';

/** What the adapter wants to know of a person. */
export interface Profile {
  /** IANA name. */
  zone?: string;
  /** A member like any other: no bot, no guest, of no other organisation, and not gone. */
  full: boolean;
}

/** What the adapter wants to know of a channel, seen as the bot. */
export interface ChannelFacts {
  private: boolean;
  member: boolean;
  archived: boolean;
  /** The bot may write nothing there; or nothing but answers in threads. */
  writes: 'everywhere' | 'in threads' | 'nowhere';
  /** What the token may do now: it may have been given more since the start. */
  scopes?: readonly string[];
}

/** docs.slack.dev/reference/objects/user-object */
export function profileOf(user: NonNullable<UsersInfoResponse['user']>): Profile {
  const { tz, deleted, is_bot, is_restricted, is_ultra_restricted, is_stranger } = user;
  const other = [deleted, is_bot, is_restricted, is_ultra_restricted, is_stranger];
  return {
    ...(tz !== undefined && isZone(tz) ? { zone: tz } : {}),
    full: user.id !== undefined && !other.includes(true),
  };
}

/** docs.slack.dev/reference/objects/conversation-object */
export function channelFactsOf(
  channel: NonNullable<ConversationsInfoResponse['channel']>,
  scopes?: readonly string[],
): ChannelFacts {
  const inThreads = channel.is_thread_only === true ? 'in threads' : 'everywhere';
  return {
    private: channel.is_private === true || channel.is_group === true,
    member: channel.is_member === true,
    archived: channel.is_archived === true,
    writes: channel.is_read_only === true ? 'nowhere' : inThreads,
    ...(scopes === undefined ? {} : { scopes }),
  };
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
