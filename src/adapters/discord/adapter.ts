import {
  type APIInteraction,
  Client,
  DiscordjsError,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  Options,
  Status,
} from 'discord.js';
import { errorId } from '../../chat/apology.ts';
import type { Command } from '../../chat/command.ts';
import type { Dispatcher } from '../../chat/dispatch.ts';
import { createInFlight } from '../../chat/in-flight.ts';
import type { Log } from '../../chat/log.ts';
import type { DiscordSettings } from '../../config.ts';
import { createApi } from './api.ts';
import { type Desk, patience } from './desk.ts';
import { onInteraction } from './on-interaction.ts';
import { register } from './register.ts';
import { bringUpToDate } from './registration.ts';
import { intentsRefused, refusalOf, refusalText, tokenRefused, withoutSecrets } from './trouble.ts';

export interface DiscordOptions {
  settings: DiscordSettings;
  dispatcher: Dispatcher;
  commands: readonly Command<never>[];
  /** What people type before a command, without the slash. */
  commandName: string;
  log: Log;
  /** Resolves after so many milliseconds. */
  wait: (ms: number) => Promise<unknown>;
  /** A number in [0, 1). */
  random: () => number;
}

export interface Discord {
  name: 'discord';
  /**
   * Connects, and goes on trying while Discord cannot be reached. Resolves once connected; with a sentence that says what to
   * do when Discord does not take the settings.
   */
  connect(): Promise<string | undefined>;
  state(): 'connecting' | 'connected' | 'refused';
  /** Disconnects once what is under way is answered, or after `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

const longestPauseMs = 30_000;
/** Close codes of the gateway: discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
const disallowedIntents = 4014;

/** The bot as a Discord app. Nothing is sent before `connect`. */
export function createDiscord(options: DiscordOptions): Discord {
  const { settings, log, wait } = options;
  const inFlight = createInFlight();
  let client: Client | undefined;
  let refused = false;
  let stopping = false;

  function note(error: unknown, where: string): string {
    const id = errorId(options.random);
    log.error({ id, where, err: withoutSecrets(error) }, 'something broke in Discord');
    return id;
  }

  function refuse(sentence: string): string {
    refused = true;
    return sentence;
  }

  /** A client that has failed to log in cannot be used again. */
  function assemble(): Client {
    const made = createClient(settings);
    const api = createApi(made.rest, () => made.application?.id ?? '');
    const { dispatcher, commands, commandName } = options;
    const desk: Desk = { dispatcher, commands, commandName, api, log, patience, note };
    // discord.js has classes around what comes; the plain data is the same over HTTP.
    made.ws.on(GatewayDispatchEvents.InteractionCreate, (interaction: APIInteraction) => {
      void inFlight.track(onInteraction(desk, interaction));
    });
    made.on(Events.ShardDisconnect, ({ code }, shard) => {
      const sentence = code === disallowedIntents ? intentsRefused : tokenRefused;
      if (made === client && !stopping) log.error({ code, shard }, refuse(sentence));
    });
    made.on(Events.ShardReconnecting, (shard) => {
      if (!stopping) log.info({ shard }, 'the connection to Discord is renewed');
    });
    made.on(Events.ShardResume, (shard, replayed) =>
      log.info({ shard, replayed }, 'connected to Discord again'),
    );
    made.on(Events.ShardError, (error, shard) =>
      log.warn({ err: withoutSecrets(error), shard }, 'a connection to Discord broke'),
    );
    made.on(Events.Error, (error) => void note(error, 'discord.js'));
    made.on(Events.ClientReady, () => void inFlight.track(registerAll(desk)));
    return made;
  }

  /** What people see in Discord's menus. Those of before stay until this has worked. */
  async function registerAll({ api, commands, commandName }: Desk): Promise<void> {
    const wanted = register({ commands, commandName, forServer: settings.guildId !== undefined });
    for (let failures = 0; !stopping; failures++) {
      try {
        const changed = await bringUpToDate(api, wanted, settings.guildId);
        log.info(
          { changed, ...(settings.guildId === undefined ? {} : { guild: settings.guildId }) },
          'the commands are registered',
        );
        return;
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal !== undefined && refusal.status !== 429) {
          log.error({ refusal }, `The commands could not be registered. ${refusalText(refusal)}`);
          return;
        }
        log.warn(
          { err: withoutSecrets(error), failures },
          'the commands could not be registered; trying again',
        );
        await wait(pauseMs(failures));
      }
    }
  }

  return {
    name: 'discord',
    state() {
      if (refused) return 'refused';
      return client !== undefined && isOpen(client) ? 'connected' : 'connecting';
    },
    async connect() {
      for (let failures = 0; !stopping; failures++) {
        client = assemble();
        try {
          await client.login(settings.token);
          log.info({ bot: client.user?.username, shards: client.ws.shards.size }, 'Discord is connected');
          return undefined;
        } catch (error) {
          const sentence = refusalSentence(error);
          if (sentence !== undefined) return refuse(sentence);
          if (stopping) return undefined;
          log.warn({ err: withoutSecrets(error), failures }, 'Discord cannot be reached; trying again');
          await wait(pauseMs(failures));
        }
      }
      return undefined;
    },
    async stop(graceMs) {
      stopping = true;
      const late = wait(graceMs);
      await Promise.race([inFlight.settled(), late]);
      await client?.destroy();
      // What came in between.
      await Promise.race([inFlight.settled(), late]);
    },
  };
}

/** Server names and channels are not needed: nothing is kept of what Discord tells of them. */
function createClient({ apiUrl }: DiscordSettings): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    shards: 'auto',
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      ...nothingKept,
    }),
    rest: {
      timeout: 10_000,
      // Each interaction has an address of its own, which is asked a few times and never again.
      handlerSweepInterval: 10 * 60_000,
      ...(apiUrl === undefined ? {} : { api: apiUrl }),
    },
  });
}

const nothingKept = Object.fromEntries(
  [
    'ApplicationCommandManager',
    'BaseGuildEmojiManager',
    'GuildEmojiManager',
    'GuildMemberManager',
    'GuildStickerManager',
    'MessageManager',
    'StageInstanceManager',
    'ThreadMemberManager',
    'UserManager',
    'VoiceStateManager',
  ].map((manager) => [manager, 0]),
);

function isOpen({ ws }: Client): boolean {
  const open: readonly number[] = [Status.Ready, Status.WaitingForGuilds, Status.Nearly];
  return ws.shards.size > 0 && ws.shards.every(({ status }) => open.includes(status));
}

/** What the settings need, when that is what Discord refused. discord.js has no other word for it than these. */
function refusalSentence(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof DiscordjsError && error.code === 'TokenInvalid') return tokenRefused;
  if (/Authentication failed/.test(error.message)) return tokenRefused;
  if (/disallowed intents|invalid intents/i.test(error.message)) return intentsRefused;
  return refusalOf(error)?.status === 401 ? tokenRefused : undefined;
}

function pauseMs(failures: number): number {
  return Math.min(longestPauseMs, 1_000 * 2 ** failures);
}
