import type { Json } from '../shape.ts';
import type { Changes } from './changes.ts';

/** One call of the Web API, or of a response_url (its method is then `response_url`). */
export interface Call {
  readonly method: string;
  /** Parsed, also what was sent as JSON inside a form. */
  readonly args: Json;
  /** Milliseconds of the workspace's clock. */
  readonly at: number;
  /** HTTP status; 0 while there is no answer, and for good where the connection was cut. */
  status: number;
  /** What was answered; for a response_url {text}. */
  answer: Json;
}

export interface Journal {
  readonly calls: readonly Call[];
  open(method: string, args: Json): Call;
  answered(call: Call, status: number, answer: Json): void;
}

export function createJournal(clock: () => number, changes: Changes): Journal {
  const calls: Call[] = [];
  return {
    calls,
    open(method, args) {
      const call = { method, args, at: clock(), status: 0, answer: {} };
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
  const lines = calls.slice(-8).map(({ method, status, answer }) => {
    const said = answer.ok === false ? ` ${String(answer.error)}` : '';
    return `  ${method} ${status}${said}`;
  });
  return lines.length === 0 ? '  no calls' : lines.join('\n');
}
