import { MessageFlags } from 'discord-api-types/v10';
import type { Load } from '../load/open-loop.ts';
import { inTurns, tell } from '../load/sides.ts';
import { answerOf, commands, presses, query } from './load.ts';
import type { Loopback } from './loopback.ts';
import { startBare, startOurs } from './programs.ts';

/** At most so many times what the bare bot takes that answers our own message. */
const limits = { p50: 1.3, p99: 1.5 };
const parts = ['answer'] as const;
const secondsPerRound = 4;
const warmUp: Load = { count: 3_000, perSecond: 500 };

/**
 * Commands and presses over the gateway. Gives what is over its limit.
 *
 * @param env more of the environment of ours
 * @param message the answer of ours, as JSON
 */
export async function measureAnswers(
  discord: Loopback,
  env: Record<string, string>,
  message: string,
): Promise<string[]> {
  await using ours = await startOurs(discord, env);
  await using same = await startBare(discord, message);
  await using hello = await startBare(discord, JSON.stringify(greeting));
  const sides = { hello, same, ours };
  const bytes = [message, await answerOf(discord, same)].map((one) => Buffer.byteLength(one));
  console.log(`\nThe answer to resource ${query} has ${bytes[0]} bytes, that of the bare bot ${bytes[1]}.`);
  for (const side of Object.values(sides)) await commands(discord, side, warmUp);

  const over: string[] = [];
  for (const perSecond of [50, 200]) {
    const taken = await inTurns(sides, (side) => commands(discord, side, loadOf(perSecond)));
    over.push(...tell({ title: `Slash command, ${perSecond} a second`, parts, limits }, taken));
  }
  // Nothing of this was asked before, so that it is searched for and made each time.
  let asked = 0;
  const others = () => ({ query, max: 1_000 + ++asked });
  const anew = await inTurns(sides, (side) => commands(discord, side, loadOf(200), others));
  tell({ title: 'Slash command that nobody has asked before, 200 a second', parts }, anew);
  const shown = JSON.parse(message);
  const pressed = await inTurns(sides, (side) => presses(discord, side, loadOf(50), shown));
  tell({ title: 'Press of a button, 50 a second', parts }, pressed);
  return over;
}

const greeting = { content: 'Hello', flags: MessageFlags.Ephemeral };

function loadOf(perSecond: number): Load {
  return { count: perSecond * secondsPerRound, perSecond };
}
