import { Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js';

/**
 * A bare discord.js bot, as its guide begins one: every command and every press gets the same answer, the message in CONSTANT.
 */
const { DISCORD_TOKEN = '', DISCORD_API_URL = '', CONSTANT = '{}' } = process.env;
const { flags, allowed_mentions: allowedMentions, ...constant } = JSON.parse(CONSTANT);
const first = { ...constant, flags, allowedMentions };
// Who sees a message cannot be changed.
const changed = { ...first, flags: flags & ~MessageFlags.Ephemeral };

const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: DISCORD_API_URL } });
client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand()) await interaction.reply(first);
  else if (interaction.isButton()) await interaction.update(changed);
});
await client.login(DISCORD_TOKEN);
console.log('connected');
