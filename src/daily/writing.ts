import type { Posting } from '../chat/poster.ts';
import type { Subscription } from '../store/subscriptions.ts';
import type { Cursor } from '../study/cursor.ts';
import type { Tallies } from '../study/marks.ts';

/** Turns a subscription's place into a post, and a post that was settled once into a message. */
export interface Writing {
  /** What is posted next, as JSON; undefined when there is nothing to post. */
  write(subscription: Subscription, marks: Tallies): string | undefined;
  /** Undefined for a text of another version. */
  read(frozen: string, subscription: Subscription, id: string): Written | undefined;
}

export interface Written {
  posting: Posting;
  /** Where the channel stands once it is posted. */
  cursor: Cursor;
}
