/** What a channel is given each day. */
export type Mode =
  | { type: 'path' }
  /** One topic by its id, on the path or not; without steps, the path takes its place. */
  | { type: 'topic'; topic: string }
  | { type: 'practice' }
  | { type: 'random' };

/**
 * When a channel moves on. `days`: with each post. `marks`: once `marks` people marked the step Done, or after `days`
 * posts of it, whichever comes first; but all sittings of a step are posted, even if they are more than `days`.
 */
export interface Advance {
  by: 'days' | 'marks';
  /** So many Done finish a step; from then on its further sittings fall away too. */
  marks: number;
  days: number;
}

export interface PickOptions {
  mode: Mode;
  /** Longest sitting, 10 to 120. A longer step is cut into sittings. */
  minutes: number;
  advance: Advance;
  /** Shuffles `practice` and `random` for this channel: the same text gives the same order. */
  seed: string;
}
