import { isObject, type Json, listAt } from '../shape.ts';
import type { LoopbackDiscord } from './discord.ts';
import type { Draft, Interaction } from './interactions.ts';
import { tailOf } from './journal.ts';
import type { Person } from './parties.ts';
import type { ShownMessage } from './timeline.ts';

/** One interaction and what came of it so far. */
export interface Exchange {
  readonly id: string;
  readonly token: string;
  /** The INTERACTION_CREATE. */
  readonly sent: Json;
  /** The first answer that Discord took; `at` in milliseconds after the interaction. */
  callback(): { readonly type: number; readonly at: number } | undefined;
  /** @original as it is now: a new message, or the one that was pressed; undefined if there is none or it is deleted. */
  shown(): ShownMessage | undefined;
  followups(): ShownMessage[];
  /** What was opened for the person to fill in. */
  modal(): Modal | undefined;
  /** Of autocomplete. */
  choices(): readonly Choice[] | undefined;
  /** Resolves when there is an answer that is no deferral. Rejects after `ms`, by default 5 s, and says what was called. */
  settled(ms?: number): Promise<Exchange>;
}

export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

/** A form that is open before a person. */
export interface Modal {
  readonly customId: string;
  readonly title: string;
  /** As the app sent them. */
  readonly components: readonly Json[];
  readonly person: Person;
  readonly interaction: Interaction;
}

/** Sends an interaction to the app. */
export function begin({ stage, calls }: LoopbackDiscord, draft: Draft): Exchange {
  const interaction = stage.interactions.open(draft);
  const { guild } = draft.channel;
  stage.dispatch('INTERACTION_CREATE', draft.sent, guild?.installed === true ? guild : undefined);
  stage.changes.notify();
  const exchange: Exchange = {
    id: interaction.id,
    token: interaction.token,
    sent: draft.sent,
    callback() {
      const { callback } = interaction;
      return callback === undefined ? undefined : { type: callback.type, at: callback.at };
    },
    shown: () => (interaction.original?.deleted === true ? undefined : interaction.original),
    followups: () => interaction.followups.filter(({ deleted }) => !deleted),
    modal: () => modalOf(interaction),
    choices: () => choicesOf(interaction),
    async settled(ms = 5000) {
      const missing = () =>
        `an answer to the interaction ${interaction.id}; the last calls were:\n${tailOf(calls)}`;
      await stage.changes.until(() => interaction.settled, ms, missing);
      return exchange;
    },
  };
  return exchange;
}

function modalOf(interaction: Interaction): Modal | undefined {
  const { callback, person } = interaction;
  if (callback?.type !== 9) return undefined;
  const { custom_id, title, components } = callback.data;
  return {
    customId: String(custom_id),
    title: String(title),
    components: listAt(components).filter(isObject),
    ...{ person, interaction },
  };
}

function choicesOf({ callback }: Interaction): Choice[] | undefined {
  if (callback?.type !== 8) return undefined;
  return listAt(callback.data.choices)
    .filter(isObject)
    .map(({ name, value }) => ({
      name: String(name),
      value: typeof value === 'number' ? value : String(value),
    }));
}
