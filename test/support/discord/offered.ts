import { isObject, type Json, listAt } from '../shape.ts';
import type { Commands, RegisteredCommand } from './commands.ts';
import { contexts, ownersOf } from './envelope.ts';
import type { Channel, Person } from './parties.ts';

/** Values of options by their names, as typed or picked. */
export type OptionValues = Readonly<Record<string, string | number | boolean>>;

const [chatInput, subcommand, group, string, integer, boolean, number] = [1, 1, 2, 3, 4, 5, 10];

/** A command that Discord offers a person in a channel, with the installations that it is there by. */
export interface Offer {
  readonly command: RegisteredCommand;
  readonly owners: Json;
}

/** Throws if it is not registered, not for such a place, or not for an installation that is there. */
export function offerOf(
  commands: Commands,
  { name, type }: { name: string; type: number },
  person: Person,
  channel: Channel,
): Offer {
  const ofGuild = channel.guild?.installed === true ? commands.registered(channel.guild) : [];
  const all = [...ofGuild, ...commands.registered()].filter((one) => one.type === type);
  const command = all.find((one) => one.name === name);
  if (command === undefined) {
    const names = all.map((one) => one.name).join(', ');
    throw new Error(`no command is called ${name} in ${channel.name}: ${names || 'none at all'}`);
  }
  const context = contexts[channel.kind];
  if (Array.isArray(command.contexts) && !command.contexts.includes(context)) {
    throw new Error(`${name} is not offered in ${channel.name}: its contexts are ${command.contexts}`);
  }
  const owners = ownersOf(person, channel, listAt(command.integration_types ?? [0]));
  if (Object.keys(owners).length === 0) {
    throw new Error(`${name} is not offered in ${channel.name}: the app is not installed for it`);
  }
  return { command, owners };
}

/** The options of the subcommand at the end of the path, wrapped in the data that Discord sends. */
export function chatData(
  { command }: Offer,
  path: readonly string[],
  fill: (options: readonly Json[]) => Json[],
): Json {
  const [name, ...inner] = path;
  const wrap = (options: readonly Json[], rest: readonly string[]): Json[] => {
    const [next, ...after] = rest;
    const nested = options.filter(({ type }) => type === subcommand || type === group);
    if (next === undefined) {
      if (nested.length > 0) throw new Error(`/${path.join(' ')} needs one of ${namesOf(nested)}`);
      return fill(options);
    }
    const found = nested.find((one) => one.name === next);
    if (found === undefined)
      throw new Error(`/${name} has no ${next}: ${namesOf(nested) || 'nothing in it'}`);
    return [{ type: found.type, name: next, options: wrap(optionsOf(found), after) }];
  };
  const options = wrap(optionsOf(command), inner);
  return { ...dataOf(command), type: chatInput, ...(options.length === 0 ? {} : { options }) };
}

export function dataOf({ id, name, type, guild_id }: RegisteredCommand): Json {
  return { id, name, type, ...(guild_id === undefined ? {} : { guild_id }) };
}

/** Throws where Discord's client would not send the command. */
export function filled(options: readonly Json[], values: OptionValues): Json[] {
  checkKnown(options, values);
  const missing = options.filter(({ name, required }) => required === true && !(String(name) in values));
  if (missing.length > 0) throw new Error(`${namesOf(missing)} is required`);
  return given(options, values).map(([option, value]) => {
    checkValue(option, value);
    return { type: option.type, name: option.name, value };
  });
}

/** What is there while somebody types in one option: the others need not be complete. */
export function halfFilled(options: readonly Json[], values: OptionValues, focused: string): Json[] {
  checkKnown(options, values);
  const typed = options.find(({ name }) => name === focused);
  if (typed?.autocomplete !== true) throw new Error(`${focused} has no autocomplete`);
  return given(options, { [focused]: '', ...values }).map(([{ type, name }, value]) => ({
    ...{ type, name, value: name === focused ? String(value) : value },
    ...(name === focused ? { focused: true } : {}),
  }));
}

function given(options: readonly Json[], values: OptionValues): (readonly [Json, OptionValues[string]])[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const option = options.find((one) => one.name === name);
    return option === undefined ? [] : [[option, value] as const];
  });
}

function checkKnown(options: readonly Json[], values: OptionValues): void {
  for (const name of Object.keys(values)) {
    if (!options.some((one) => one.name === name)) {
      throw new Error(`there is no option ${name}: ${namesOf(options) || 'none at all'}`);
    }
  }
}

function checkValue(option: Json, value: OptionValues[string]): void {
  const { name, type, min_length = 0, max_length = 6000, min_value, max_value } = option;
  const wanted = type === boolean ? 'boolean' : type === string ? 'string' : 'number';
  if (![string, integer, boolean, number].includes(Number(type))) {
    throw new Error(`${name} has the type ${type}, which this Discord cannot fill`);
  }
  if (typeof value !== wanted) throw new Error(`${name} takes a ${wanted}`);
  const choices = listAt(option.choices).filter(isObject);
  if (choices.length > 0 && !choices.some((one) => one.value === value)) {
    throw new Error(`${name} does not offer ${value}: ${choices.map((one) => one.value).join(', ')}`);
  }
  if (typeof value === 'string') checkRange(name, value.length, min_length, max_length);
  if (typeof value === 'number') checkRange(name, value, min_value, max_value);
  if (type === integer && !Number.isInteger(value)) throw new Error(`${name} takes whole numbers`);
}

function checkRange(name: unknown, value: number, min: unknown, max: unknown): void {
  const fits = !(value < Number(min ?? value) || value > Number(max ?? value));
  if (!fits) throw new Error(`${name} takes ${min} to ${max}, not ${value}`);
}

function optionsOf(part: Json): Json[] {
  return listAt(part.options).filter(isObject);
}

function namesOf(options: readonly Json[]): string {
  return options.map(({ name }) => name).join(', ');
}
