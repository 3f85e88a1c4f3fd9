import type { Json } from '../shape.ts';
import type { Call } from './journal.ts';

type Breakage = 500 | 'reset' | 'silence';

/** What a call meets instead of, or (for an `applied` breakage) after, its work. */
export type Fault =
  | { type: 'limit'; retryAfter: number }
  | { type: 'fail'; answer: Json }
  | { type: 'break'; how: Breakage; applied: boolean }
  | { type: 'slow'; ms: number };

/** Troubles on demand. A method is one of the Web API, or `response_url`. */
export interface Faults {
  /** The next `times` calls are answered 429; whoever comes before `retryAfter` seconds are over is `early`. */
  limit(method: string, rule: { retryAfter: number; times?: number; channel?: string }): void;
  /** The next `times` calls are answered ok: false, with more fields such as `needed` if given. */
  fail(method: string, error: string, times?: number, more?: Json): void;
  /** The next `times` calls break; with `applied` Slack has done the work by then. */
  break(method: string, how: Breakage, times?: number, options?: { applied?: boolean }): void;
  /** The next `times` calls are worked on at once and answered so many milliseconds later. */
  slow(method: string, ms: number, times?: number): void;
  readonly early: readonly Call[];
  next(call: Call): Fault | undefined;
}

interface Limit {
  method: string;
  channel: string | undefined;
  retryAfter: number;
  times: number;
  until: number;
}

interface Queued {
  method: string;
  times: number;
  fault: Fault;
}

/** A timer may fire this much before its time. */
const timerSlack = 5;

export function createFaults(clock: () => number): Faults {
  const limits: Limit[] = [];
  const queue: Queued[] = [];
  const early: Call[] = [];
  const limited = (call: Call): Fault | undefined => {
    const rule = limits.find(
      ({ method, channel }) => method === call.method && [undefined, call.args.channel].includes(channel),
    );
    if (rule === undefined) return undefined;
    const left = rule.until - clock();
    if (left > timerSlack) {
      early.push(call);
      return { type: 'limit', retryAfter: Math.ceil(left / 1000) };
    }
    if (rule.times === 0) return undefined;
    rule.times -= 1;
    rule.until = clock() + rule.retryAfter * 1000;
    return { type: 'limit', retryAfter: rule.retryAfter };
  };
  return {
    early,
    limit(method, { retryAfter, times = 1, channel }) {
      limits.push({ method, channel, retryAfter, times, until: Number.NEGATIVE_INFINITY });
    },
    fail(method, error, times = 1, more = {}) {
      queue.push({ method, times, fault: { type: 'fail', answer: { ok: false, error, ...more } } });
    },
    break(method, how, times = 1, { applied = false } = {}) {
      queue.push({ method, times, fault: { type: 'break', how, applied } });
    },
    slow(method, ms, times = 1) {
      queue.push({ method, times, fault: { type: 'slow', ms } });
    },
    next(call) {
      const limit = limited(call);
      if (limit !== undefined) return limit;
      const due = queue.find(({ method, times }) => method === call.method && times > 0);
      if (due === undefined) return undefined;
      due.times -= 1;
      return due.fault;
    },
  };
}
