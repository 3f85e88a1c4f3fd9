import { isObject } from '../shape.ts';
import { type Answer, noContent, ok, refusals } from './answers.ts';
import type { Answering } from './callbacks.ts';
import type { Incoming } from './front.ts';
import { type Interaction, originOf } from './interactions.ts';
import { refuseMessage } from './message-body.ts';
import { messageFlags, type ShownMessage } from './timeline.ts';
import { wireMessage } from './wire-objects.ts';

const tokenMs = 15 * 60_000;
/** discord.com/developers/docs/interactions/receiving-and-responding#create-followup-message */
const followupsOfUserInstall = 5;

/** What an interaction's token is good for after the first answer: /webhooks/:app/:token */
export function serveWebhook(answering: Answering, incoming: Incoming): Answer {
  const { app, interactions, clock, note } = answering;
  const { route, params, json } = incoming;
  const interaction = interactions.find(params.token ?? '');
  if (params.app !== app.id) return refusals.unknownWebhook;
  if (interaction === undefined) return refusals.invalidWebhookToken;
  if (clock() - interaction.at > tokenMs) {
    note(`${route}: the token is older than 15 minutes`);
    return refusals.invalidWebhookToken;
  }
  if (interaction.callback === undefined) {
    note(`${route}: comes before the callback`);
    return refusals.unknownWebhook;
  }
  if (route.startsWith('POST')) return followUp(answering, interaction, json);
  const message = messageOf(interaction, params.message);
  if (message === undefined) return refusals.unknownMessage;
  if (route.startsWith('GET')) return ok(wireMessage(message, app));
  if (route.startsWith('PATCH')) return edit(answering, interaction, message, json);
  interaction.settled = true;
  answering.timeline.remove(message);
  return noContent;
}

/** Without an id, @original. */
function messageOf({ original, source, followups }: Interaction, id?: string): ShownMessage | undefined {
  const found = id === undefined ? original : [original, source, ...followups].find((one) => one?.id === id);
  return found?.deleted === true ? undefined : found;
}

/** The first one after a deferral fills that: the docs of Create Followup Message. */
function followUp(answering: Answering, interaction: Interaction, json: unknown): Answer {
  const { app, timeline, changes, note } = answering;
  const { original, person, followups, channel } = interaction;
  if (original?.thinking === true && !original.deleted) return edit(answering, interaction, original, json);
  const refused = refuseMessage(json, { place: 'followup', mayHide: true, note });
  if (refused !== undefined) return refused;
  if (channel.guild?.installed === false && followups.length >= followupsOfUserInstall) {
    note('followup: is one more than a user-installed app may send');
    return refusals.tooManyFollowups;
  }
  const body = isObject(json) ? json : {};
  const hidden = (Number(body.flags) & messageFlags.ephemeral) !== 0;
  const made = timeline.add(body, originOf(interaction, true), hidden ? person : undefined);
  followups.push(made);
  interaction.settled = true;
  changes.notify();
  return ok(wireMessage(made, app));
}

function edit(
  { app, timeline, note }: Answering,
  interaction: Interaction,
  message: ShownMessage,
  json: unknown,
): Answer {
  const refused = refuseMessage(json, { place: 'edit', message, note });
  if (refused !== undefined) return refused;
  interaction.settled = true;
  timeline.edit(message, isObject(json) ? json : {});
  return ok(wireMessage(message, app));
}
