import { printTable, quantile, verdict } from '../start/table.ts';
import { type Answered, answerOf, commands, type Load, presses, query } from './load.ts';
import type { Loopback } from './loopback.ts';
import { type Program, startBare, startOurs } from './programs.ts';

/** What is asked of ours: at most so many times what the bare app takes that answers our own message. */
const limits = { p50: 1.3, p99: 1.5 } as const;
/** Rounds of each load. */
const rounds = 4;
const secondsPerRound = 4;
const warmUp: Load = { count: 3_000, perSecond: 500 };

const names = ['hello', 'same', 'ours'] as const;
/** Bare apps that answer a word and our own message, and ours. */
type Sides<T> = Record<(typeof names)[number], T>;

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
    over.push(...tell(`Slash command, ${perSecond} a second`, taken, limits));
  }
  // Nothing of this was asked before, so that it is searched for and made each time.
  let asked = 0;
  const others = () => `${query} max:${1_000 + ++asked}`;
  const anew = await inTurns(sides, ({ url }) => commands(url, loadOf(200), others));
  tell('Slash command that nobody has asked before, 200 a second', anew);
  const pressed = await inTurns(sides, ({ url }) => presses(url, loadOf(50), slack));
  tell('Press of a button, 50 a second', pressed);
  return over;
}

const greeting = { response_type: 'ephemeral', text: 'Hello' };

function loadOf(perSecond: number): Load {
  return { count: perSecond * secondsPerRound, perSecond };
}

/** The other way round in every second round, so that a slow moment meets all. */
async function inTurns(
  programs: Sides<Program>,
  take: (program: Program) => Promise<Answered[]>,
): Promise<Sides<Answered[]>> {
  const taken: Sides<Answered[]> = { hello: [], same: [], ours: [] };
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      taken[name].push(...(await take(programs[name])));
    }
  }
  return taken;
}

const figures = (['ack', 'answer'] as const).flatMap((part) => [
  { part, name: 'p50', share: 0.5 } as const,
  { part, name: 'p99', share: 0.99 } as const,
]);

/** Prints a table, and gives what is over its limit. What has no limits stands there for scale. */
function tell(title: string, taken: Sides<Answered[]>, allowed?: typeof limits): string[] {
  const over: string[] = [];
  const rows = figures.map(({ part, name, share }) => {
    const at = (answered: readonly Answered[]) =>
      quantile(
        answered.map((one) => one[part]),
        share,
      );
    const [hello, same, ours] = [at(taken.hello), at(taken.same), at(taken.ours)];
    const limit = allowed?.[name];
    if (limit !== undefined && ours / same > limit) over.push(`${title}: ${part}, ${name}`);
    const said = limit === undefined ? `${(ours / same).toFixed(2)} ×` : verdict(ours / same, limit);
    return [`${part}, ${name}`, ms(hello), ms(same), ms(ours), said];
  });
  printTable(`${title} (${taken.ours.length} to each)`, head, rows);
  return over;
}

const head = ['', 'bare, “Hello”', 'bare, our message', 'ours', 'ours to bare with our message'];

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}
