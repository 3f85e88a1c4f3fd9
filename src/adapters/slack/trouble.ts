import { code, type Message, message, quiet, text } from '../../chat/reply.ts';

/** What Slack refused, in its own word (docs.slack.dev/reference/methods/chat.postMessage#errors). */
export interface Refusal {
  error: string;
  /** With missing_scope: what the app would need. */
  needed?: string;
}

/** What Slack refused; undefined for an error of another kind. WebClient keeps the answer in `data`. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof Error && 'data' in error)) return undefined;
  const { data } = error;
  if (typeof data !== 'object' || data === null || !('error' in data) || typeof data.error !== 'string') {
    return undefined;
  }
  const needed = 'needed' in data && typeof data.needed === 'string' ? { needed: data.needed } : {};
  return { error: data.error, ...needed };
}

/** Whether nothing works any more until somebody changes the settings. */
export function isLockedOut({ error }: Refusal): boolean {
  return lockedOut.has(error);
}

const lockedOut = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'team_access_not_granted',
  'user_removed_from_team',
  'team_disabled',
]);

/** Whether a trigger came later than Slack takes it, or twice. */
export function isTooLate({ error }: Refusal): boolean {
  return error === 'expired_trigger_id' || error === 'exchanged_trigger_id';
}

/** Whether asking again is of no use: not a trouble of Slack's own, such as internal_error. */
export function isFinal(refusal: Refusal): boolean {
  return isLockedOut(refusal) || ['missing_scope', 'not_allowed_token_type'].includes(refusal.error);
}

/** What whoever runs the bot is told: one sentence with what to do. */
export function refusalText(refusal: Refusal, key: TokenName = 'SLACK_BOT_TOKEN'): string {
  return key === 'SLACK_BOT_TOKEN' ? botTokenText(refusal) : appTokenText(refusal);
}

export type TokenName = 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN';

function botTokenText({ error, needed }: Refusal): string {
  switch (error) {
    case 'missing_scope':
      return `Slack wants the scope ${needed ?? 'that the manifest names'}: paste the manifest again under App Manifest, and reinstall the app.`;
    case 'token_revoked':
    case 'account_inactive':
    case 'user_removed_from_team':
      return `Slack no longer takes SLACK_BOT_TOKEN (${error}): the app was removed or its token revoked. Install it again and copy the new one.`;
    case 'not_allowed_token_type':
      return `Slack takes another kind of token for SLACK_BOT_TOKEN (${error}): copy it again, see docs/slack.md.`;
    default:
      return `Slack does not take SLACK_BOT_TOKEN (${error}): copy it again from the app's own page, see docs/slack.md.`;
  }
}

function appTokenText({ error }: Refusal): string {
  switch (error) {
    case 'missing_scope':
    case 'token_revoked':
    case 'account_inactive':
      return `Slack does not take SLACK_APP_TOKEN (${error}): make a new App-Level Token with connections:write under Basic Information, and copy it.`;
    default:
      return `Slack does not take SLACK_APP_TOKEN (${error}): copy it again from Basic Information, see docs/slack.md.`;
  }
}

/** The same of anything that was refused: not all of it is the settings' fault. */
export function refusedText(refusal: Refusal): string {
  return isFinal(refusal) ? refusalText(refusal) : `Slack refused it there: ${refusal.error}.`;
}

/** What brings the bot into a channel, pasted there. `bot` is its name in Slack, without @. */
export function inviteLine(bot: string): string {
  return `/invite @${bot}`;
}

/**
 * What the person is told who asked for an answer that could not be shown; undefined for what they cannot mend.
 *
 * @param options.bot its name in Slack, without @
 */
export function refusalReply(refusal: Refusal, { bot }: { bot: string }): Message | undefined {
  switch (refusal.error) {
    case 'not_in_channel':
    case 'channel_not_found':
      return message(
        text('I could not answer in that channel, since I am not in it. To let me in, paste this there:'),
        text(code(inviteLine(bot))),
        quiet('Or ask me here, or with the slash command, which works everywhere.'),
      );
    case 'is_archived':
      return message(text('I could not answer in that channel: it is archived, and nobody can write in it.'));
    case 'restricted_action':
    case 'restricted_action_read_only_channel':
    case 'restricted_action_thread_only_channel':
      return message(text('I may not write in that channel: its managers allow only some to post there.'));
    case 'missing_scope':
      return message(
        text(
          'The app lacks a right in this workspace: ',
          code(refusal.needed ?? 'a scope'),
          '. Whoever installed it pastes the manifest again under App Manifest and reinstalls the app.',
        ),
      );
    case 'token_revoked':
    case 'invalid_auth':
    case 'account_inactive':
      return message(
        text('I could not do this: Slack no longer takes the key that I was given.'),
        quiet('Whoever runs this bot gets a new one under Install App in its settings, and restarts it.'),
      );
    default:
      return undefined;
  }
}
