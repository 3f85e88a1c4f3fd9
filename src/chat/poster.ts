import type { Message } from './reply.ts';

/** Where the bot writes by itself. */
export type Target = {
  /** The guild, enterprise or team; "direct" for a person of Discord. */
  workspace: string;
} & (
  | { type: 'channel'; channel: string }
  /** In direct messages; the platform's own id, without the workspace. */
  | { type: 'person'; person: string }
);

/** A message that must come once. */
export interface Posting {
  /** At most 22 of a-z and 0-9. Every attempt carries it, so that the message is known again. */
  id: string;
  message: Message;
  /** Who is called besides: a role's id, or "here". */
  ping?: string;
  /** Opens a thread of this name under the message, where the platform has them. At most 100 characters. */
  thread?: string;
}

/** Where a message came to stand. */
export interface Posted {
  messageId: string;
  /** Of a person's direct messages, too. */
  channel: string;
  /** Leads to the message. */
  url?: string;
}

/** What became of an attempt. */
export type Sent =
  | ({ outcome: 'sent' } & Posted)
  /** Certainly not posted: try later, in so many milliseconds if the platform said how many. */
  | { outcome: 'later'; afterMs?: number; reason: string }
  /** Certainly not posted, and it will not be until somebody changes something. */
  | ({ outcome: 'refused' } & Refused)
  /** Nobody knows. */
  | { outcome: 'uncertain'; reason: string };

export interface Refused {
  /** The platform's own word: "not_in_channel", "50013". */
  code: string;
  /** What to do, in one or two sentences, for whoever switched the daily post on. */
  mend: string;
  /** Whether it holds for all that the channel is sent, or for this message alone. */
  holdsFor: 'channel' | 'message';
}

/** What a look for a message found. */
export type Found =
  | ({ outcome: 'found' } & Posted)
  | { outcome: 'absent' }
  | { outcome: 'later'; afterMs?: number; reason: string }
  /** The bot may not read there. */
  | { outcome: 'unreadable'; reason: string };

/** A message that may have come. */
export interface Sought {
  id: string;
  firstSentAt: Temporal.Instant;
  /** How long ago that was, in milliseconds, by the clock of the store; the platform's clock may be another. */
  agoMs: number;
}

/** A way to write into a chat by oneself. Nothing here rejects for what the platform or the network does. */
export interface Poster {
  platform: 'discord' | 'slack';
  /** So many messages a second may leave the bot, all its processes together; Infinity where each channel has its own limit. */
  perSecond: number;
  /** For so long after its first attempt a message may be posted again with the same id without coming twice; 0 for never. */
  repeatableMs: number;
  /** One attempt, no longer than `timeoutMs`. */
  post(to: Target, posting: Posting, timeoutMs: number): Promise<Sent>;
  /** Looks for a message among those that came since its first attempt. */
  find(in_: Target, sought: Sought, timeoutMs: number): Promise<Found>;
  /** Writes to a person directly. `later` when it may be tried again. `key` tells notices apart that have the same words. */
  tell(
    person: string,
    message: Message,
    timeoutMs: number,
    key?: string,
  ): Promise<'told' | 'later' | 'refused'>;
}
