import {
  type CacheWithLimitsOptions,
  Client,
  DiscordjsError,
  GatewayCloseCodes,
  GatewayIntentBits,
  Options,
  Status,
} from 'discord.js';
import type { DiscordSettings } from '../../config.ts';
import { intentsRefused, refusalOf, tokenRefused } from './trouble.ts';

/** Server names and channels are not needed: nothing is kept of what Discord tells of them, as far as discord.js lets go of it. */
export function createClient({ apiUrl }: DiscordSettings): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    shards: 'auto',
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, ...nothingKept }),
    rest: {
      timeout: 10_000,
      // Each interaction has an address of its own, which is asked a few times and never again.
      handlerSweepInterval: 60_000,
      ...(apiUrl === undefined ? {} : { api: apiUrl }),
    },
  });
}

const nothingKept: CacheWithLimitsOptions = {
  ApplicationCommandManager: 0,
  ApplicationEmojiManager: 0,
  AutoModerationRuleManager: 0,
  BaseGuildEmojiManager: 0,
  EntitlementManager: 0,
  GuildBanManager: 0,
  GuildEmojiManager: 0,
  GuildInviteManager: 0,
  GuildMemberManager: 0,
  GuildScheduledEventManager: 0,
  GuildStickerManager: 0,
  MessageManager: 0,
  PresenceManager: 0,
  ReactionManager: 0,
  ReactionUserManager: 0,
  StageInstanceManager: 0,
  ThreadManager: 0,
  ThreadMemberManager: 0,
  UserManager: 0,
  VoiceStateManager: 0,
};

/** Whether something can come over every shard. */
export function isOpen({ ws }: Client): boolean {
  const open: readonly number[] = [Status.Ready, Status.WaitingForGuilds, Status.Nearly];
  return ws.shards.size > 0 && ws.shards.every(({ status }) => open.includes(status));
}

/** What the settings need, when that is why Discord let nobody in. discord.js has no other word for it than these. */
export function sentenceOfLogin(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof DiscordjsError && error.code === 'TokenInvalid') return tokenRefused;
  if (/authentication failed/i.test(error.message)) return tokenRefused;
  if (/(disallowed|invalid) intents/i.test(error.message)) return intentsRefused;
  return refusalOf(error)?.status === 401 ? tokenRefused : undefined;
}

/** The same for a connection that Discord closed for good; undefined where a new one may help, as with too few shards. */
export function sentenceOfClose(code: number): string | undefined {
  switch (code) {
    case GatewayCloseCodes.AuthenticationFailed:
      return tokenRefused;
    case GatewayCloseCodes.InvalidIntents:
    case GatewayCloseCodes.DisallowedIntents:
      return intentsRefused;
    default:
      return undefined;
  }
}
