import { discordModalBreaches } from '../discord-payload.ts';
import { isObject, type Json, listAt } from '../shape.ts';
import type { Changes } from '../slack/changes.ts';
import { type Answer, type Finding, findingOf, invalidForm, noContent, ok, refusals } from './answers.ts';
import { checkChoice } from './command-breaches.ts';
import type { Incoming } from './front.ts';
import { type Interaction, type Interactions, interactionTypes, originOf } from './interactions.ts';
import { refuseMessage } from './message-body.ts';
import type { App } from './parties.ts';
import { messageFlags, type Timeline } from './timeline.ts';
import { isEphemeral, wireMessage } from './wire-objects.ts';

/** What the answers to interactions work on. */
export interface Answering {
  readonly app: App;
  readonly interactions: Interactions;
  readonly timeline: Timeline;
  readonly changes: Changes;
  readonly clock: () => number;
  note(...breaches: readonly string[]): void;
}

/** discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
const [message, deferral, deferredUpdate, update, choices, modal] = [4, 5, 6, 7, 8, 9] as const;
const callbackMs = 3000;

/** POST /interactions/:id/:token/callback */
export function serveCallback(answering: Answering, { params, query, json }: Incoming): Answer {
  const { interactions, clock, changes } = answering;
  const interaction = interactions.find(params.token ?? '', params.id);
  if (interaction === undefined) return refusals.unknownInteraction;
  const { type: given, data } = isObject(json) ? json : {};
  const body = isObject(data) ? data : {};
  const type = Number(given);
  const refused = refuse(answering, interaction, type, body);
  if (refused !== undefined) return refused;
  interaction.callback = { type, at: clock() - interaction.at, data: body };
  take(answering, interaction, type, body);
  changes.notify();
  return query.get('with_response') === 'true' ? ok(responseOf(answering.app, interaction)) : noContent;
}

function refuse(
  answering: Answering,
  interaction: Interaction,
  type: number,
  body: Json,
): Answer | undefined {
  const { clock, note } = answering;
  const age = clock() - interaction.at;
  if (age > callbackMs) {
    note(`callback: came ${Math.round(age)} ms after the interaction`);
    return refusals.unknownInteraction;
  }
  if (interaction.callback !== undefined) {
    note('callback: is the second one');
    return refusals.acknowledged;
  }
  if (!takes(interaction, type)) {
    note(`callback: has the type ${type}, for an interaction of type ${interaction.type}`);
    const said = `Value must be one of those for an interaction of type ${interaction.type}.`;
    return invalidForm([{ path: ['type'], code: 'BASE_TYPE_CHOICES', message: said }]);
  }
  return refuseData(answering, interaction, type, body);
}

function takes({ type, source }: Interaction, callback: number): boolean {
  if (type === interactionTypes.autocomplete) return callback === choices;
  if (callback === message || callback === deferral) return true;
  if (callback === deferredUpdate || callback === update) return source !== undefined;
  return callback === modal && type !== interactionTypes.modal;
}

function refuseData(
  { note }: Answering,
  { source }: Interaction,
  type: number,
  body: Json,
): Answer | undefined {
  const under = ['data'];
  switch (type) {
    case message:
      return refuseMessage(body, { place: 'callback', mayHide: true, under, note });
    case update:
      return source === undefined || source.deleted
        ? refusals.unknownMessage
        : refuseMessage(body, { place: 'callback', message: source, under, note });
    case deferral:
      if (Number(body.flags ?? 0) & ~messageFlags.ephemeral)
        note('callback: defers with more than ephemeral');
      return undefined;
    case choices:
      return refuseChoices(body, note);
    case modal: {
      const lines = discordModalBreaches(body);
      note(...lines.map((line) => `modal: ${line}`));
      return lines.length === 0 ? undefined : invalidForm(lines.map((line) => findingOf(line, under)));
    }
    default:
      return undefined;
  }
}

function refuseChoices(body: Json, note: Answering['note']): Answer | undefined {
  const findings: Finding[] = [];
  const say = (path: readonly string[], code: string, said: string) =>
    findings.push({ path, code, message: said });
  const offered = listAt(body.choices);
  if (!Array.isArray(body.choices)) say(['data', 'choices'], 'BASE_TYPE_REQUIRED', 'This field is required');
  if (offered.length > 25) say(['data', 'choices'], 'BASE_TYPE_BAD_LENGTH', 'Must be 25 or fewer in length.');
  offered.forEach((choice, index) => {
    const text = !isObject(choice) || typeof choice.value !== 'number';
    checkChoice(choice, text, ['data', 'choices', String(index)], say);
  });
  note(...findings.map(({ path, message: said }) => `choices: ${path.slice(2).join('.')} ${said}`));
  return findings.length === 0 ? undefined : invalidForm(findings);
}

function take({ timeline }: Answering, interaction: Interaction, type: number, body: Json): void {
  const { person, source } = interaction;
  const hidden = (Number(body.flags ?? 0) & messageFlags.ephemeral) !== 0;
  const to = hidden ? person : undefined;
  switch (type) {
    case message:
      interaction.original = timeline.add(body, originOf(interaction, false), to);
      break;
    case deferral:
      interaction.original = timeline.add({}, originOf(interaction, false), to);
      break;
    case update:
      if (source !== undefined) timeline.edit(source, body);
      interaction.original = source;
      break;
    case deferredUpdate:
      interaction.original = source;
      break;
  }
  interaction.settled = type !== deferral && type !== deferredUpdate;
}

/** discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback */
function responseOf(app: App, { id, type, callback, original }: Interaction): Json {
  const shown = callback?.type === message || callback?.type === update;
  return {
    interaction: {
      ...{ id, type },
      ...(original === undefined
        ? {}
        : {
            response_message_id: original.id,
            response_message_loading: original.thinking,
            response_message_ephemeral: isEphemeral(original),
          }),
    },
    resource: {
      type: callback?.type,
      ...(shown && original !== undefined ? { message: wireMessage(original, app) } : {}),
    },
  };
}
