import type { Answer } from './answers.ts';
import type { Call } from './journal.ts';
import { needsBotToken, type Route } from './routes.ts';

/** How a call fails. `status` 0 cuts the connection instead of an answer. */
export interface Failure {
  readonly status: number;
  readonly code?: number;
  readonly message?: string;
  /** Seconds; with status 429. Whoever comes before they are over is `early` and refused again. */
  readonly retryAfter?: number;
  /** The 429 closes every route that needs the bot token. */
  readonly global?: boolean;
  /** Discord has done the work by then, and only the answer is lost. */
  readonly applied?: boolean;
}

/** Troubles on demand. */
export interface Faults {
  /** The next `times` calls of the route. */
  fail(route: Route, failure: Failure, times?: number): void;
  /** The next `times` calls are worked on and answered only once the returned function has been called. */
  hang(route: Route, times?: number): () => void;
  /** Calls that did not wait for as long as a 429 said. */
  readonly early: readonly Call[];
}

export type Fault = Failure | { readonly released: Promise<void> };

interface Queued {
  readonly route: Route;
  readonly fault: Fault;
  times: number;
}

interface Closed {
  readonly route: Route;
  readonly failure: Failure;
  readonly until: number;
}

/** A timer may fire this much before its time. */
const timerSlack = 5;

export function createFaults(clock: () => number): Faults & { next(call: Call): Fault | undefined } {
  const queue: Queued[] = [];
  const closed: Closed[] = [];
  const early: Call[] = [];
  const closedFor = (route: Route) =>
    closed.find(
      (one) =>
        one.until - clock() > timerSlack &&
        (one.route === route || (one.failure.global === true && needsBotToken(route))),
    );
  return {
    early,
    fail: (route, failure, times = 1) => queue.push({ route, fault: failure, times }),
    hang(route, times = 1) {
      const { promise, resolve } = Promise.withResolvers<void>();
      queue.push({ route, fault: { released: promise }, times });
      return resolve;
    },
    next(call) {
      if (call.route === 'unknown') return undefined;
      const shut = closedFor(call.route);
      if (shut !== undefined) {
        early.push(call);
        return { ...shut.failure, retryAfter: (shut.until - clock()) / 1000 };
      }
      const due = queue.find(({ route, times }) => route === call.route && times > 0);
      if (due === undefined) return undefined;
      due.times -= 1;
      if ('status' in due.fault && due.fault.status === 429) {
        const until = clock() + (due.fault.retryAfter ?? 0) * 1000;
        closed.push({ route: call.route, failure: due.fault, until });
      }
      return due.fault;
    },
  };
}

/** discord.com/developers/docs/topics/rate-limits */
export function answerOf({ status, code = 0, message, retryAfter = 0, global = false }: Failure): Answer {
  if (status !== 429) return { status, body: { message: message ?? `${status}: loopback trouble`, code } };
  const seconds = String(retryAfter);
  const headers = {
    'retry-after': seconds,
    ...(global ? { 'x-ratelimit-global': 'true' } : {}),
    'x-ratelimit-limit': '5',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset-after': seconds,
    'x-ratelimit-scope': global ? 'global' : 'user',
  };
  const said = message ?? 'You are being rate limited.';
  return { status, headers, body: { message: said, retry_after: retryAfter, global, code } };
}
