import type { Json } from '../shape.ts';
import type { LoopbackDiscord } from './discord.ts';
import { envelope } from './envelope.ts';
import { begin, type Choice, type Exchange } from './exchange.ts';
import { interactionTypes } from './interactions.ts';
import { chatData, dataOf, filled, halfFilled, type Offer, type OptionValues, offerOf } from './offered.ts';
import type { Channel, Person } from './parties.ts';
import type { ShownMessage } from './timeline.ts';
import { wireMember, wireMessage, wireUser } from './wire-objects.ts';

interface Where {
  /** By default general. */
  readonly channel?: Channel;
  /** The command around it: {name: 'mlops'} makes 'daily on' /mlops daily on. */
  readonly name?: string;
}

export interface CommandActs {
  /** Runs a chat command: 'resource', or 'daily on' for one in a group. */
  slash(person: Person, command: string, values?: OptionValues, where?: Where): Promise<Exchange>;
  /** Types in an option, the last one of `values` unless `focused` is given, and gets what the app offers. */
  type(
    person: Person,
    command: string,
    values: OptionValues,
    how?: Where & { readonly focused?: string },
  ): Promise<readonly Choice[]>;
  /** Runs a command from the menu of a message, which somebody (by default the person) writes first. */
  onMessage(
    person: Person,
    channel: Channel,
    content: string,
    menuName: string,
    author?: Person,
  ): Promise<Exchange>;
  /** Runs a command from the menu of a person. */
  onUser(person: Person, other: Person, menuName: string, where?: Where): Promise<Exchange>;
}

const [chatInput, userMenu, messageMenu] = [1, 2, 3] as const;

export function createCommandActs(discord: LoopbackDiscord): CommandActs {
  return { ...createChatActs(discord), ...createMenuActs(discord) };
}

function createChatActs(discord: LoopbackDiscord): Pick<CommandActs, 'slash' | 'type'> {
  const { parties, commands } = discord.stage;
  const run = (
    person: Person,
    { type, words, where }: { type: number; words: string; where: Where },
    fill: (options: readonly Json[]) => Json[],
  ): Exchange => {
    const { channel = discord.channel('general'), name } = where;
    checkThere(person, channel);
    const path = [...(name === undefined ? [] : [name]), ...words.split(' ')];
    const offer = offerOf(commands, { name: path[0] ?? '', type: chatInput }, person, channel);
    const data = chatData(offer, path, fill);
    const sent = envelope(parties, person, channel, { type, data, owners: offer.owners });
    return begin(discord, { sent, person, channel });
  };
  return {
    async slash(person, words, values = {}, where = {}) {
      const { command } = interactionTypes;
      return run(person, { type: command, words, where }, (options) => filled(options, values));
    },
    async type(person, words, values, { focused, ...where } = {}) {
      const option = focused ?? Object.keys(values).at(-1) ?? '';
      const { autocomplete } = interactionTypes;
      const exchange = run(person, { type: autocomplete, words, where }, (options) =>
        halfFilled(options, values, option),
      );
      await exchange.settled();
      return exchange.choices() ?? [];
    },
  };
}

function createMenuActs(discord: LoopbackDiscord): Pick<CommandActs, 'onMessage' | 'onUser'> {
  const { parties, commands, timeline } = discord.stage;
  const run = (
    person: Person,
    channel: Channel,
    { command, owners }: Offer,
    on: { data: Json; target?: ShownMessage },
  ): Exchange => {
    const { data: more, ...target } = on;
    const data = { ...dataOf(command), ...more };
    const sent = envelope(parties, person, channel, { type: interactionTypes.command, data, owners });
    return begin(discord, { sent, person, channel, ...target });
  };
  return {
    async onMessage(person, channel, content, menuName, author = person) {
      checkThere(person, channel);
      const offer = offerOf(commands, { name: menuName, type: messageMenu }, person, channel);
      const target = timeline.add({ content }, { channel, author, type: 0 });
      const resolved = { messages: { [target.id]: wireMessage(target, parties.app) } };
      return run(person, channel, offer, { data: { target_id: target.id, resolved }, target });
    },
    async onUser(person, other, menuName, { channel = discord.channel('general') } = {}) {
      checkThere(person, channel);
      const offer = offerOf(commands, { name: menuName, type: userMenu }, person, channel);
      const users = { [other.id]: wireUser(other) };
      const members = channel.guild === undefined ? {} : { members: { [other.id]: wireMember() } };
      return run(person, channel, offer, { data: { target_id: other.id, resolved: { users, ...members } } });
    },
  };
}

/** Nobody acts where they cannot be. */
export function checkThere(person: Person, { name, members }: Channel): void {
  if (members !== undefined && !members.includes(person.id)) {
    throw new Error(`${person.username} is not in ${name}`);
  }
}
