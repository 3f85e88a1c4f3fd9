import { type APIInteraction, type Client, Events, GatewayDispatchEvents, RESTEvents } from 'discord.js';
import { errorId } from '../../chat/apology.ts';
import { createInFlight } from '../../chat/in-flight.ts';
import type { Platform, PlatformOptions } from '../../chat/platform.ts';
import type { DiscordSettings } from '../../config.ts';
import { createApi } from './api.ts';
import { createClient, isOpen, sentenceOfClose, sentenceOfLogin } from './client.ts';
import { type Desk, patience } from './desk.ts';
import { onInteraction } from './on-interaction.ts';
import { createPoster } from './poster.ts';
import { register } from './register.ts';
import { bringUpToDate } from './registration.ts';
import { refusalOf, refusalText, withoutSecrets } from './trouble.ts';

const longestPauseMs = 30_000;
/** discord.js waits half a second before it renews a connection, and cannot be ended in that time. */
const renewalMs = 2_000;
const glanceMs = 50;

/** The bot as a Discord app. Nothing is sent before `connect`. */
export function createDiscord(options: PlatformOptions<DiscordSettings>): Platform {
  const { settings, log, wait } = options;
  const inFlight = createInFlight();
  const halt = Promise.withResolvers<void>();
  let client: Client | undefined;
  let connecting: Promise<string | undefined> = Promise.resolve(undefined);
  let refused = false;
  let stopping = false;
  const pause = (failures: number) => Promise.race([wait(pauseMs(failures)), halt.promise]);

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
    const { dispatcher, commands, commandName, managers = [] } = options;
    const desk: Desk = { dispatcher, commands, commandName, managers, api, log, patience, wait, note };
    // discord.js has classes around what comes; the plain data is the same over HTTP.
    made.ws.on(GatewayDispatchEvents.InteractionCreate, (interaction: APIInteraction) => {
      void inFlight.track(onInteraction(desk, interaction));
    });
    made.on(Events.ClientReady, () => void registerAll(desk));
    made.on(Events.Error, (error) => void note(error, 'discord.js'));
    watch(made);
    return made;
  }

  /** Tells of the connections. */
  function watch(made: Client): void {
    made.on(Events.ShardDisconnect, ({ code }, shard) => {
      if (made === client && made.isReady() && !stopping) lose(made, code, shard);
    });
    made.on(Events.ShardReconnecting, (shard) => {
      if (!stopping) log.info({ shard }, 'the connection to Discord is renewed');
    });
    made.on(Events.ShardResume, (shard, replayed) => {
      log.info({ shard, replayed }, 'connected to Discord again');
    });
    made.on(Events.ShardError, (error, shard) => {
      log.warn({ err: withoutSecrets(error), shard }, 'a connection to Discord broke');
    });
    made.rest.on(RESTEvents.RateLimited, ({ route, retryAfter, global }) => {
      log.warn({ route, ms: retryAfter, global }, 'Discord asks to wait');
    });
  }

  /** Discord has closed a connection for good, and discord.js opens no other. */
  function lose(made: Client, code: number, shard: number): void {
    const sentence = sentenceOfClose(code);
    if (sentence !== undefined) {
      log.error({ code, shard }, refuse(sentence));
      return;
    }
    log.warn({ code, shard }, 'Discord wants all connections anew');
    connecting = made.destroy().then(connect);
    void connecting.then((said) => {
      if (said !== undefined) log.error({}, said);
    });
  }

  /** What people see in Discord's menus. Those of before stay until this has worked. */
  async function registerAll({ api, commands, commandName }: Desk): Promise<void> {
    const { guildId } = settings;
    const wanted = register({ commands, commandName, forServer: guildId !== undefined });
    for (let failures = 0; !stopping; failures++) {
      try {
        const changed = await bringUpToDate(api, wanted, guildId);
        log.info({ changed, guild: guildId }, 'the commands are registered');
        return;
      } catch (error) {
        if (stopping) return;
        const refusal = refusalOf(error);
        if (refusal !== undefined) {
          log.error({ refusal }, `The commands could not be registered. ${refusalText(refusal)}`);
          return;
        }
        log.warn(
          { err: withoutSecrets(error), failures },
          'the commands could not be registered; trying again',
        );
        await pause(failures);
      }
    }
  }

  async function connect(): Promise<string | undefined> {
    for (let failures = 0; !stopping; failures++) {
      const made = assemble();
      client = made;
      try {
        await made.login(settings.token);
        refused = false;
        if (stopping) await disconnect(made);
        else log.info({ bot: made.user?.username, shards: made.ws.shards.size }, 'Discord is connected');
        return undefined;
      } catch (error) {
        const sentence = sentenceOfLogin(error);
        if (sentence !== undefined) return refuse(sentence);
        if (stopping) return undefined;
        log.warn({ err: withoutSecrets(error), failures }, 'Discord cannot be reached; trying again');
        await pause(failures);
      }
    }
    return undefined;
  }

  async function disconnect(made: Client): Promise<void> {
    for (let waited = 0; waited < renewalMs && !refused && !isOpen(made); waited += glanceMs) {
      await wait(glanceMs);
    }
    await made.destroy();
  }

  return {
    name: 'discord',
    poster: createPoster(settings, log),
    state() {
      if (refused) return 'refused';
      return client !== undefined && isOpen(client) ? 'connected' : 'connecting';
    },
    async connect() {
      connecting = connect();
      return connecting;
    },
    async stop(graceMs) {
      stopping = true;
      halt.resolve();
      const late = wait(graceMs);
      await Promise.race([inFlight.settled(), late]);
      // Ended in the middle, discord.js would connect all the same.
      await Promise.race([connecting.then(() => client && disconnect(client)), late]);
      // What came in between.
      await Promise.race([inFlight.settled(), late]);
    },
  };
}

function pauseMs(failures: number): number {
  return Math.min(longestPauseMs, 1_000 * 2 ** failures);
}
