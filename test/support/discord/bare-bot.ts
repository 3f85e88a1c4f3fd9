import {
  Client,
  type ClientOptions,
  Events,
  GatewayIntentBits,
  type Interaction,
  MessageFlags,
} from 'discord.js';
import type { LoopbackDiscord } from './discord.ts';

/** A bare discord.js client that this Discord is tried with: no line of ours. */
export interface BareBot {
  readonly client: Client<true>;
  /** Runs for each interaction; what it throws is kept in `errors`. */
  on(handle: (interaction: Interaction) => Promise<unknown>): void;
  /** The next interaction that comes, to be answered by hand. */
  next<Kind extends Interaction>(is: (interaction: Interaction) => interaction is Kind): Promise<Kind>;
  readonly errors: unknown[];
  close(): Promise<void>;
}

/** No waiting between identifies: a client of its own accord leaves 5 s between those of a shard. */
const eager = { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }) };

export function clientOptions({ apiUrl }: LoopbackDiscord): ClientOptions {
  return { intents: [GatewayIntentBits.Guilds], rest: { api: apiUrl, retries: 0 }, ws: eager };
}

export async function startBareBot(
  discord: LoopbackDiscord,
  options: Partial<ClientOptions> = {},
): Promise<BareBot> {
  const client = new Client({ ...clientOptions(discord), ...options });
  const errors: unknown[] = [];
  const ready = Promise.withResolvers<Client<true>>();
  client.once(Events.ClientReady, ready.resolve);
  client.on(Events.Error, (error) => errors.push(error));
  await client.login(discord.botToken);
  return {
    client: await ready.promise,
    errors,
    on(handle) {
      client.on(Events.InteractionCreate, (interaction) => {
        handle(interaction).catch((error: unknown) => errors.push(error));
      });
    },
    next: (is) =>
      new Promise((resolve, reject) => {
        client.once(Events.InteractionCreate, (interaction) => {
          if (is(interaction)) resolve(interaction);
          else reject(new Error(`an interaction of type ${interaction.type} came`));
        });
      }),
    close: () => client.destroy(),
  };
}

const shown = MessageFlags.IsComponentsV2 | MessageFlags.SuppressEmbeds;
const hidden = MessageFlags.Ephemeral;

/** A message in the form that the house sends, in the words of discord.js. */
export function message(text: string, ...buttons: readonly string[]) {
  const row = {
    type: 1,
    components: buttons.map(
      (label) => ({ type: 2, style: 2, label, custom_id: label.toLowerCase() }) as const,
    ),
  } as const;
  return {
    flags: shown,
    components: [{ type: 10, content: text } as const, ...(buttons.length === 0 ? [] : [row])],
    allowedMentions: { parse: [] },
  };
}

/** For one person. */
export function whisper(text: string, ...buttons: readonly string[]) {
  return { ...message(text, ...buttons), flags: shown | hidden };
}

export const isChat = (interaction: Interaction) => interaction.isChatInputCommand();
export const isButton = (interaction: Interaction) => interaction.isButton();
