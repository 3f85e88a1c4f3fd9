import { REST } from 'discord.js';
import type { Check } from '../../chat/platform.ts';
import type { DiscordSettings } from '../../config.ts';
import { createApi } from './api.ts';
import { codes, refusalOf, refusalText, tokenRefused } from './trouble.ts';

const timeoutMs = 5_000;

/** Asks Discord whether it takes the token, and whether commands may be registered where they should be. Sends nothing to anybody. */
export async function checkDiscord({ token, guildId, apiUrl }: DiscordSettings): Promise<Check[]> {
  const api = apiUrl === undefined ? {} : { api: apiUrl };
  const rest = new REST({ timeout: timeoutMs, retries: 0, ...api }).setToken(token);
  try {
    const { id, name } = await createApi(rest, () => '').whoAmI();
    const known: Check = { result: 'good', message: `Discord: the bot is ${name}` };
    return [known, ...(guildId === undefined ? [] : [await checkServer(rest, id, guildId)])];
  } catch (error) {
    return [ofError(error)];
  } finally {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  }
}

async function checkServer(rest: REST, applicationId: string, guildId: string): Promise<Check> {
  try {
    await createApi(rest, () => applicationId).commands(guildId);
    return { result: 'good', message: `Discord: the commands go to the server ${guildId} alone` };
  } catch (error) {
    if (refusalOf(error)?.code !== codes.missingAccess) return ofError(error);
    const message = `Discord: the bot is not in the server ${guildId}`;
    const mend = 'invite it with a link of "npm run --silent manifest -- discord", or mend DISCORD_GUILD_ID';
    return { result: 'wrong', message, mend };
  }
}

function ofError(error: unknown): Check {
  const refusal = refusalOf(error);
  if (refusal?.status === 401) return { result: 'wrong', message: tokenRefused };
  if (refusal !== undefined) return { result: 'wrong', message: refusalText(refusal) };
  const mend = 'look at the network of this machine; the bot keeps trying by itself';
  return { result: 'warning', message: 'Discord cannot be reached to check DISCORD_TOKEN', mend };
}
