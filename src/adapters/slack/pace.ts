/**
 * When a message may go into a channel. Slack lets short bursts pass and then wants about one message a second in each
 * channel (docs.slack.dev/apis/web-api/rate-limits).
 */
export interface Pace {
  /** Milliseconds to wait before the next message there. Its turn is taken, unless that is longer than `longestMs`. */
  turn(channel: string, longestMs: number): number;
}

const burst = 3;
const everyMs = 1_000;
/** So many channels are remembered; one that is full again need not be. */
const maxChannels = 10_000;

/** A token bucket for each channel. `clock` is monotonic, in milliseconds. */
export function createPace(clock: () => number): Pace {
  /** When the next token would be there if each were used as soon as it is (a theoretical arrival time). */
  const nextAt = new Map<string, number>();
  return {
    turn(channel, longestMs) {
      const now = clock();
      if (nextAt.size >= maxChannels) forget(nextAt, now);
      const due = Math.max(nextAt.get(channel) ?? 0, now);
      const waitMs = Math.max(0, due - now - (burst - 1) * everyMs);
      if (waitMs <= longestMs) nextAt.set(channel, due + everyMs);
      return waitMs;
    },
  };
}

function forget(nextAt: Map<string, number>, now: number): void {
  for (const [channel, at] of nextAt) if (at <= now) nextAt.delete(channel);
}
