import { isObject } from '../shape.ts';
import { type CommandActs, createCommandActs } from './command-acts.ts';
import { type ComponentActs, createComponentActs } from './component-acts.ts';
import type { LoopbackDiscord } from './discord.ts';
import { createModalActs, type ModalActs } from './modal-acts.ts';

/** What people do with the app. Each act throws where Discord's client would not let them do it. */
export interface People extends CommandActs, ComponentActs, ModalActs {
  /** Sends any INTERACTION_CREATE, also one that makes no sense. One with a new id can be answered. */
  raw(interaction: unknown): void;
}

export function createPeople(discord: LoopbackDiscord): People {
  const { interactions, parties, dispatch, timeline } = discord.stage;
  return {
    ...createCommandActs(discord),
    ...createComponentActs(discord),
    ...createModalActs(discord),
    raw(interaction) {
      const sent = isObject(interaction) ? interaction : {};
      const isNew = typeof sent.token === 'string' && interactions.find(sent.token) === undefined;
      const [person] = parties.people;
      const channel = parties.channels.find(({ id }) => id === sent.channel_id) ?? parties.channels[0];
      const source = isObject(sent.message) ? timeline.find(String(sent.message.id)) : undefined;
      if (isNew && person !== undefined && channel !== undefined) {
        interactions.open({ sent, person, channel, ...(source === undefined ? {} : { source }) });
      }
      dispatch('INTERACTION_CREATE', interaction, channel?.guild);
    },
  };
}
