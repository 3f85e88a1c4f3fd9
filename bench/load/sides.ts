import { printTable, quantile, verdict } from '../start/table.ts';

const names = ['hello', 'same', 'ours'] as const;
/** Bare apps that answer a word and our own message, and ours. */
export type Sides<T> = Record<(typeof names)[number], T>;

/** What is asked of ours: at most so many times what the bare app takes that answers our own message. */
export interface Limits {
  p50: number;
  p99: number;
}

/** Rounds of each load. */
const rounds = 4;

/** The other way round in every second round, so that a slow moment meets all. */
export async function inTurns<Program, Answered>(
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

/** Prints a table, and gives what is over its limit. What has no limits stands there for scale. */
export function tell<Part extends string>(
  { title, parts, limits }: { title: string; parts: readonly Part[]; limits?: Limits },
  taken: Sides<Record<Part, number>[]>,
): string[] {
  const over: string[] = [];
  const figures = parts.flatMap((part) => [
    { part, name: 'p50', share: 0.5 } as const,
    { part, name: 'p99', share: 0.99 } as const,
  ]);
  const rows = figures.map(({ part, name, share }) => {
    const at = (answered: readonly Record<Part, number>[]) =>
      quantile(
        answered.map((one) => one[part]),
        share,
      );
    const [hello, same, ours] = [at(taken.hello), at(taken.same), at(taken.ours)];
    const limit = limits?.[name];
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
