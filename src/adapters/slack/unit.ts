import type { KnownBlock } from '@slack/types';

/** What is shown or left out together. */
export interface Unit {
  blocks: readonly KnownBlock[];
  /** `head` and `control` stay; `part` opens what follows it and goes when that goes. */
  role: 'head' | 'control' | 'content' | 'part';
  /** How many things a reader misses when it is left out. */
  count: number;
}

/** A file to be sent along. `content` is text in UTF-8, or the bytes. */
export interface Upload {
  name: string;
  /** MIME type. */
  mime: string;
  content: string | Uint8Array;
}
