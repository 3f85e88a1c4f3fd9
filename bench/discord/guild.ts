import {
  type APIChannel,
  type APIGuildMember,
  type APITextChannel,
  type APIUser,
  ChannelType,
  type GatewayGuildCreateDispatchData,
  GuildDefaultMessageNotifications,
  GuildExplicitContentFilter,
  GuildMFALevel,
  GuildNSFWLevel,
  GuildPremiumTier,
  GuildVerificationLevel,
  Locale,
} from 'discord-api-types/v10';

/** An id of Discord's: `area` keeps those of people, channels and so on apart. */
export function snowflake(area: number, index = 0): string {
  return String(1_400_000_000_000_000_000n + BigInt(area) * 1_000_000_000n + BigInt(index));
}

export const guildId = snowflake(1);
const joinedAt = '2024-04-02T12:00:00.000000+00:00';
/** What everybody may do in a new server. */
export const everybodyMay = '2248473465835073';
/** A number, for the enums have no name for none. */
export const noFlags: number = 0;
const people = 1_000;
const channels = Array.from({ length: 20 }, (_, index) => channel(index));

function channel(index: number): APITextChannel {
  return {
    id: snowflake(2, index),
    type: ChannelType.GuildText,
    guild_id: guildId,
    name: `group-${index}`,
    position: index,
    parent_id: null,
    topic: 'What we learn this week, and who learns along',
    nsfw: false,
    last_message_id: null,
    rate_limit_per_user: 0,
    permission_overwrites: [],
  };
}

/** One of 20 channels in turn, as an interaction tells of it. */
export function channelOf(turn: number): Partial<APIChannel> & Pick<APIChannel, 'id' | 'type'> {
  return channels[turn % channels.length] ?? channel(0);
}

/** One of 1 000 people in turn. */
export function memberOf(turn: number): APIGuildMember {
  const index = turn % people;
  return member(userOf(snowflake(3, index), `person.${index}`));
}

/** The bot of an app has the app's id. */
export function botOf(app: string): APIUser {
  return { ...userOf(app, 'mlops-companion'), bot: true };
}

function userOf(id: string, username: string): APIUser {
  return {
    id,
    username,
    global_name: username,
    discriminator: '0',
    avatar: '8342729096ea3675442027381ff50dfe',
    avatar_decoration_data: null,
    public_flags: noFlags,
    primary_guild: null,
  };
}

function member(user: APIUser): APIGuildMember {
  return {
    user,
    roles: [],
    nick: null,
    avatar: null,
    banner: null,
    joined_at: joinedAt,
    premium_since: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: noFlags,
    communication_disabled_until: null,
  };
}

/** https://docs.discord.com/developers/events/gateway-events#guild-create. Without their intent, the bot alone is listed. */
export function guildOf(app: string): GatewayGuildCreateDispatchData {
  return {
    ...{ id: guildId, name: 'Study group', icon: null, splash: null, discovery_splash: null, banner: null },
    ...{ description: null, owner_id: snowflake(3), region: 'deprecated', features: [], emojis: [] },
    ...{ afk_channel_id: null, afk_timeout: 300, application_id: null, system_channel_id: null },
    ...{ rules_channel_id: null, public_updates_channel_id: null, safety_alerts_channel_id: null },
    ...{ vanity_url_code: null, hub_type: null, incidents_data: null, premium_progress_bar_enabled: false },
    ...{ stickers: [], max_members: 500_000, joined_at: joinedAt, large: true, unavailable: false },
    ...{ voice_states: [], threads: [], presences: [], stage_instances: [], guild_scheduled_events: [] },
    soundboard_sounds: [],
    member_count: people + 1,
    preferred_locale: Locale.EnglishUS,
    verification_level: GuildVerificationLevel.Low,
    default_message_notifications: GuildDefaultMessageNotifications.OnlyMentions,
    explicit_content_filter: GuildExplicitContentFilter.Disabled,
    mfa_level: GuildMFALevel.None,
    nsfw_level: GuildNSFWLevel.Default,
    premium_tier: GuildPremiumTier.None,
    system_channel_flags: noFlags,
    roles: [everyone],
    members: [member(botOf(app))],
    channels,
  };
}

const everyone = {
  ...{ id: guildId, name: '@everyone', permissions: everybodyMay, position: 0, color: 0, hoist: false },
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  ...{ managed: false, mentionable: false, flags: noFlags },
};
