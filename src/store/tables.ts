import type { Kysely } from 'kysely';
import type { MarkKind } from '../study/marks.ts';

/**
 * Every table and column. Both engines hold text, whole numbers and nothing else: ids are text, moments are
 * milliseconds since 1970, yes and no are 1 and 0, and structures are JSON in a text.
 */
export interface Tables {
  meta: MetaTable;
  person: PersonTable;
  membership: MembershipTable;
  mark: MarkTable;
  subscription: SubscriptionTable;
  post: PostTable;
  rate: RateTable;
}

/** What the store knows of itself. */
interface MetaTable {
  key: string;
  value: string;
}

/** Who has used the bot. */
interface PersonTable {
  /** "slack:T1/U2": the platform before the id that it gives. */
  id: string;
  platform: string;
  first_seen_at: number;
}

/** Where a person has used it. */
interface MembershipTable {
  person_id: string;
  /** The guild, enterprise or team. */
  workspace: string;
  channel: string;
  since: number;
}

/** What people said of things to learn. Rows are added, never changed. */
interface MarkTable {
  id: string;
  person_id: string;
  /** Where it was said; null together with the channel for what was said in a terminal. */
  workspace: string | null;
  channel: string | null;
  /** "topic:docker", "step:docker-first-image". */
  item: string;
  kind: MarkKind;
  at: number;
}

/** Who gets a daily post, when and of what. `off` ones are kept for the place where they are. */
interface SubscriptionTable {
  id: string;
  platform: 'discord' | 'slack';
  workspace: string;
  kind: 'channel' | 'person';
  /** The channel's or the person's id on the platform. */
  target: string;
  name: string | null;
  /** A person's id; null when that person has been forgotten. */
  owner: string | null;
  owner_name: string | null;
  /** "09:00". */
  local_time: string;
  time_zone: string;
  weekdays: number;
  /** JSON. */
  options: string;
  state: 'on' | 'paused' | 'off';
  /** A local date. */
  paused_until: string | null;
  /** The next run; null for one that has none. */
  next_due_at: number | null;
  next_local_date: string | null;
  /** JSON. */
  cursor: string;
  /** 1 once a post has said who switched it on. */
  announced: number;
  /** JSON. */
  trouble: string | null;
  /** When its owner is to be told of the trouble. */
  tell_at: number | null;
  missed: number;
  created_at: number;
  version: number;
}

/** One post of one local day. */
interface PostTable {
  /** At most 22 characters. */
  id: string;
  subscription_id: string;
  platform: 'discord' | 'slack';
  local_date: string;
  due_at: number;
  /** From then on it is not sent any more. */
  expires_at: number;
  /** When somebody is to look at it next. */
  run_at: number;
  state: PostState;
  /** JSON: what is posted, settled at the first claim. */
  pick: string | null;
  /** The process that works on it. */
  lease_owner: string | null;
  /** By the clock of leases, which is not the wall clock on SQLite. */
  lease_until: number | null;
  attempts: number;
  first_send_at: number | null;
  message_id: string | null;
  message_channel: string | null;
  message_url: string | null;
  last_error: string | null;
}

/**
 * pending → sending → sent. `uncertain`: it may have been sent. The end is one of `sent`, `failed` (the platform refused it), `skipped`
 * (too late) and `unknown` (nobody can find out).
 */
export type PostState = 'pending' | 'sending' | 'uncertain' | 'sent' | 'failed' | 'skipped' | 'unknown';

/** When the next message may leave, for each limit that all processes share. */
interface RateTable {
  key: string;
  /** By the clock of leases, in microseconds. */
  next_at: number;
}

/** A place to ask: the database, or a transaction of it. */
export type Db = Kysely<Tables>;

export type Engine = 'sqlite' | 'postgres';

type Keys = { readonly [Table in keyof Tables]: readonly (keyof Tables[Table])[] };

/** The primary key of each table, and what others refer to before what refers. */
export const keysOf = {
  meta: ['key'],
  person: ['id'],
  membership: ['person_id', 'workspace', 'channel'],
  mark: ['id'],
  subscription: ['id'],
  post: ['id'],
  rate: ['key'],
} as const satisfies Keys;

/** Columns that hold whole numbers, in whichever table; all others hold text. */
export const wholeColumns: ReadonlySet<string> = new Set([
  ...['first_seen_at', 'since', 'at', 'next_at', 'created_at', 'tell_at', 'next_due_at'],
  ...['weekdays', 'announced', 'missed', 'version', 'attempts'],
  ...['due_at', 'expires_at', 'run_at', 'lease_until', 'first_send_at'],
]);
