import { message, text } from '../../chat/reply.ts';

/** What a person sees while an answer takes longer. */
export const working = message(text('Working on it…'));

/** How long to wait for an answer before something else is shown, in milliseconds. */
export interface Patience {
  /** Until Slack gets its acknowledgement; it wants it within 3 s. */
  ackMs: number;
  /** Until a person is told that it takes longer. */
  workingMs: number;
}

export const patience: Patience = { ackMs: 250, workingMs: 1_500 };
