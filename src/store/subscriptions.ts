import type { Target } from '../chat/poster.ts';
import type { Cursor } from '../study/cursor.ts';
import type { PickOptions } from '../study/options.ts';

/** When a channel is written to, by the clock on its wall. */
export interface Schedule {
  /** "09:00". */
  time: string;
  /** IANA name. */
  zone: string;
  /** Monday is 1, Tuesday 2, Wednesday 4 and so on to Sunday, 64; their sum. */
  weekdays: number;
}

/** What a channel wants of its posts. */
export interface PostOptions extends Omit<PickOptions, 'seed'> {
  /** Who is called besides: a role's id, or "here". */
  ping?: string;
  thread: boolean;
}

/** One daily post of one channel or person. */
export interface Subscription {
  id: string;
  platform: 'discord' | 'slack';
  target: Target;
  /** What the channel is called: "#general". */
  name?: string;
  /** Who switched it on: "slack:T1/U2". */
  owner?: string;
  ownerName?: string;
  schedule: Schedule;
  options: PostOptions;
  state: 'on' | 'paused' | 'off';
  /** The local date on which a paused one goes on by itself. */
  pausedUntil?: string;
  /** The next run, while it is on. */
  next?: { date: string; at: Temporal.Instant };
  cursor: Cursor;
  /** Why it was paused by the bot itself. */
  trouble?: Trouble;
  /** Runs that were left out because nobody could make them in time. */
  missed: number;
  createdAt: Temporal.Instant;
  /** Grows with each change; a change that was made from an older one is refused. */
  version: number;
}

/** What keeps posts from a channel. */
export interface Trouble {
  /** The platform's own word: "not_in_channel". */
  code: string;
  mend: string;
  at: Temporal.Instant;
}
