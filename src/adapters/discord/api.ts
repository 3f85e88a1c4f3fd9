import {
  type APIInteractionResponse,
  type RawFile,
  type REST,
  type RESTGetCurrentApplicationResult,
  type RESTPostAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import type { DiscordMessage } from './render.ts';
import type { Upload } from './unit.ts';

/** An interaction, as far as an answer needs it. The token lives for fifteen minutes. */
export interface Ref {
  id: string;
  application_id: string;
  token: string;
}

/** Discord's REST API v10, as far as the bot uses it. Each rejects with what `refusalOf` reads. */
export interface Api {
  /** The first answer, within three seconds. */
  respond(to: Ref, response: APIInteractionResponse, files?: readonly Upload[]): Promise<void>;
  /** Changes the first answer, or the message that something was pressed on. */
  edit(to: Ref, payload: DiscordMessage, files?: readonly Upload[]): Promise<void>;
  /** Takes it away. */
  remove(to: Ref): Promise<void>;
  /** A further answer. */
  followUp(to: Ref, payload: DiscordMessage, files?: readonly Upload[]): Promise<void>;
  /** What is registered, everywhere or for one server. */
  commands(guildId?: string): Promise<readonly unknown[]>;
  register(commands: readonly RESTPostAPIApplicationCommandsJSONBody[], guildId?: string): Promise<void>;
  /** The app's id, and the name of its bot. */
  whoAmI(): Promise<{ id: string; name: string }>;
}

/** `applicationId` is asked for when it is needed: it is known once the bot has connected. */
export function createApi(rest: REST, applicationId: () => string): Api {
  const original = ({ application_id, token }: Ref) =>
    Routes.webhookMessage(application_id, token, '@original');
  const registry = (guildId: string | undefined) =>
    guildId === undefined
      ? Routes.applicationCommands(applicationId())
      : Routes.applicationGuildCommands(applicationId(), guildId);
  // The token of an interaction is what these are allowed by.
  const auth = false;
  return {
    async respond({ id, token }, body, files) {
      await rest.post(Routes.interactionCallback(id, token), { auth, body, ...sent(files) });
    },
    async edit(to, body, files) {
      await rest.patch(original(to), { auth, body, ...sent(files) });
    },
    async remove(to) {
      await rest.delete(original(to), { auth });
    },
    async followUp({ application_id, token }, body, files) {
      await rest.post(Routes.webhook(application_id, token), { auth, body, ...sent(files) });
    },
    async commands(guildId) {
      const has: unknown = await rest.get(registry(guildId));
      return Array.isArray(has) ? has : [];
    },
    async register(commands, guildId) {
      await rest.put(registry(guildId), { body: commands });
    },
    async whoAmI() {
      const app = (await rest.get(Routes.currentApplication())) as RESTGetCurrentApplicationResult;
      return { id: app.id, name: app.bot?.username ?? app.name };
    },
  };
}

/** Files as discord.js takes them. */
export function sent(files: readonly Upload[] = []): { files?: RawFile[] } {
  if (files.length === 0) return {};
  return {
    files: files.map(({ name, mime, content }) => ({
      name,
      contentType: mime,
      data: typeof content === 'string' ? content : Buffer.from(content),
    })),
  };
}
