import type { APIComponentInContainer } from 'discord-api-types/v10';

/** Text that joins the text before it, after a blank line with `gap`; or a component that stands alone. */
export type Piece =
  | { kind: 'text'; content: string; gap?: boolean }
  | { kind: 'component'; component: APIComponentInContainer };

/** What is shown or left out together. */
export interface Unit {
  pieces: readonly Piece[];
  /** `head` and `control` stay; `part` opens what follows it and goes when that goes. */
  role: 'head' | 'control' | 'content' | 'part';
  /** How many things a reader misses when it is left out. */
  count: number;
}

/** A file to be sent along. `content` is text in UTF-8, or the bytes. */
export interface Upload {
  /** As in the payload's `attachment://name`. */
  name: string;
  /** MIME type. */
  mime: string;
  content: string | Uint8Array;
}
