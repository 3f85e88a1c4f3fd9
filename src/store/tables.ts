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
} as const satisfies Keys;
