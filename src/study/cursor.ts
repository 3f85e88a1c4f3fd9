import * as z from 'zod';

/** Where a channel stands, as its subscription keeps it (JSON). What was posted is kept by id, whatever the mode. */
export interface Cursor {
  /** The format of this value. */
  version: 1;
  /** Steps that were begun, in the order in which they came. */
  seen: readonly string[];
  /** Steps that are left out because the channel found those before them too easy. */
  passed: readonly string[];
  /** How far the last step of each walk has come. */
  begun: readonly Begun[];
  /** One for the path and one for each topic that was the mode. */
  walks: readonly Walk[];
  bags: readonly Bag[];
}

/** A step of which at least one sitting was posted. */
export interface Begun {
  step: string;
  /** Different sittings that were posted. */
  sittings: number;
  /** Minutes of all its posts. */
  spent: number;
  /** Posts, those that said the same again included. */
  posts: number;
  /** Only in a review: so many had marked it Done when it came up again. */
  before?: number;
}

/** A way through steps, and the place on it. */
export interface Walk {
  /** "path", "topic:docker". */
  scope: string;
  /** The step that was posted last. */
  step: string;
  /** Where that step stood then, for the day when a catalog no longer has it: its topic, both counted from 0. */
  topic: string;
  topicIndex: number;
  index: number;
  /** The review round, from 1; 0 before the first. */
  round: number;
  /** Steps that came up in this round. */
  shown: readonly string[];
}

/** What was drawn by lot in one mode. */
export interface Bag {
  mode: 'practice' | 'random';
  /** From 1. */
  round: number;
  /** What came in this round, the last at the end; hashes, since 600 ids would be 17 kB in each channel's row. */
  drawn: readonly string[];
}

/** Nothing was posted yet. */
export const start: Cursor = { version: 1, seen: [], passed: [], begun: [], walks: [], bags: [] };

const count = z.int().nonnegative();
const ids = z.array(z.string());
const cursorSchema: z.ZodType<Cursor> = z.object({
  version: z.literal(1),
  seen: ids,
  passed: ids,
  begun: z.array(
    z.object({
      step: z.string(),
      sittings: count,
      spent: count,
      posts: count,
      before: count.exactOptional(),
    }),
  ),
  walks: z.array(
    z.object({
      scope: z.string(),
      step: z.string(),
      topic: z.string(),
      topicIndex: count,
      index: count,
      round: count,
      shown: ids,
    }),
  ),
  bags: z.array(z.object({ mode: z.enum(['practice', 'random']), round: count, drawn: ids })),
});

/**
 * What `writeCursor` wrote. Anything else is `start`: a channel whose row was damaged, or comes from a newer program,
 * gets its posts from the beginning instead of none.
 */
export function readCursor(json: string): Cursor {
  try {
    const read = cursorSchema.safeParse(JSON.parse(json));
    return read.success ? read.data : start;
  } catch {
    return start;
  }
}

export function writeCursor(cursor: Cursor): string {
  return JSON.stringify(cursor);
}
