import type { Json } from '../shape.ts';
import type { Channel, Parties, Person } from './parties.ts';
import { appPermissions, memberPermissions } from './permissions.ts';
import { snowflake } from './snowflake.ts';
import { wireMember, wirePartialChannel, wireUser } from './wire-objects.ts';

/** What an interaction is about, and for whom the app is installed there. */
export interface Contents {
  readonly type: number;
  readonly data: Json;
  readonly owners: Json;
  /** The message, of a component or of a modal that came from one. */
  readonly message?: Json;
}

/** discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-context-types */
export const contexts = { guild: 0, botDm: 1, private: 2 };

/** An INTERACTION_CREATE, as that page and discord-api-types describe it. */
export function envelope(parties: Parties, person: Person, channel: Channel, contents: Contents): Json {
  const { app, people } = parties;
  const { guild } = channel;
  const { type, data, owners, message } = contents;
  const id = snowflake();
  const secret = crypto.randomUUID().repeat(3);
  const user = wireUser(person);
  return {
    ...{ id, application_id: app.id, type, version: 1, data },
    token: Buffer.from(`interaction:${id}:${secret}`).toString('base64url'),
    ...(guild === undefined
      ? { user }
      : {
          guild_id: guild.id,
          guild: { id: guild.id, locale: 'en-US', features: [] },
          guild_locale: 'en-US',
          member: { ...wireMember(), permissions: memberPermissions(person), user, deaf: false, mute: false },
        }),
    channel_id: channel.id,
    channel: wirePartialChannel(channel, app, people),
    ...{ locale: 'en-US', app_permissions: appPermissions(channel), context: contexts[channel.kind] },
    ...{ authorizing_integration_owners: owners, entitlements: [], entitlement_sku_ids: [] },
    attachment_size_limit: 10_485_760,
    ...(message === undefined ? {} : { message }),
  };
}

/** Everybody has the app for themselves; `types` are the installations that the command is for. */
export function ownersOf(person: Person, { kind, guild }: Channel, types: readonly unknown[]): Json {
  const [toGuild, toUser] = [0, 1];
  const guildOwner = kind === 'botDm' ? '0' : guild?.installed === true ? guild.id : undefined;
  return {
    ...(types.includes(toGuild) && guildOwner !== undefined ? { [toGuild]: guildOwner } : {}),
    ...(types.includes(toUser) ? { [toUser]: person.id } : {}),
  };
}
