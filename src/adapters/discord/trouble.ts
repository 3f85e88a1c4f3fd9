import { DiscordAPIError, HTTPError } from 'discord.js';

/** What Discord refused. */
export interface Refusal {
  status: number;
  /** discord.com/developers/docs/topics/opcodes-and-status-codes#json */
  code: number;
  method: string;
  /** What is wrong in what was sent, without what was sent: "data.components.0.label BASE_TYPE_BAD_LENGTH". */
  fields: readonly string[];
}

/** Undefined for an error of another kind: a network that is away, or Discord's own trouble. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof DiscordAPIError) || error.status >= 500) return undefined;
  const { status, code, method, rawError } = error;
  return {
    status,
    code: Number(code),
    method,
    fields: 'errors' in rawError ? fieldsIn(rawError.errors) : [],
  };
}

/** discord.com/developers/docs/reference#error-messages */
function fieldsIn(errors: unknown, path: readonly string[] = []): string[] {
  if (typeof errors !== 'object' || errors === null) return [];
  return Object.entries(errors).flatMap(([key, inner]) => {
    if (key !== '_errors') return fieldsIn(inner, [...path, key]);
    const found: unknown[] = Array.isArray(inner) ? inner : [];
    return found.map((one) => {
      const code = typeof one === 'object' && one !== null && 'code' in one ? String(one.code) : '';
      return `${path.join('.')} ${code}`.trim();
    });
  });
}

/** What an error says without the address that was asked, which holds a token, and without what was sent there. */
export function withoutSecrets(error: unknown): unknown {
  if (!(error instanceof DiscordAPIError || error instanceof HTTPError)) return error;
  const { name, message, status, method } = error;
  return { name, message, status, method };
}

/** discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes */
export const codes = {
  unknownChannel: 10_003,
  unknownGuild: 10_004,
  unknownMessage: 10_008,
  unknownUser: 10_013,
  unknownWebhook: 10_015,
  unknownInteraction: 10_062,
  alreadyAcknowledged: 40_060,
  missingAccess: 50_001,
  noDirectMessages: 50_007,
  noTextChannel: 50_008,
  missingPermissions: 50_013,
  wrongChannelType: 50_024,
  invalidWebhookToken: 50_027,
  invalidRecipients: 50_033,
  archivedThread: 50_083,
  noMutualServer: 50_278,
  lockedThread: 160_005,
  heldByAutoMod: 200_000,
  harmfulLink: 240_000,
} as const;

/** Whether nobody waits for the answer any more. */
export function isTooLate({ code }: Refusal): boolean {
  return tooLate.has(code);
}

/** Whether an interaction has had its answer, or waits no more. */
export function isOver(refusal: Refusal): boolean {
  return isTooLate(refusal) || refusal.code === codes.alreadyAcknowledged;
}

const tooLate = new Set<number>([
  codes.unknownInteraction,
  codes.unknownWebhook,
  codes.invalidWebhookToken,
  codes.unknownMessage,
]);

/** What whoever runs the bot is told: one sentence, with what to do where that helps. */
export function refusalText({ status, code }: Refusal): string {
  switch (code) {
    case codes.unknownInteraction:
      return 'Discord had stopped waiting: an answer must come within three seconds (10062).';
    case codes.unknownWebhook:
    case codes.invalidWebhookToken:
      return `Discord no longer takes an answer to this: it does for fifteen minutes (${code}).`;
    case codes.alreadyAcknowledged:
      return 'It was answered before (40060): a receipt was lost, or another process runs with the same token.';
    case codes.missingAccess:
      return 'The bot has no access there (50001): invite it with a link of "npm run manifest -- discord".';
    case codes.missingPermissions:
      return 'The bot lacks a permission there (50013): look at its role in the settings of the server or the channel.';
    case codes.unknownChannel:
      return 'The channel is gone (10003).';
    case codes.unknownMessage:
      return 'The message is gone (10008).';
    default:
      return status === 401 ? tokenRefused : `Discord refused it (status ${status}, code ${code}).`;
  }
}

export const tokenRefused =
  'Discord does not take DISCORD_TOKEN: copy it again from the Bot page of your app, see docs/discord.md.';
export const intentsRefused =
  'Discord does not let the app use the intents it asked for: it needs "Guilds" alone, so this token may belong to another kind of app; see docs/discord.md.';
