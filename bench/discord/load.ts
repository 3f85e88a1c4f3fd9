import { InteractionResponseType } from 'discord-api-types/v10';
import { type Load, openLoop } from '../load/open-loop.ts';
import { type Asked, command, press, type Sent, type Shown } from './interactions.ts';
import type { Loopback } from './loopback.ts';
import type { DiscordProgram } from './programs.ts';

/** Milliseconds from the planned moment until all of the answer was there. */
export interface Answered {
  answer: number;
}

/** What all ask unless the table says otherwise. */
export const query = 'docker';
/** The button Next of its answer. */
const next = '1u|resource|query=docker&page#2|';

/** Slash commands, the same each or what `asked` gives. */
export async function commands(
  discord: Loopback,
  { app }: DiscordProgram,
  load: Load,
  asked: () => Asked = () => ({ query }),
): Promise<Answered[]> {
  const make = () => command(app, asked());
  return await answers(discord, load, make, InteractionResponseType.ChannelMessageWithSource);
}

/** Presses of Next below the message that is `shown`; the answer takes its place. */
export async function presses(
  discord: Loopback,
  { app }: DiscordProgram,
  load: Load,
  shown: Shown,
): Promise<Answered[]> {
  const make = () => press(app, next, shown);
  return await answers(discord, load, make, InteractionResponseType.UpdateMessage);
}

/** The message that answers one command, as JSON. */
export async function answerOf(discord: Loopback, { app }: DiscordProgram): Promise<string> {
  const { body } = await discord.ask(command(app, { query }));
  return JSON.stringify(JSON.parse(body).data);
}

async function answers(
  discord: Loopback,
  { count, perSecond }: Load,
  make: () => Sent,
  type: InteractionResponseType,
): Promise<Answered[]> {
  // Made beforehand, so that the time is that of whoever answers.
  const items = Array.from({ length: count }, make);
  return await openLoop({ items, perSecond }, async (item, planned) => {
    const { body, at } = await discord.ask(item);
    if (!body.startsWith(`{"type":${type},`)) throw new Error(`it answered ${body}`);
    return { answer: at - planned };
  });
}
