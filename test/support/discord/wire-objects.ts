import type { Json } from '../shape.ts';
import type { App, Channel, Guild, Person, Thread } from './parties.ts';
import { deniedTo, everybodyMay } from './permissions.ts';
import { messageFlags, type ShownMessage } from './timeline.ts';

/** Discord's objects as discord.com/developers/docs/resources and discord-api-types describe them. */

const noLooks = { avatar: null, discriminator: '0', public_flags: 0, avatar_decoration_data: null };
const joined = '2024-04-02T12:00:00.000000+00:00';

export function wireUser({ id, username, global_name }: Person): Json {
  return { id, username, global_name, ...noLooks, clan: null, primary_guild: null };
}

export function wireBot({ user }: App): Json {
  return { ...user, global_name: null, ...noLooks, bot: true };
}

/** Without `user`, as it stands among what is resolved. */
export function wireMember(): Json {
  return {
    ...{ roles: [], nick: null, avatar: null, banner: null, premium_since: null, joined_at: joined },
    ...{ flags: 0, pending: false, communication_disabled_until: null, avatar_decoration_data: null },
    permissions: String(everybodyMay),
  };
}

export function wireApplication({ id, name }: App): Json {
  return {
    ...{ id, name, icon: null, description: '', bot_public: true, bot_require_code_grant: false },
    ...{ verify_key: '0'.repeat(64), flags: 0, flags_new: '0', team: null, summary: '' },
    integration_types_config: { 0: {}, 1: {} },
  };
}

export function wireChannel(channel: Channel, app: App, people: readonly Person[]): Json {
  const { id, name, type, guild, thread, members = [] } = channel;
  if (guild === undefined) {
    const recipients = people.filter((one) => members.includes(one.id)).map(wireUser);
    return { id, type, last_message_id: null, recipients, flags: 0 };
  }
  if (thread !== undefined) return wireThread(channel, thread, app);
  const deny = deniedTo(channel);
  const overwrite = { id: app.user.id, type: 1, allow: '0', deny: String(deny) };
  return {
    ...{ id, type, guild_id: guild.id, name, position: 0, parent_id: null, topic: null, nsfw: false },
    ...{ last_message_id: null, rate_limit_per_user: 0, flags: 0 },
    permission_overwrites: deny === 0n ? [] : [overwrite],
  };
}

/** …/resources/channel#thread-metadata-object */
function wireThread({ id, name, type, guild }: Channel, thread: Thread, app: App): Json {
  const { parent, archived, locked } = thread;
  const since = { archive_timestamp: timeOf(id), create_timestamp: timeOf(id) };
  return {
    ...{ id, type, guild_id: guild?.id, name, parent_id: parent, owner_id: app.user.id },
    ...{ last_message_id: null, rate_limit_per_user: 0, flags: 0 },
    ...{ message_count: 0, member_count: 1, total_message_sent: 0 },
    thread_metadata: { archived, locked, auto_archive_duration: 1440, ...since },
  };
}

/** What an interaction tells of a channel. */
export function wirePartialChannel(channel: Channel, app: App, people: readonly Person[]): Json {
  const { permission_overwrites: _, ...shown } = wireChannel(channel, app, people);
  return channel.kind === 'guild' ? { ...shown, permissions: String(everybodyMay) } : shown;
}

export function wireGuild(guild: Guild, channels: readonly Channel[], app: App): Json {
  const { id, name } = guild;
  const everyone = {
    ...{ id, name: '@everyone', permissions: String(everybodyMay), color: 0, hoist: false, icon: null },
    ...{ colors: { primary_color: 0, secondary_color: null, tertiary_color: null }, unicode_emoji: null },
    ...{ position: 0, managed: false, mentionable: false, flags: 0 },
  };
  const { permissions: _, ...member } = wireMember();
  const inside = channels.filter((one) => one.guild?.id === id);
  const wired = (channel: Channel) => wireChannel(channel, app, []);
  return {
    ...{ id, name, icon: null, splash: null, discovery_splash: null, banner: null, description: null },
    ...{ owner_id: '100000000000000000', afk_channel_id: null, afk_timeout: 300, region: 'deprecated' },
    ...{ verification_level: 0, default_message_notifications: 1, explicit_content_filter: 0 },
    ...{ mfa_level: 0, nsfw_level: 0, nsfw: false, premium_tier: 0, premium_subscription_count: 0 },
    ...{ system_channel_id: null, system_channel_flags: 0, rules_channel_id: null, application_id: null },
    ...{ public_updates_channel_id: null, safety_alerts_channel_id: null, vanity_url_code: null },
    ...{ preferred_locale: 'en-US', premium_progress_bar_enabled: false, features: [], emojis: [] },
    ...{ stickers: [], roles: [everyone], max_members: 500_000, joined_at: joined, large: false },
    ...{ unavailable: false, member_count: 4, voice_states: [], presences: [] },
    ...{ stage_instances: [], guild_scheduled_events: [], soundboard_sounds: [] },
    members: [{ ...member, user: wireBot(app), deaf: false, mute: false }],
    channels: inside.filter(({ thread }) => thread === undefined).map(wired),
    threads: inside.filter(({ thread }) => thread?.archived === false).map(wired),
  };
}

export function wireMessage(message: ShownMessage, app: App): Json {
  const { id, channel, text, components, files, flags, edited, origin } = message;
  const { author, type, metadata, repliesTo } = origin;
  const guildId = origin.channel.guild?.id;
  const time = timeOf(id);
  return {
    ...{ id, channel_id: channel, type, flags, timestamp: time, tts: false, pinned: false },
    edited_timestamp: edited === 0 ? null : time,
    author: author === undefined ? wireBot(app) : wireUser(author),
    content: author === undefined ? '' : text,
    components,
    attachments: files.map((filename, index) => attachment(filename, String(BigInt(id) + BigInt(index)))),
    ...{ embeds: [], mentions: [], mention_roles: [], mention_everyone: false },
    ...(metadata === undefined
      ? {}
      : { interaction_metadata: metadata, application_id: app.id, webhook_id: app.id }),
    ...(repliesTo === undefined
      ? {}
      : {
          message_reference: {
            type: 0,
            channel_id: repliesTo.channel,
            message_id: repliesTo.id,
            ...(guildId === undefined ? {} : { guild_id: guildId }),
          },
        }),
  };
}

export function isEphemeral({ flags }: Pick<ShownMessage, 'flags'>): boolean {
  return (flags & messageFlags.ephemeral) !== 0;
}

function attachment(filename: string, id: string): Json {
  const url = `https://cdn.discordapp.com/attachments/0/${id}/${filename}`;
  return { id, filename, size: 1, url, proxy_url: url };
}

function timeOf(id: string): string {
  const ms = Number(BigInt(id) >> 22n) + 1_420_070_400_000;
  return new Date(ms).toISOString().replace('Z', '000+00:00');
}
