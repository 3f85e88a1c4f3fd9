import {
  type APIApplicationCommandInteractionDataBasicOption,
  type APIBaseInteraction,
  type APIMessage,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ComponentType,
  InteractionContextType,
  InteractionType,
  Locale,
  MessageType,
} from 'discord-api-types/v10';
import { botOf, channelOf, everybodyMay, guildId, memberOf, snowflake } from './guild.ts';

/** An interaction ready to go out. */
export interface Sent {
  id: string;
  app: string;
  /** As JSON. */
  body: string;
}

/** The command and its options, as `/mlops resource query:docker`. */
export interface Asked {
  query: string;
  max?: number;
}

let made = 0;

/** https://docs.discord.com/developers/interactions/receiving-and-responding. One after the other comes from another person. */
function sent<Type extends InteractionType, Data>(
  app: string,
  type: Type,
  data: Data,
  more: (turn: number) => Pick<APIBaseInteraction<Type, Data>, 'message'> = () => ({}),
): Sent {
  const turn = made++;
  const id = snowflake(4, turn);
  const channel = channelOf(turn);
  const member = memberOf(turn);
  const interaction: APIBaseInteraction<Type, Data> = {
    id,
    application_id: app,
    type,
    data,
    guild: { id: guildId, locale: Locale.EnglishUS, features: [] },
    guild_id: guildId,
    channel,
    channel_id: channel.id,
    member: { ...member, permissions: everybodyMay },
    token: Buffer.from(`interaction:${id}:${'x'.repeat(128)}`).toString('base64url'),
    version: 1,
    app_permissions: everybodyMay,
    locale: Locale.EnglishUS,
    guild_locale: Locale.EnglishUS,
    entitlements: [],
    authorizing_integration_owners: owners,
    context: InteractionContextType.Guild,
    attachment_size_limit: 10_485_760,
    ...more(turn),
  };
  return { id, app, body: JSON.stringify(interaction) };
}

const owners = { [ApplicationIntegrationType.GuildInstall]: guildId };

export function command(app: string, { query, max }: Asked): Sent {
  const options: APIApplicationCommandInteractionDataBasicOption[] = [
    { name: 'query', type: ApplicationCommandOptionType.String, value: query },
  ];
  if (max !== undefined)
    options.push({ name: 'max', type: ApplicationCommandOptionType.Integer, value: max });
  return sent(app, InteractionType.ApplicationCommand, {
    id: snowflake(5),
    type: ApplicationCommandType.ChatInput,
    name: 'mlops',
    options: [{ name: 'resource', type: ApplicationCommandOptionType.Subcommand, options }],
  });
}

/** A button of an ephemeral message, by the person who asked for it. */
export function press(app: string, customId: string, shown: Shown): Sent {
  const data = { id: 31, component_type: ComponentType.Button, custom_id: customId };
  return sent(app, InteractionType.MessageComponent, data, (turn) => ({
    message: message(app, turn, shown),
  }));
}

/** What a message consists of. */
export type Shown = Pick<APIMessage, 'flags' | 'components'>;

function message(app: string, turn: number, { flags, components }: Shown): APIMessage {
  const metadata = {
    id: snowflake(6, turn),
    type: InteractionType.ApplicationCommand as const,
    user: memberOf(turn).user,
    authorizing_integration_owners: owners,
  };
  return {
    id: snowflake(7, turn),
    channel_id: channelOf(turn).id,
    application_id: app,
    webhook_id: app,
    author: botOf(app),
    type: MessageType.ChatInputCommand,
    content: '',
    timestamp: '2026-11-26T12:00:00.000000+00:00',
    edited_timestamp: null,
    ...{ tts: false, pinned: false, mention_everyone: false },
    ...{ mentions: [], mention_roles: [], attachments: [], embeds: [] },
    interaction_metadata: metadata,
    ...(flags === undefined ? {} : { flags }),
    ...(components === undefined ? {} : { components }),
  };
}
