import type {
  APIApplicationCommandBasicOption,
  APIApplicationCommandOption,
  APIApplicationCommandSubcommandOption,
  RESTPostAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import { type Command, type Option, optionsOffered } from '../../chat/command.ts';
import { oneLine, shorten } from '../../chat/legible.ts';
import { commandTypes, contexts, installs, limits, optionTypes } from './limits.ts';
import { menus } from './names.ts';

type Registered = Pick<Command<never>, 'name' | 'group' | 'summary' | 'options'>;

export interface RegisterOptions {
  /** What people type before a command, without the slash. */
  commandName: string;
  commands: readonly Registered[];
  /** For one server alone; the others hold everywhere, and say where that is. */
  forServer?: boolean;
}

/**
 * What Discord is told of the commands: one with a sub-command for each, and two in the menus of messages and people. Whoever
 * may use them stays open, since a permission would hold for all of them at once.
 */
export function register({
  commandName,
  commands,
  forServer = false,
}: RegisterOptions): RESTPostAPIApplicationCommandsJSONBody[] {
  const everywhere = forServer ? {} : anywhere;
  return [
    {
      type: commandTypes.chatInput,
      name: commandName,
      description: 'Find what to learn next, for you alone until you share it',
      options: subcommands(commands),
      ...everywhere,
    },
    { type: commandTypes.message, name: menus.message, ...everywhere },
    { type: commandTypes.user, name: menus.user, ...everywhere },
  ];
}

const anywhere = {
  integration_types: [installs.guild, installs.user],
  contexts: [contexts.guild, contexts.botDm, contexts.privateChannel],
};

/** In the order of the list; a group stands where its first command does. */
function subcommands(commands: readonly Registered[]): APIApplicationCommandOption[] {
  const groups = Map.groupBy(commands, ({ group, name }) => group ?? name);
  return [...groups].map(([name, members]) => {
    const [first] = members;
    if (first?.group === undefined) return subcommand(first ?? { name, summary: name, options: [] });
    const description = `Commands of ${name}`;
    return { type: optionTypes.group, name, description, options: members.map(subcommand) };
  });
}

function subcommand(command: Registered): APIApplicationCommandSubcommandOption {
  const options = optionsOffered(command);
  // Discord wants what must be given before what may be.
  const ordered = [
    ...options.filter(({ required }) => required === true),
    ...options.filter(({ required }) => required !== true),
  ];
  return {
    type: optionTypes.subcommand,
    name: command.name,
    description: described(command.summary),
    ...(ordered.length === 0 ? {} : { options: ordered.slice(0, limits.commandOptions).map(option) }),
  };
}

function option(given: Option<never>): APIApplicationCommandBasicOption {
  const common = {
    name: given.name,
    description: described(given.summary),
    ...(given.required === true ? { required: true } : {}),
  };
  switch (given.type) {
    case 'text':
      return {
        ...common,
        type: optionTypes.string,
        ...(given.maxLength === undefined ? {} : { max_length: given.maxLength }),
        ...(given.suggest === undefined ? {} : { autocomplete: true }),
      };
    case 'choice': {
      const choices = given.choices.slice(0, limits.options);
      return {
        ...common,
        type: optionTypes.string,
        choices: choices.map(({ label, value }) => ({ name: shorten(label, limits.optionText), value })),
      };
    }
    case 'integer':
      return { ...common, type: optionTypes.integer, min_value: given.min, max_value: given.max };
    case 'boolean':
      return { ...common, type: optionTypes.boolean };
    case 'role':
      return { ...common, type: optionTypes.role };
    case 'channel':
      return { ...common, type: optionTypes.channel };
    default:
      return given satisfies never;
  }
}

function described(summary: string): string {
  return shorten(oneLine(summary), limits.commandDescription);
}
