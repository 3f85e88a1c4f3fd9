import * as fc from 'fast-check';
import type { Catalog } from '../../src/catalog/model.ts';
import type { Tallies, Tally } from '../../src/study/marks.ts';
import type { Mode, PickOptions } from '../../src/study/options.ts';
import { catalogOf, marked, options } from './small.ts';

/** Few ids, so that one catalog has mostly what another had, in another place. */
const topicIds = ['a', 'b', 'c', 'd'] as const;
const stepIds = Array.from({ length: 12 }, (_, index) => `s${index}`);

const stepText = fc
  .tuple(fc.integer({ min: 10, max: 45 }), fc.constantFrom('beginner', 'intermediate', 'advanced'))
  .map(([minutes, level]) => `${minutes} ${level}`);

/** Topics in any order, each step in at most one of them; `grouped`: with topics to choose from. */
export function anyCatalog(grouped = false): fc.Arbitrary<Catalog> {
  return fc
    .record({
      topics: fc.shuffledSubarray([...topicIds]),
      off: fc.subarray([...topicIds], { maxLength: 1 }),
      steps: fc.shuffledSubarray(stepIds, { maxLength: 10 }),
      texts: fc.array(stepText, { minLength: 10, maxLength: 10 }),
      homes: fc.array(fc.nat({ max: 3 }), { minLength: 10, maxLength: 10 }),
      joined: fc.boolean(),
    })
    .map(({ topics, off, steps, texts, homes, joined }) => {
      const contents: Record<string, string[]> = Object.fromEntries(topics.map((id) => [id, []]));
      for (const [at, step] of steps.entries()) {
        contents[topics[(homes[at] ?? 0) % topics.length] ?? '']?.push(`${step} ${texts[at]}`);
      }
      const onPath = topics.filter((id) => !off.includes(id));
      const choice = grouped && joined && onPath.length > 1;
      const path = choice ? [onPath.slice(0, 2).join('|'), ...onPath.slice(2)] : onPath;
      return catalogOf(contents, { path });
    });
}

const count = fc.nat({ max: 3 });
const anyTally: fc.Arbitrary<Partial<Tally>> = fc.record({
  done: count,
  later: count,
  'too-easy': count,
  save: count,
});

export const anyMarks: fc.Arbitrary<Tallies> = fc
  .dictionary(fc.constantFrom(...stepIds), anyTally, { maxKeys: 5 })
  .map(marked);

const topicMode = (topic: string): Mode => ({ type: 'topic', topic });

const anyMode: fc.Arbitrary<Mode> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Mode>({ type: 'path' }) },
  { weight: 2, arbitrary: fc.constantFrom(...topicIds, 'gone').map(topicMode) },
  { weight: 1, arbitrary: fc.constantFrom<Mode>({ type: 'practice' }, { type: 'random' }) },
);

export const anyOptions: fc.Arbitrary<PickOptions> = fc
  .record({
    mode: anyMode,
    minutes: fc.integer({ min: 10, max: 120 }),
    advance: fc.record({
      by: fc.constantFrom('days' as const, 'marks' as const),
      marks: fc.integer({ min: 1, max: 3 }),
      days: fc.integer({ min: 1, max: 5 }),
    }),
  })
  .map(options);

/** What one post is made of. Most things stay as they were the day before. */
export interface Day {
  catalog: Catalog;
  marks: Tallies;
  options: PickOptions;
}

export const anyDays: fc.Arbitrary<Day[]> = fc
  .record({
    catalogs: fc.array(anyCatalog(), { minLength: 1, maxLength: 3 }),
    marks: fc.array(anyMarks, { minLength: 1, maxLength: 4 }),
    options: fc.array(anyOptions, { minLength: 1, maxLength: 3 }),
    days: fc.array(fc.record({ catalog: fc.nat(2), marks: fc.nat(3), options: fc.nat(2) }), {
      minLength: 5,
      maxLength: 12,
    }),
    length: fc.integer({ min: 1, max: 6 }),
  })
  .map(({ catalogs, marks, options, days, length }) =>
    days.flatMap((day) =>
      Array.from({ length }, () => ({
        catalog: chosen(catalogs, day.catalog),
        marks: chosen(marks, day.marks),
        options: chosen(options, day.options),
      })),
    ),
  );

function chosen<T>(from: readonly T[], number: number): T {
  const one = from[number % from.length];
  if (one === undefined) throw new Error('there is nothing to choose from');
  return one;
}
