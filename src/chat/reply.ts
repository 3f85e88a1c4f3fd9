import type { Action } from './action.ts';

/**
 * What a command answers, as plain data. A reply never holds platform markup: strings in it are text to be
 * shown as they are, and each renderer escapes them for its platform. Renderers end their switch over
 * `Block` in `satisfies never`, so a new kind of block cannot be forgotten.
 */
export type Reply = Message | Form;

export interface Message {
  type: 'message';
  blocks: readonly Block[];
  /** For an answer to a press: what the message that was pressed on becomes, for all who see it. */
  original?: Message;
}

/** A dialog with fields. Platforms only allow it as the first answer to a press or a command. */
export interface Form {
  type: 'form';
  title: string;
  intro?: string;
  fields: readonly Field[];
  submitLabel: string;
  /** What to run when it is sent; the values of the fields are added to its arguments by field name. */
  submit: Action;
}

export type Field =
  | {
      type: 'text';
      name: string;
      label: string;
      placeholder?: string;
      value?: string;
      optional?: boolean;
      long?: boolean;
    }
  | {
      type: 'choice';
      name: string;
      label: string;
      options: readonly { value: string; label: string }[];
      value?: string;
      optional?: boolean;
    };

export type Block =
  | Heading
  | Text
  | List
  | ResourceCard
  | StepCard
  | QuestionCard
  | Progress
  | { type: 'divider' }
  | Image
  | File
  | Actions
  | Select;

export interface Heading {
  type: 'heading';
  text: string;
  /** 1 opens a reply, 2 opens a part of it. */
  level: 1 | 2;
}

export interface Text {
  type: 'text';
  inlines: readonly Inline[];
  /** 'quiet' is for what may be overlooked: counts, hints, credits. */
  tone?: 'quiet';
}

export interface List {
  type: 'list';
  ordered?: boolean;
  /** The number of the first item of an ordered list; 1 by default. */
  start?: number;
  items: readonly (readonly Inline[])[];
}

export type Inline =
  | { type: 'plain'; text: string }
  | { type: 'strong'; text: string }
  | { type: 'code'; text: string }
  | { type: 'link'; text: string; url: string };

export interface ResourceCard {
  type: 'resource';
  /** The place in the list that is shown, from 1. */
  number?: number;
  id: string;
  title: string;
  url: string;
  /** Shown facts in reading order: "course", "beginner", "about 2 h", "free". */
  facts: readonly string[];
  by?: string;
  description: string;
  note?: string;
  /** Why a search found it; shown on request. */
  why?: string;
}

export interface StepCard {
  type: 'step';
  id: string;
  /** "Step 2 of 5 in Docker". */
  label: string;
  do: string;
  resource: { title: string; url: string };
  part?: string;
  facts: readonly string[];
  /** What to ask oneself afterwards, where it is not hidden behind a button. */
  check?: string;
}

export interface QuestionCard {
  type: 'question';
  id: string;
  question: string;
  facts: readonly string[];
  /** Present once it was asked for. */
  hint?: string;
  answer?: string;
}

export interface Progress {
  type: 'progress';
  label: string;
  /** 0 ≤ done ≤ total, total > 0, both in `unit`. */
  done: number;
  total: number;
  unit: string;
}

export interface Image {
  type: 'image';
  /** An http(s) address, or the bytes of a PNG to be sent along. */
  source: { url: string } | { png: Uint8Array; name: string };
  alt: string;
}

export interface File {
  type: 'file';
  name: string;
  /** MIME type. */
  mime: string;
  content: string;
}

export interface Actions {
  type: 'actions';
  buttons: readonly Button[];
}

export type Button =
  | { label: string; action: Action; style?: 'primary' | 'danger' }
  | { label: string; url: string };

/** A list to choose one from. Choosing runs `action` with the option's value as its argument `fills`. */
export interface Select {
  type: 'select';
  placeholder: string;
  action: Action;
  /** The name of the argument that the choice fills. */
  fills: string;
  /** Values are ids or short words: at most 75 characters, Slack's limit. */
  options: readonly { label: string; description?: string; value: string }[];
}

export const plain = (text: string): Inline => ({ type: 'plain', text });
export const strong = (text: string): Inline => ({ type: 'strong', text });
export const code = (text: string): Inline => ({ type: 'code', text });
export const link = (text: string, url: string): Inline => ({ type: 'link', text, url });

export const heading = (text: string, level: 1 | 2 = 1): Heading => ({ type: 'heading', text, level });
export const text = (...inlines: (string | Inline)[]): Text => ({
  type: 'text',
  inlines: inlines.map(toInline),
});
export const quiet = (...inlines: (string | Inline)[]): Text => ({ ...text(...inlines), tone: 'quiet' });
export const list = (...items: (string | Inline | readonly Inline[])[]): List => ({
  type: 'list',
  items: items.map((item) => (Array.isArray(item) ? item : [toInline(item as string | Inline)])),
});
export const message = (...blocks: readonly (Block | undefined)[]): Message => ({
  type: 'message',
  blocks: blocks.filter((block) => block !== undefined),
});

function toInline(value: string | Inline): Inline {
  return typeof value === 'string' ? plain(value) : value;
}
