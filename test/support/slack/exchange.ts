import type { Json } from '../shape.ts';
import type { ShownMessage } from './timeline.ts';

/** One request to the app and what came of it. It goes on changing after it is handed out. */
export interface Exchange {
  /** The body that was sent, before it was encoded. */
  readonly sent: Json;
  /** HTTP status; 200 for an acknowledgement over the socket; 0 for none. */
  status: number;
  /** What was acknowledged with: an object, a text, or undefined for nothing. */
  ack: unknown;
  /** Real milliseconds from sending to the acknowledgement. */
  ackMs: number | undefined;
  /** Nobody got it, or the connection ended before the acknowledgement. */
  lost: boolean;
  /** Not acknowledged within 3 s: the person sees that the app has failed, and what comes now is ignored. */
  late: boolean;
  /** How often Slack has sent it: more than once only for an event that was not acknowledged. */
  attempts: number;
  /** What the acknowledgement itself shows. */
  shown: ShownMessage | undefined;
  /** Messages that came through its response_url, one for each use; a replaced one is the one that was pressed. */
  answers(): readonly ShownMessage[];
  /** Waits for `n` uses of its response_url, and gives the messages. */
  until(n: number, ms?: number): Promise<readonly ShownMessage[]>;
}

export interface Following {
  readonly answers: readonly ShownMessage[];
  wait(predicate: () => boolean, ms: number, missing: () => string): Promise<void>;
}

export function createExchange(sent: Json, { answers, wait }: Following): Exchange {
  return {
    sent,
    status: 0,
    ack: undefined,
    ackMs: undefined,
    lost: false,
    late: false,
    attempts: 0,
    shown: undefined,
    answers: () => [...answers],
    async until(n, ms = 5000) {
      await wait(
        () => answers.length >= n,
        ms,
        () => `${n} answers through the response_url; ${answers.length} came`,
      );
      return [...answers];
    },
  };
}
