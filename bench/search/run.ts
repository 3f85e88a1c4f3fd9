import { availableParallelism, cpus } from 'node:os';
import { engines } from './engines.ts';
import { createWorld, generateResources } from './generate.ts';
import { measure } from './measure.ts';
import { sizePlans } from './plans.ts';
import { measureAll, planOf } from './processes.ts';
import { queryRounds } from './queries.ts';
import { report } from './report.ts';

/**
 * `npm run bench -- search [SIZE…]`. With `measure ENGINE SIZE` it is one of the processes that it starts itself: one
 * engine, one size, and its figures as JSON.
 */
const [first, ...rest] = process.argv.slice(2);
if (first === 'measure') await work(rest[0] ?? '', Number(rest[1]));
else await compare(process.argv.slice(2).map(Number));

async function work(name: string, size: number): Promise<void> {
  const engine = engines.find((one) => one.name === name);
  const plan = sizePlans.find((one) => one.size === size);
  if (engine === undefined || plan === undefined) throw new Error(`nothing to measure: ${name} ${size}`);
  const world = createWorld();
  // As if read from a file: texts that were put together from pieces take more room until they are used.
  const resources = JSON.parse(JSON.stringify(generateResources(world, size)));
  const [warmUp = [], ...rounds] = queryRounds(world, 1 + plan.rounds);
  const measured = await measure(
    engine,
    resources,
    { warmUp, measured: rounds.flat() },
    planOf(engine, plan),
  );
  console.log(JSON.stringify(measured));
}

async function compare(sizes: readonly number[]): Promise<void> {
  const wanted = sizePlans.filter(({ size }) => sizes.length === 0 || sizes.includes(size));
  if (wanted.length === 0) {
    console.error(`There is no such size. There are: ${sizePlans.map(({ size }) => size).join(', ')}.`);
    process.exit(2);
  }
  const [cpu] = cpus();
  console.log(
    `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${availableParallelism()} × ${cpu?.model.trim()}\n`,
  );
  for (const { name, settings } of engines) console.log(`- ${name}: ${settings}`);
  for (const plan of wanted) report(plan, await measureAll(plan, import.meta.filename));
}
