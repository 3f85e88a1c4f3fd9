import { isObject, type Json } from '../shape.ts';
import type { Channel, Person } from './parties.ts';
import type { Origin, ShownMessage } from './timeline.ts';
import { wireUser } from './wire-objects.ts';

/** discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-type */
export const interactionTypes = { command: 2, component: 3, autocomplete: 4, modal: 5 };

/** What the app answered an interaction with first. */
interface Callback {
  readonly type: number;
  /** Milliseconds after the interaction. */
  readonly at: number;
  readonly data: Json;
}

/** An interaction that Discord has sent, and what came of it. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly sent: Json;
  readonly person: Person;
  readonly channel: Channel;
  /** Milliseconds of the server's clock. */
  readonly at: number;
  /** The message whose component was used, or from which the modal came. */
  readonly source?: ShownMessage;
  /** The message that a command was run on. */
  readonly target?: ShownMessage;
  callback: Callback | undefined;
  /** What the app's first answer shows: a new message, or the one that was pressed. */
  original: ShownMessage | undefined;
  readonly followups: ShownMessage[];
  /** There is an answer that is no deferral. */
  settled: boolean;
}

/** What is known of an interaction before it is sent. */
export type Draft = Pick<Interaction, 'sent' | 'person' | 'channel'> &
  Partial<Pick<Interaction, 'source' | 'target'>>;

export interface Interactions {
  open(draft: Draft): Interaction;
  /** With the token that was sent along, or by the token alone. */
  find(token: string, id?: string): Interaction | undefined;
}

export function createInteractions(clock: () => number): Interactions {
  const byToken = new Map<string, Interaction>();
  return {
    open(draft) {
      const { id, token, type } = draft.sent;
      const interaction = {
        ...{ id: String(id), token: String(token), type: Number(type), ...draft, at: clock() },
        ...{ callback: undefined, original: undefined, followups: [], settled: false },
      };
      byToken.set(interaction.token, interaction);
      return interaction;
    },
    find(token, id) {
      const found = byToken.get(token);
      return id === undefined || found?.id === id ? found : undefined;
    },
  };
}

/** Of a message that answers an interaction. */
export function originOf(interaction: Interaction, isFollowup: boolean): Origin {
  const { sent, channel, source, target, original } = interaction;
  const repliesTo = isFollowup ? original : (source ?? target);
  const owners = sent.authorizing_integration_owners;
  return {
    channel,
    type: typeOf(interaction, isFollowup),
    metadata: metadataOf(interaction, isFollowup),
    ...(isObject(owners) ? { owners } : {}),
    ...(repliesTo === undefined ? {} : { repliesTo }),
  };
}

function typeOf({ sent, source }: Interaction, isFollowup: boolean): number {
  const [reply, chatCommand, menuCommand] = [19, 20, 23];
  if (isFollowup || source !== undefined) return reply;
  return isObject(sent.data) && (sent.data.type === 2 || sent.data.type === 3) ? menuCommand : chatCommand;
}

/** discord.com/developers/docs/resources/message#message-interaction-metadata-object */
function metadataOf(interaction: Interaction, isFollowup: boolean): Json {
  const { id, type, person, sent, source, target, original } = interaction;
  const owners = sent.authorizing_integration_owners;
  const own = { id, user: wireUser(person), authorizing_integration_owners: owners };
  const command = { ...own, type: interactionTypes.command };
  const component = { ...own, type: interactionTypes.component, interacted_message_id: source?.id };
  return {
    ...own,
    type,
    ...(isFollowup && original !== undefined ? { original_response_message_id: original.id } : {}),
    ...(target === undefined ? {} : { target_message_id: target.id }),
    ...(type === interactionTypes.component ? { interacted_message_id: source?.id } : {}),
    ...(type === interactionTypes.modal
      ? { triggering_interaction_metadata: source === undefined ? command : component }
      : {}),
  };
}
