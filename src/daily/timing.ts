/** How patient the delivery is; all in milliseconds. */
export interface Timing {
  /** Between two looks for what is due. */
  tickMs: number;
  /** One attempt at the platform may take this long. */
  timeoutMs: number;
  /** After this long without a word from its process a post is in nobody's hands. */
  leaseMs: number;
  /** A message that is not to be seen this long after it was sent has not been posted. */
  absentAfterMs: number;
  /** So late a post may come. */
  catchUpMs: number;
}

const hour = 60 * 60_000;

/** A lease is longer than an attempt and the time until a message counts as absent together, so whoever takes a post over may look. */
export const usual: Timing = {
  tickMs: 1_000,
  timeoutMs: 10_000,
  leaseMs: 60_000,
  absentAfterMs: 30_000,
  catchUpMs: 6 * hour,
};
