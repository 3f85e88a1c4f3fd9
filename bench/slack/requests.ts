import { createHmac } from 'node:crypto';

/** A request as Slack sends it, ready to go out. */
export interface SlackRequest {
  body: string;
  headers: Record<string, string>;
}

/** Where it comes from and where its answer goes. `id` makes its body one that never came before. */
export interface Origin {
  id: string;
  responseUrl: string;
}

const workspace = {
  token: 'verification',
  team: 'T0BENCH',
  app: 'A0BENCH',
  channel: 'C0BENCH',
  user: 'U0ADA',
};

/** https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling */
export function commandBody(text: string, { id, responseUrl }: Origin): string {
  return new URLSearchParams({
    token: workspace.token,
    team_id: workspace.team,
    team_domain: 'bench',
    channel_id: workspace.channel,
    channel_name: 'general',
    user_id: workspace.user,
    user_name: 'ada',
    command: '/mlops',
    text,
    api_app_id: workspace.app,
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: id,
  }).toString();
}

/** A button of an ephemeral message. https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function pressBody(actionId: string, { id, responseUrl }: Origin): string {
  const { token, team, app, channel, user } = workspace;
  const payload = {
    type: 'block_actions',
    user: { id: user, username: 'ada', name: 'ada', team_id: team },
    api_app_id: app,
    token,
    container: {
      type: 'message',
      message_ts: '1700000000.000100',
      channel_id: channel,
      is_ephemeral: true,
    },
    trigger_id: id,
    team: { id: team, domain: 'bench' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: channel, name: 'general' },
    state: { values: {} },
    response_url: responseUrl,
    actions: [
      {
        type: 'button',
        action_id: actionId,
        block_id: 'pages',
        text: { type: 'plain_text', text: 'Next', emoji: false },
        action_ts: '1700000001.000200',
      },
    ],
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/**
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 *
 * @param seconds since 1970
 */
export function signed(body: string, secret: string, seconds: number): SlackRequest {
  const digest = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': `v0=${digest}`,
    },
  };
}
