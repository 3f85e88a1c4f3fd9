import type { Changes } from '../slack/changes.ts';
import type { Route } from './routes.ts';

/** One REST request of the app. */
export interface Call {
  /** 'POST /channels/:channel/messages'; 'unknown' for one that Discord has not. */
  readonly route: Route | 'unknown';
  readonly method: string;
  /** Below /api/v10, with its query. */
  readonly path: string;
  /** What was sent as JSON, also inside a form; undefined if nothing was. */
  readonly body: unknown;
  /** Names of the files that were sent along. */
  readonly files: readonly string[];
  /** Milliseconds of the server's clock. */
  readonly at: number;
  /** 0 while there is no answer, and for good where the connection was cut. */
  status: number;
  answer: unknown;
}

export interface Journal {
  readonly calls: readonly Call[];
  open(call: Omit<Call, 'at' | 'status' | 'answer'>): Call;
  answered(call: Call, status: number, answer: unknown): void;
}

export function createJournal(clock: () => number, changes: Changes): Journal {
  const calls: Call[] = [];
  return {
    calls,
    open(request) {
      const call = { ...request, at: clock(), status: 0, answer: undefined };
      calls.push(call);
      changes.notify();
      return call;
    },
    answered(call, status, answer) {
      call.status = status;
      call.answer = answer;
      changes.notify();
    },
  };
}

/** The last calls in a line each, for a test that waited in vain. */
export function tailOf(calls: readonly Call[]): string {
  const lines = calls.slice(-8).map(({ method, path, status, answer }) => {
    const said = status >= 400 ? ` ${JSON.stringify(answer)}` : '';
    return `  ${method} ${path} ${status}${said}`;
  });
  return lines.length === 0 ? '  no calls' : lines.join('\n');
}
