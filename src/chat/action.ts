import type { Args } from './command.ts';

/**
 * What a button carries: enough to run it again after a restart, on any replica, without a store.
 * Encoded it has at most 100 characters, Discord's limit for a custom_id.
 */
export interface Action {
  /** "resource", or "daily on" for a command in a group. */
  command: string;
  args: Args;
  mode: Mode;
  /** Tells two buttons of one message apart that would do the same. */
  ordinal?: number;
}

/** update: the message changes in place. reply: a new answer. form: a dialog opens. */
type Mode = 'update' | 'reply' | 'form';

/** Characters (UTF-16 code units) that an encoded action has at most. */
export const maxActionLength = 100;

/** No more of a text can fit, and cutting a long one word by word would take long. */
const maxText = 2 * maxActionLength;

const version = '1';
const letters = { update: 'u', reply: 'r', form: 'f' } as const;
const modes: Record<string, Mode | undefined> = { u: 'update', r: 'reply', f: 'form' };
const name = /^[a-z][a-z0-9_]{0,31}$/;
const commandName = /^[a-z][a-z0-9-]{0,31}( [a-z][a-z0-9-]{0,31})?$/;

/**
 * `1u|resource|query=docker&page#2|1`: version and mode, command, arguments, ordinal. `=` marks text, `#` an
 * integer, `!` true or false. Text that does not fit is cut at a word, the longest first; ids fit.
 */
export function encodeAction(action: Action, maxLength = maxActionLength): string {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(action.args)) {
    if (typeof value === 'string') texts.set(key, tidy(value.slice(0, maxText)));
  }
  let encoded = write(action, texts);
  while (encoded.length > maxLength) {
    const longest = [...texts].reduce((a, b) => (b[1].length > a[1].length ? b : a), ['', '']);
    if (longest[1] === '') return write({ ...action, args: {} }, texts);
    texts.set(longest[0], cutOnce(longest[1]));
    encoded = write(action, texts);
  }
  return encoded;
}

/**
 * What a select carries: its action with one argument left open, written as `name=`, which no other action has since
 * empty text is never written.
 */
export function encodeChoice(action: Action, fills: string): string {
  const { [fills]: _, ...others } = action.args;
  const hole = `${fills}=`;
  const encoded = encodeAction({ ...action, args: others }, maxActionLength - hole.length - 1);
  const [head, command, args = '', ordinal] = encoded.split('|');
  return [head, command, args === '' ? hole : `${args}&${hole}`, ordinal].join('|');
}

/** The action that choosing `value` in a select with this encoding means. */
export function decodeChoice(encoded: string, value: string): Action | undefined {
  const action = decodeAction(encoded);
  const open = Object.entries(action?.args ?? {}).filter(([, argument]) => argument === '');
  const [name] = open[0] ?? [];
  if (action === undefined || name === undefined || open.length > 1) return undefined;
  return { ...action, args: { ...action.args, [name]: tidy(value) } };
}

/** Undefined for whatever encodeAction cannot have written: an older version, a stranger's text, a cut id. */
export function decodeAction(encoded: string): Action | undefined {
  if (encoded.length > maxActionLength) return undefined;
  const [head = '', command = '', args = '', ordinal = '', ...more] = encoded.split('|');
  const mode = head[0] === version && head.length === 2 ? modes[head[1] ?? ''] : undefined;
  if (mode === undefined || more.length > 0 || !commandName.test(command) || !/^\d{0,4}$/.test(ordinal)) {
    return undefined;
  }
  const read = readArgs(args);
  if (read === undefined) return undefined;
  return { command, args: read, mode, ...(ordinal === '' ? {} : { ordinal: Number(ordinal) }) };
}

function write(action: Action, texts: ReadonlyMap<string, string>): string {
  const args = Object.entries(action.args).flatMap(([key, value]) => {
    if (typeof value === 'number') return [`${key}#${value}`];
    if (typeof value === 'boolean') return [`${key}!${value ? 1 : 0}`];
    const kept = texts.get(key) ?? '';
    return kept === '' ? [] : [`${key}=${percentEncode(kept)}`];
  });
  return `${version}${letters[action.mode]}|${action.command}|${args.join('&')}|${action.ordinal ?? ''}`;
}

function readArgs(encoded: string): Args | undefined {
  const args: Record<string, string | number | boolean> = {};
  if (encoded === '') return args;
  for (const part of encoded.split('&')) {
    const [, key = '', type, value = ''] = /^([^=#!]*)([=#!])(.*)$/su.exec(part) ?? [];
    if (!name.test(key) || Object.hasOwn(args, key)) return undefined;
    if (type === '=') args[key] = percentDecode(value);
    else if (type === '#' && /^-?\d{1,9}$/.test(value)) args[key] = Number(value);
    else if (type === '!' && /^[01]$/.test(value)) args[key] = value === '1';
    else return undefined;
  }
  return args;
}

/** Control characters and lone surrogates do not survive every platform; runs of space carry nothing. */
function tidy(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

function cutOnce(text: string): string {
  const atWord = text.replace(/\s+\S*$/u, '');
  return atWord === text ? [...text].slice(0, -1).join('') : atWord;
}

function percentEncode(text: string): string {
  return text.replace(/[%&|]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function percentDecode(text: string): string {
  return text.replace(/%(25|26|7C)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
