import type { Json } from '../shape.ts';
import type { Channel, Installation, Person } from './parties.ts';
import { nextTs, type ShownMessage } from './timeline.ts';
import type { Values } from './view-values.ts';
import type { View } from './views.ts';

/**
 * The bodies that Slack sends, as docs.slack.dev/reference/interaction-payloads and Bolt's types describe them. The values
 * are written from those, so that no code of the app makes them.
 */
export interface Bodies {
  command(who: Person, where: Channel, given: { command: string; text: string } & Ticket): Json;
  /** A press or a choice in a message. */
  messageAction(
    who: Person,
    where: Channel,
    acted: { message: ShownMessage; action: Json; values: Values },
    ticket: Ticket,
  ): Json;
  viewAction(who: Person, view: View, action: Json, trigger: string, values: Values): Json;
  suggestion(who: Person, place: Json, asked: { block_id: string; action_id: string; value: string }): Json;
  submission(who: Person, view: View, trigger: string, values: Values): Json;
  closing(who: Person, view: View, all: boolean): Json;
  shortcut(who: Person, callbackId: string, trigger: string): Json;
  messageShortcut(who: Person, where: Channel, given: { callbackId: string; message: Json } & Ticket): Json;
  event(event: Json): Json;
  /** How a payload names the message that something happened in. */
  placeOf(message: ShownMessage, where: Channel): Json;
}

interface Ticket {
  readonly trigger: string;
  readonly responseUrl: string;
}

export function createBodies(app: Installation): Bodies {
  const signed = { token: app.verificationToken, api_app_id: app.appId };
  const org = { enterprise: app.enterprise ?? null, is_enterprise_install: app.orgInstall };
  const from = ({ id, name }: Person) => ({
    user: { id, username: name, name, team_id: app.team.id },
    ...signed,
    team: app.orgInstall ? null : teamOf(app),
    ...org,
  });
  const placeOf = (message: ShownMessage, where: Channel) => messagePlace(app, message, where);
  const viewPlace = (view: View) => ({ container: { type: 'view', view_id: view.id }, view });
  return {
    placeOf,
    command: (who, where, given) => commandBody(app, who, where, given),
    messageAction: (who, where, { message, action, values }, { trigger, responseUrl }) => ({
      type: 'block_actions',
      ...from(who),
      ...placeOf(message, where),
      trigger_id: trigger,
      state: { values },
      response_url: responseUrl,
      actions: [{ ...action, action_ts: nextTs() }],
    }),
    viewAction: (who, view, action, trigger, values) => ({
      type: 'block_actions',
      ...from(who),
      ...viewPlace({ ...view, state: { values } }),
      trigger_id: trigger,
      actions: [{ ...action, action_ts: nextTs() }],
    }),
    suggestion: (who, place, asked) => ({ type: 'block_suggestion', ...from(who), ...place, ...asked }),
    submission: (who, view, trigger, values) => ({
      type: 'view_submission',
      ...from(who),
      trigger_id: trigger,
      view: { ...view, state: { values } },
      response_urls: [],
    }),
    closing: (who, view, all) => ({ type: 'view_closed', ...from(who), view, is_cleared: all }),
    shortcut: (who, callbackId, trigger) => ({
      type: 'shortcut',
      ...from(who),
      action_ts: nextTs(),
      callback_id: callbackId,
      trigger_id: trigger,
    }),
    messageShortcut: (who, where, { callbackId, message, trigger, responseUrl }) => ({
      type: 'message_action',
      ...from(who),
      action_ts: nextTs(),
      callback_id: callbackId,
      trigger_id: trigger,
      channel: { id: where.id, name: publicName(where) },
      message_ts: message.ts,
      message,
      response_url: responseUrl,
    }),
    event: (event) => eventBody(app, event),
  };
}

function commandBody(
  app: Installation,
  who: Person,
  where: Channel,
  { command, text, trigger, responseUrl }: { command: string; text: string } & Ticket,
): Json {
  const { enterprise } = app;
  return {
    token: app.verificationToken,
    team_id: app.team.id,
    team_domain: app.team.domain,
    ...(enterprise === undefined ? {} : { enterprise_id: enterprise.id, enterprise_name: enterprise.name }),
    channel_id: where.id,
    channel_name: publicName(where),
    user_id: who.id,
    user_name: who.name,
    command,
    text,
    api_app_id: app.appId,
    is_enterprise_install: String(app.orgInstall),
    response_url: responseUrl,
    trigger_id: trigger,
  };
}

function messagePlace(app: Installation, message: ShownMessage, where: Channel): Json {
  const isEphemeral = message.visibility === 'ephemeral';
  const thread = message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts };
  const container = {
    type: 'message',
    message_ts: message.ts,
    channel_id: message.channel,
    is_ephemeral: isEphemeral,
    ...thread,
  };
  const channel = { id: where.id, name: publicName(where) };
  // A payload does not carry a message that only one person sees.
  if (isEphemeral) return { container, channel };
  const author =
    message.responseUrl === undefined
      ? { user: app.botUserId, app_id: app.appId, team: app.team.id }
      : { subtype: 'bot_message' };
  const { ts, text, blocks, metadata } = message;
  const told = metadata === undefined ? {} : { metadata };
  const shown = { type: 'message', ...author, bot_id: app.botId, ts, text, blocks, ...thread, ...told };
  return { container, channel, message: shown };
}

function eventBody(app: Installation, event: Json): Json {
  const enterpriseId = app.enterprise?.id ?? null;
  const team = app.team.id;
  const authorization = {
    enterprise_id: enterpriseId,
    team_id: app.orgInstall ? null : team,
    user_id: app.botUserId,
    is_bot: true,
    is_enterprise_install: app.orgInstall,
  };
  const number = nextTs().replace('.', '');
  return {
    token: app.verificationToken,
    team_id: team,
    ...(enterpriseId === null ? {} : { enterprise_id: enterpriseId }),
    context_team_id: team,
    context_enterprise_id: enterpriseId,
    api_app_id: app.appId,
    event,
    type: 'event_callback',
    event_id: `Ev${number}`,
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [authorization],
    is_ext_shared_channel: false,
    event_context: `4-${number}`,
  };
}

function teamOf({ team, enterprise }: Installation): Json {
  const org =
    enterprise === undefined ? {} : { enterprise_id: enterprise.id, enterprise_name: enterprise.name };
  return { ...team, ...org };
}

/** What Slack says of places that are not public. */
function publicName({ kind, name }: Channel): string {
  return { public: name, private: 'privategroup', dm: 'directmessage' }[kind];
}
