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

/** What the work gives, if it gives it in time. Failures come through. */
export async function within<T>(work: Promise<T>, ms: number): Promise<{ done: T } | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), ms);
  try {
    return await Promise.race([work.then((done) => ({ done })), promise]);
  } finally {
    clearTimeout(timer);
  }
}
