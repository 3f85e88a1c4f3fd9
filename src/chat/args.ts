import type { Args, Command, Option } from './command.ts';
import { type Block, code, text } from './reply.ts';

/** Longest text of an option, in characters, unless it says otherwise. */
const defaultMaxLength = 200;

export interface CheckedArgs {
  args: Args;
  /** What could not be used, each with what to give instead. */
  problems: readonly Block[];
}

/**
 * Brings arguments from anywhere (typed, a platform, a button of an older version) to what the options allow:
 * unknown names go, numbers are brought into their range, long text is cut; the rest becomes a problem.
 */
export function checkArgs<Deps>(given: Args, command: Command<Deps>): CheckedArgs {
  const args: Record<string, string | number | boolean> = {};
  const problems: Block[] = [];
  for (const option of command.options) {
    const value = Object.hasOwn(given, option.name) ? given[option.name] : undefined;
    if (value === undefined || value === '') {
      if (option.required) problems.push(missing(option, command));
      continue;
    }
    const checked = checkValue(value, option);
    if (checked === undefined) problems.push(wrong(value, option));
    else if (checked !== '') args[option.name] = checked;
    else if (option.required) problems.push(missing(option, command));
  }
  return { args, problems };
}

function checkValue<Deps>(value: string | number | boolean, option: Option<Deps>) {
  switch (option.type) {
    case 'text':
      return cutAtWord(clean(String(value).toWellFormed()), option.maxLength ?? defaultMaxLength);
    case 'integer': {
      const number = typeof value === 'string' ? wholeNumber(value) : value;
      return typeof number === 'number' && Number.isInteger(number)
        ? Math.min(Math.max(number, option.min), option.max)
        : undefined;
    }
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'choice': {
      const folded = String(value).trim().toLowerCase();
      return option.choices.find(
        (choice) =>
          choice.value === folded || `${choice.value}s` === folded || choice.label.toLowerCase() === folded,
      )?.value;
    }
    // Who can be called, and by what name, the command knows better.
    case 'role':
      return cutAtWord(clean(String(value).toWellFormed()), defaultMaxLength);
    case 'channel':
      return typeof value === 'string' && /^[A-Za-z0-9]{1,40}$/.test(value) ? value : undefined;
    default:
      return option satisfies never;
  }
}

function wholeNumber(text: string): number | undefined {
  return /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) : undefined;
}

function missing<Deps>(option: Option<Deps>, command: Command<Deps>): Block {
  const example = command.examples[0];
  return text(
    `Please add ${option.name}: ${option.summary}.`,
    ...(example === undefined ? [] : [' For example: ', code(example)]),
  );
}

function wrong<Deps>(value: string | number | boolean, option: Option<Deps>): Block {
  const shown = cutAtWord(clean(String(value).toWellFormed()), 60);
  return text(`${option.name} cannot be “${shown}”. ${expected(option)}`);
}

function expected<Deps>(option: Option<Deps>): string {
  switch (option.type) {
    case 'choice':
      return `It is one of: ${option.choices.map(({ value }) => value).join(', ')}.`;
    case 'integer':
      return `It is a whole number from ${option.min} to ${option.max}.`;
    case 'boolean':
      return 'It is yes or no.';
    case 'text':
    case 'role':
    case 'channel':
      return `It is ${option.summary}.`;
    default:
      return option satisfies never;
  }
}

/** At most `max` UTF-16 code units; inside a word only when it is longer than that, and never inside a character. */
export function cutAtWord(text: string, max: number): string {
  if (text.length <= max) return text;
  const head = text.slice(0, max);
  const end = text[max] === ' ' ? max : head.lastIndexOf(' ');
  return (end > 0 ? head.slice(0, end) : head.replace(/[\uD800-\uDBFF]$/, '')).trim();
}

function clean(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}
