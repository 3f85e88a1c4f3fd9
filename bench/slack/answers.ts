import type { Load } from '../load/open-loop.ts';
import { inTurns, tell } from '../load/sides.ts';
import { answerOf, commands, presses, query } from './load.ts';
import type { Loopback } from './loopback.ts';
import { startBare, startOurs } from './programs.ts';

/** At most so many times what the bare app takes that answers our own message. */
const limits = { p50: 1.3, p99: 1.5 };
const parts = ['ack', 'answer'] as const;
const secondsPerRound = 4;
const warmUp: Load = { count: 3_000, perSecond: 500 };

/**
 * Commands and presses over signed HTTP. Gives what is over its limit.
 *
 * @param env more of the environment of ours
 */
export async function measureAnswers(slack: Loopback, env: Record<string, string>): Promise<string[]> {
  const start = { way: 'http', apiUrl: slack.apiUrl } as const;
  await using ours = await startOurs({ ...start, env });
  const message = await answerOf(ours.url);
  await using same = await startBare({ ...start, env: { CONSTANT: message } });
  await using hello = await startBare({ ...start, env: { CONSTANT: JSON.stringify(greeting) } });
  const sides = { hello, same, ours };
  console.log(`\nThe answer to ${query} has ${Buffer.byteLength(message)} bytes.`);
  for (const { url } of Object.values(sides)) await commands(url, warmUp);

  const over: string[] = [];
  for (const perSecond of [50, 200]) {
    const taken = await inTurns(sides, ({ url }) => commands(url, loadOf(perSecond)));
    over.push(...tell({ title: `Slash command, ${perSecond} a second`, parts, limits }, taken));
  }
  // Nothing of this was asked before, so that it is searched for and made each time.
  let asked = 0;
  const others = () => `${query} max:${1_000 + ++asked}`;
  const anew = await inTurns(sides, ({ url }) => commands(url, loadOf(200), others));
  tell({ title: 'Slash command that nobody has asked before, 200 a second', parts }, anew);
  const pressed = await inTurns(sides, ({ url }) => presses(url, loadOf(50), slack));
  tell({ title: 'Press of a button, 50 a second', parts }, pressed);
  return over;
}

const greeting = { response_type: 'ephemeral', text: 'Hello' };

function loadOf(perSecond: number): Load {
  return { count: perSecond * secondsPerRound, perSecond };
}
