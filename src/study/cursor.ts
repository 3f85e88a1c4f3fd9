/** Where a channel stands, as its subscription keeps it (JSON). */
export interface Cursor {
  /** The format of this value. */
  version: 1;
}

export const start: Cursor = { version: 1 };
