import { createInterface } from 'node:readline';
import type { Completion } from './complete.ts';

/** Lines from a person at a terminal, one at a time. */
export interface Prompt {
  /** Shows the prompt and waits for a line; a line typed or pasted before is given at once. */
  ask(prompt: string, remember: boolean): Promise<Given>;
  /** Ends the reading; a terminal gets its usual mode back. */
  close(): void;
}

type Given =
  | { type: 'line'; line: string }
  /** Ctrl-C; `empty` when nothing had been typed. */
  | { type: 'cancelled'; empty: boolean }
  /** Ctrl-D, or the end of the input. */
  | { type: 'left' };

export interface PromptOptions {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
  /** Lines for the up arrow, oldest first. */
  history: readonly string[];
  complete(line: string): Promise<Completion>;
}

/** Lines that the up arrow can reach, and that are kept for the next session. */
export const maxHistory = 500;

export function createPrompt(options: PromptOptions): Prompt {
  const reader = openReader(options);
  const waiting: string[] = [];
  let asked: ((given: Given) => void) | undefined;
  let remembered = true;
  let closed = false;
  const give = (given: Given) => {
    const answer = asked;
    asked = undefined;
    answer?.(given);
  };
  reader.on('line', (line) => {
    if (asked === undefined) waiting.push(line);
    else give({ type: 'line', line });
  });
  reader.on('history', (history) => {
    if (!remembered) history.shift();
  });
  reader.on('SIGINT', () => {
    if (asked === undefined) return reader.close();
    const empty = reader.line === '';
    reader.write(null, { ctrl: true, name: 'e' });
    reader.write(null, { ctrl: true, name: 'u' });
    give({ type: 'cancelled', empty });
  });
  reader.on('close', () => {
    closed = true;
    give({ type: 'left' });
  });
  options.input.on('error', () => reader.close());
  return {
    async ask(prompt, remember) {
      const line = waiting.shift();
      if (line !== undefined) return { type: 'line', line };
      if (closed) return { type: 'left' };
      remembered = remember;
      const { promise, resolve } = Promise.withResolvers<Given>();
      asked = resolve;
      reader.setPrompt(prompt);
      reader.prompt();
      return promise;
    },
    close: () => reader.close(),
  };
}

function openReader({ input, output, history, complete }: PromptOptions) {
  return createInterface({
    input,
    output,
    terminal: true,
    historySize: maxHistory,
    history: history.toReversed(),
    removeHistoryDuplicates: true,
    completer: (line: string, done: (error: Error | null, found: Completion) => void) => {
      complete(line).then(
        (found) => done(null, found),
        () => done(null, [[], line]),
      );
    },
  });
}
