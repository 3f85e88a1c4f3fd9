import type { Action } from '../../chat/action.ts';
import type { Caller } from '../../chat/command.ts';
import type { Answer, Dispatcher } from '../../chat/dispatch.ts';
import { type Form, message, type Reply, text } from '../../chat/reply.ts';
import type { CommandWords } from './command-words.ts';
import type { PressableButton } from './controls.ts';
import { renderTerminal } from './render.ts';
import { readTyped } from './typed-line.ts';

export interface ConversationOptions {
  dispatcher: Dispatcher;
  caller: Caller;
  /** The commands behind the dispatcher, for their names. */
  commands: readonly CommandWords[];
  /** The bot's name elsewhere, without the slash: "mlops". */
  commandName: string;
  colour: boolean;
  /** Whether addresses become clickable; see renderTerminal. */
  links?: boolean;
  /** The width of the terminal, asked before each answer since windows change. */
  columns: () => number;
}

/** What follows a line: nothing, the end, or a text; a form is to be filled in next. */
export type Turn = { type: 'nothing' } | { type: 'leave' } | { type: 'said'; text: string; form?: Form };

export interface Conversation {
  say(line: string): Promise<Turn>;
  press(action: Action): Promise<Turn>;
}

/** Remembers the buttons of the last answer, so that a number alone can press one. */
export function createConversation(options: ConversationOptions): Conversation {
  const { dispatcher, caller, commands, commandName } = options;
  let buttons: readonly PressableButton[] = [];
  const render = (reply: Reply) =>
    renderTerminal(reply, {
      colour: options.colour,
      columns: options.columns(),
      ...(options.links === undefined ? {} : { links: options.links }),
    });
  const show = ({ reply }: Answer): Turn => {
    const rendered = render(reply);
    buttons = rendered.buttons;
    const shown = rendered.text === '' ? 'There is nothing to show here.' : rendered.text;
    return { type: 'said', text: shown, ...(reply.type === 'form' ? { form: reply } : {}) };
  };
  const press = async (action: Action) => show(await dispatcher.press(action, caller));
  return {
    press,
    async say(line) {
      const typed = readTyped(line, commandName, commands);
      switch (typed.type) {
        case 'nothing':
        case 'leave':
          return typed;
        case 'say':
          return show(await dispatcher.type(typed.line, caller));
        case 'press': {
          const button = buttons.find(({ number }) => number === typed.number);
          if (button !== undefined) return press(button.action);
          return { type: 'said', text: render(noButton(typed.number, buttons)).text };
        }
        default:
          return typed satisfies never;
      }
    },
  };
}

function noButton(number: number, buttons: readonly PressableButton[]): Reply {
  if (buttons.length === 0)
    return message(text('There is no button to press. Type help to see what there is.'));
  const all = buttons.map((button) => `[${button.number}] ${button.label}`).join(', ');
  return message(text(`There is no button ${number}. These can be pressed: ${all}.`));
}
