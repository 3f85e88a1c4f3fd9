import { complete } from './complete.ts';
import {
  type Conversation,
  type ConversationOptions,
  createConversation,
  type Turn,
} from './conversation.ts';
import { askForm } from './form.ts';
import { linesOf } from './lines.ts';
import { createOutput, type Output } from './output.ts';
import { createPrompt, maxHistory, type Prompt } from './prompt.ts';
import { paint } from './style.ts';

export interface ChatOptions extends LinesOptions {
  /** Shown first; see greeting.ts. */
  greeting: string;
  /** What stands before each line, with a space at its end. */
  prompt: string;
  /** Lines of earlier sessions, oldest first; at most 500 are used and saved. */
  history?: History;
  /** Whether a person sits at a terminal. Without, chat is answerLines. */
  interactive: boolean;
}

export interface LinesOptions extends ConversationOptions {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
}

export interface History {
  load(): Promise<string[]>;
  save(lines: readonly string[]): Promise<void>;
}

/** Talks until the person leaves. Rejects only when the output breaks for another reason than a lost reader. */
export async function chat(options: ChatOptions): Promise<void> {
  if (!options.interactive) {
    await answerLines(options);
    return;
  }
  const output = createOutput(options.output);
  const history = (await loadHistory(options.history)).slice(-maxHistory);
  const prompt = createPrompt({
    input: options.input,
    output: options.output,
    history,
    complete: (line) => complete(line, options),
  });
  try {
    await output.write(`${options.greeting}\n\n`);
    await talk(options, prompt, output, history);
    await output.write('Until next time.\n');
  } finally {
    prompt.close();
  }
  await saveHistory(options.history, history);
}

/**
 * Answers each line of the input, in order, with an empty line between answers, until the input ends or nobody reads
 * the answers any more. Resolves to how many lines were answered; empty lines are passed over.
 */
export async function answerLines(options: LinesOptions): Promise<number> {
  const output = createOutput(options.output);
  const conversation = createConversation(options);
  let answered = 0;
  for await (const line of linesOf(options.input)) {
    const turn = await conversation.say(line);
    if (turn.type === 'leave') break;
    if (turn.type === 'nothing') continue;
    const hint = turn.form === undefined ? '' : `\n\n${needsTerminal}`;
    await output.write(`${answered === 0 ? '' : '\n'}${turn.text}${hint}\n`);
    if (output.gone) break;
    answered++;
  }
  return answered;
}

const needsTerminal = 'This is a form: start the chat in a terminal to fill it in.';
const howToLeave = 'Ctrl-C again or Ctrl-D leaves.';

async function talk(options: ChatOptions, prompt: Prompt, output: Output, history: string[]): Promise<void> {
  const conversation = createConversation(options);
  const sign = paint([{ text: options.prompt.trimEnd(), look: 'key' }], {
    colour: options.colour,
    links: false,
  });
  let cancelled = false;
  while (!output.gone) {
    const given = await prompt.ask(`${sign} `, true);
    if (given.type === 'left') return output.write('\n');
    if (given.type === 'cancelled') {
      await output.write('\n');
      if (given.empty && cancelled) return;
      if (given.empty) await output.write(`${howToLeave}\n`);
      cancelled = true;
      continue;
    }
    cancelled = false;
    remember(given.line, history);
    const turn = await conversation.say(given.line);
    if (turn.type === 'leave') return;
    await show(turn, conversation, prompt, output);
  }
}

/** Shows an answer; a form is filled in and sent, and its answer shown in turn. */
async function show(first: Turn, conversation: Conversation, prompt: Prompt, output: Output): Promise<void> {
  let turn = first;
  while (turn.type === 'said') {
    await output.write(`\n${turn.text}\n\n`);
    if (turn.form === undefined) return;
    const action = await askForm(
      turn.form,
      async (question) => {
        const given = await prompt.ask(question, false);
        if (given.type === 'cancelled') await output.write('\n');
        return given.type === 'line' ? given.line : undefined;
      },
      (text) => output.write(`${text}\n`),
    );
    if (action === undefined) return output.write('\nNothing was sent.\n\n');
    turn = await conversation.press(action);
  }
}

function remember(line: string, history: string[]): void {
  const kept = line.trim();
  if (kept === '' || /^\d+$/.test(kept) || history.at(-1) === kept) return;
  history.push(kept);
}

/** A history that cannot be read or kept is no reason not to talk. */
async function loadHistory(history: History | undefined): Promise<string[]> {
  try {
    return (await history?.load()) ?? [];
  } catch {
    return [];
  }
}

async function saveHistory(history: History | undefined, lines: readonly string[]): Promise<void> {
  try {
    await history?.save(lines.slice(-maxHistory));
  } catch {
    return;
  }
}
