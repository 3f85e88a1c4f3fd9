import { isObject, type Json, listAt } from '../shape.ts';
import type { Finding } from './answers.ts';

type Path = readonly string[];
type Say = (path: Path, code: string, message: string) => void;

const chatName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const [subcommand, group, string, integer, number, attachment] = [1, 2, 3, 4, 10, 11];
const withChoices = [string, integer, number];
const commandRoom = 8000;

/**
 * What Discord refuses in a command: discord.com/developers/docs/interactions/application-commands. `global` commands alone
 * take contexts and integration types.
 */
export function commandFindings(command: unknown, global: boolean, under: Path = []): Finding[] {
  const findings: Finding[] = [];
  const say: Say = (path, code, message) => findings.push({ path: [...under, ...path], code, message });
  if (!isObject(command)) {
    say([], 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType');
    return findings;
  }
  const { type = 1 } = command;
  if (type === 1) checkChatInput(command, say);
  else if (type === 2 || type === 3) checkMenu(command, say);
  else say(['type'], 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2, 3, 4}.');
  checkPlaces(command, global, say);
  return findings;
}

function checkChatInput(command: Json, say: Say): void {
  checkNamed(command, [], say);
  checkOptions(command.options, ['options'], 0, say);
  const size = sizeOf(command);
  if (size > commandRoom) {
    say([], 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${commandRoom}): ${size}`);
  }
}

function checkMenu({ name, description = '', options }: Json, say: Say): void {
  if (typeof name !== 'string' || name.trim() === '' || name.length > 32) {
    say(['name'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 32 in length.');
  }
  if (description !== '') {
    say(['description'], 'APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED', 'Context menus have no description');
  }
  if (listAt(options).length > 0) {
    say(['options'], 'APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED', 'Context menu commands cannot have options');
  }
}

function checkPlaces({ contexts, integration_types }: Json, global: boolean, say: Say): void {
  for (const [field, value, most] of [
    ['contexts', contexts, 2],
    ['integration_types', integration_types, 1],
  ] as const) {
    if (value === undefined || value === null) continue;
    if (!global) say([field], 'APPLICATION_COMMAND_GLOBAL_ONLY', 'Only for global commands');
    const list = listAt(value);
    const known = list.every((one) => Number.isInteger(one) && Number(one) >= 0 && Number(one) <= most);
    if (list.length === 0 || !known) say([field], 'BASE_TYPE_CHOICES', 'Value must be one of the listed.');
    if (new Set(list).size < list.length) say([field], 'SET_TYPE_ALREADY_CONTAINS_VALUE', 'Comes twice');
  }
}

function checkNamed({ name, description }: Json, path: Path, say: Say): void {
  if (typeof name !== 'string' || !chatName.test(name) || name.toLowerCase() !== name) {
    say([...path, 'name'], 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  }
  if (description === undefined) {
    say([...path, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required');
  } else checkLength(description, [1, 100], [...path, 'description'], say);
}

/** `depth`: 0 in the command itself, 1 in a subcommand of it or a group, 2 in a subcommand of a group. */
function checkOptions(value: unknown, path: Path, depth: number, say: Say): void {
  const options = listAt(value);
  checkMost(options, 25, path, say);
  const names = new Set<unknown>();
  let optional = false;
  options.forEach((option, index) => {
    const at = [...path, String(index)];
    if (!isObject(option)) {
      say(at, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType');
      return;
    }
    if (names.has(option.name)) {
      say(at, 'APPLICATION_COMMAND_OPTIONS_NAME_INVALID', 'Option names must be unique');
    }
    names.add(option.name);
    checkNamed(option, at, say);
    checkKind(option, options, at, depth, say);
    if (option.required === true && optional) {
      say(
        at,
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      );
    }
    optional ||= option.required !== true;
  });
}

function checkKind(option: Json, siblings: readonly unknown[], path: Path, depth: number, say: Say): void {
  const type = Number(option.type);
  if (!(type >= subcommand && type <= attachment)) {
    say([...path, 'type'], 'BASE_TYPE_CHOICES', 'Value must be one of {1, ..., 11}.');
    return;
  }
  const nested = (one: unknown) => isObject(one) && (one.type === subcommand || one.type === group);
  if (!nested(option)) {
    if (siblings.some(nested)) {
      say(path, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Sub-command and option types are exclusive');
    }
    checkValueOption(option, type, path, say);
    return;
  }
  if (option.required !== undefined) {
    say([...path, 'required'], 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', 'Not for subcommands');
  }
  const inGroup = listAt(option.options).some((one) => !isObject(one) || one.type !== subcommand);
  const misplaced = depth === 2 || (type === group && (depth > 0 || inGroup));
  if (misplaced || (type === subcommand && listAt(option.options).some(nested))) {
    say(path, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Invalid nesting of sub-commands');
  }
  checkOptions(option.options, [...path, 'options'], depth + 1, say);
}

function checkValueOption(option: Json, type: number, path: Path, say: Say): void {
  const choices = listAt(option.choices);
  checkMost(choices, 25, [...path, 'choices'], say);
  if ((choices.length > 0 || option.autocomplete === true) && !withChoices.includes(type)) {
    say(path, 'APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID', 'This type takes no choices');
  }
  if (choices.length > 0 && option.autocomplete === true) {
    say(path, 'APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID', 'Autocomplete and choices are exclusive');
  }
  choices.forEach((choice, index) => {
    checkChoice(choice, type === string, [...path, 'choices', String(index)], say);
  });
  const names = choices.filter(isObject).map(({ name }) => name);
  if (new Set(names).size < names.length) {
    say([...path, 'choices'], 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_EXISTS', 'A name comes twice');
  }
  checkRange(option, ['min_value', 'max_value'], type === integer || type === number, path, say);
  checkRange(option, ['min_length', 'max_length'], type === string, path, say);
}

/** Also for what autocomplete answers. */
export function checkChoice(choice: unknown, text: boolean, path: Path, say: Say): void {
  const { name, value } = isObject(choice) ? choice : {};
  checkLength(name, [1, 100], [...path, 'name'], say);
  if (text) checkLength(value, [1, 100], [...path, 'value'], say);
  else if (typeof value !== 'number') say([...path, 'value'], 'NUMBER_TYPE_COERCE', 'Is no number');
}

function checkRange(
  option: Json,
  [low, high]: readonly [string, string],
  fits: boolean,
  path: Path,
  say: Say,
) {
  const [min, max] = [option[low], option[high]];
  if (!fits && (min !== undefined || max !== undefined)) {
    say([...path, low], 'APPLICATION_COMMAND_OPTIONS_RANGE_INVALID', 'This type has no such range');
  }
  if (typeof min === 'number' && typeof max === 'number' && min > max) {
    say([...path, low], 'APPLICATION_COMMAND_OPTIONS_RANGE_INVALID', 'The least is more than the most');
  }
}

function checkLength(value: unknown, [min, max]: readonly [number, number], path: Path, say: Say): void {
  const fits = typeof value === 'string' && value.trim().length >= min && value.length <= max;
  if (!fits) say(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
}

function checkMost(list: readonly unknown[], max: number, path: Path, say: Say): void {
  if (list.length > max) say(path, 'BASE_TYPE_BAD_LENGTH', `Must be ${max} or fewer in length.`);
}

/** Name, description and value of the command, of its options and of their choices, in characters. */
function sizeOf(part: Json): number {
  const own = [part.name, part.description, part.value].map((one) =>
    typeof one === 'string' ? one.length : 0,
  );
  const inner = [...listAt(part.options), ...listAt(part.choices)].filter(isObject).map(sizeOf);
  return [...own, ...inner].reduce((sum, length) => sum + length, 0);
}
