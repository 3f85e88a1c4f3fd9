import { type Action, decodeAction, encodeAction } from '../chat/action.ts';
import {
  type Block,
  type Button,
  code,
  heading,
  link,
  type Message,
  message,
  plain,
  quiet,
  text,
} from '../chat/reply.ts';
import type { Tally } from '../study/marks.ts';
import type { Content } from './content.ts';
import { countLine } from './lines.ts';

export interface PostOptions {
  /** Of the post, at most 22 characters; its buttons carry it. */
  id?: string;
  /** What people have said of it where it stands. */
  tally?: Omit<Tally, 'people'>;
  /** What people type before a command, without the slash: for the line that says where the details are. */
  commandName?: string;
  /** Without the buttons, which mark something. */
  preview?: boolean;
}

/** The daily post as everybody sees it. Some 900 characters at most, in short lines, so that it fits a phone. */
export function postMessage(content: Content, options: PostOptions = {}): Message {
  const { id, tally, preview = false } = options;
  const counts = tally === undefined ? '' : countLine(tally);
  return message(
    heading(content.title),
    quiet(content.facts.join(' · ')),
    text(content.do),
    resourceLine(content),
    text(`Why today: ${content.reason}.`),
    alternativeLine(content),
    switchedOnLine(content, options),
    counts === '' ? undefined : quiet(counts),
    preview ? undefined : { type: 'actions', buttons: markButtons(content, id) },
  );
}

function resourceLine({ resource, part }: Content): Block | undefined {
  if (resource === undefined) return part === undefined ? undefined : text(part);
  return text(link(resource.title, resource.url), ...(part === undefined ? [] : [plain(`, ${part}`)]));
}

function alternativeLine({ alternative }: Content): Block | undefined {
  if (alternative === undefined) return undefined;
  const { title, url, facts } = alternative;
  return quiet('Or: ', link(title, url), ...(facts.length === 0 ? [] : [plain(` (${facts.join(', ')})`)]));
}

function switchedOnLine({ switchedOnBy }: Content, { commandName }: PostOptions): Block | undefined {
  if (switchedOnBy === undefined) return undefined;
  if (commandName === undefined) return quiet(`Switched on by ${switchedOnBy}.`);
  return quiet(`Switched on by ${switchedOnBy}; `, code(`/${commandName} daily status`), ' has the details.');
}

function markButtons(content: Content, id: string | undefined): Button[] {
  const button = (label: string, as: string) => ({ label, action: markAction(content, as, id) });
  const isStep = content.item.startsWith('step:');
  return [
    { ...button('Done', 'done'), style: 'primary' },
    button('Later', 'later'),
    // Only steps are passed over for it.
    ...(isStep ? [button('Too easy', 'too-easy')] : []),
    button('Save', 'save'),
    ...(content.answer !== undefined ? [button('Hint and answer', 'check')] : []),
    ...(content.answer === undefined && content.check !== undefined
      ? [button('Check yourself', 'check')]
      : []),
  ];
}

/**
 * What a button of a post does. The item is there for the day when the post is no longer kept; where both are too long, the post
 * goes first, since by its id the message itself is known again.
 */
export function markAction({ item }: Pick<Content, 'item'>, as: string, id?: string): Action {
  const post = id === undefined ? {} : { post: id };
  const whole: Action = { command: 'done', args: { item, as, ...post }, mode: 'reply' };
  if (id === undefined || decodeAction(encodeAction(whole))?.args.item === item) return whole;
  return { ...whole, args: { as, ...post } };
}
