import { createCatalog } from '../../src/catalog/create.ts';
import {
  type Catalog,
  type Level,
  questionSchema,
  type Resource,
  type Topic,
} from '../../src/catalog/model.ts';
import { start } from '../../src/study/cursor.ts';
import type { Tallies, Tally } from '../../src/study/marks.ts';
import type { PickOptions } from '../../src/study/options.ts';
import { ahead } from '../../src/study/path.ts';
import type { Pick } from '../../src/study/pick.ts';
import { entry, topicOf } from '../search/entries.ts';

/** "a1", "a1 45" (minutes), "a1 beginner", "a1 45 advanced"; without them 20 minutes, intermediate. */
type StepText = string;
/** Topic id → its steps. A choice of topics is one id with bars: "aws|gcp". */
type Contents = Record<string, readonly StepText[]>;

/** A path of topics whose titles are their ids in capitals; each step has a resource of its own, "read-a1". */
export function catalogOf(
  contents: Contents,
  { path = Object.keys(contents), resources = [] }: { path?: string[]; resources?: Resource[] } = {},
): Catalog {
  const topics = Object.entries(contents).map(([id, steps]) => topicWith(id, steps));
  const own = Object.entries(contents).flatMap(([topic, steps]) =>
    steps.map((step) => entry(`Read ${idOf(step)}`, { level: levelOf(step), topics: [topic] })),
  );
  return createCatalog({ topics, resources: [...own, ...resources], path: pathOf(path) });
}

function topicWith(id: string, steps: readonly StepText[]): Topic {
  return topicOf(id, id.toUpperCase(), {
    steps: steps.map((step) => ({
      id: idOf(step),
      do: `Do ${idOf(step)}.`,
      resource: `read-${idOf(step)}`,
      minutes: Number(/ (\d+)/.exec(step)?.[1] ?? 20),
      check: 'Does it work?',
    })),
  });
}

function pathOf(entries: readonly string[]) {
  const topics = entries.map((one) => (one.includes('|') ? { choose_one: one.split('|') } : one));
  return { stages: topics.length === 0 ? [] : [{ id: 'all', title: 'All', topics }] };
}

const idOf = (step: StepText) => step.split(' ')[0] ?? step;
const levelOf = (step: StepText): Level =>
  / beginner/.test(step) ? 'beginner' : / advanced/.test(step) ? 'advanced' : 'intermediate';

export function question(id: string) {
  const text = { question: `What is ${id}?`, hint: 'Think.', answer: 'That.' };
  return questionSchema.parse({ id, ...text, level: 'beginner', topics: ['a'], kind: 'concept' });
}

/** 20 minutes, a step a day. */
export function options(given: Partial<PickOptions> = {}): PickOptions {
  const advance = { by: 'days', marks: 1, days: 5 } as const;
  return { mode: { type: 'path' }, minutes: 20, advance, seed: 'channel', ...given };
}

/** Everybody marked once, so that people are the sum unless told otherwise. */
export function marked(given: Record<string, Partial<Tally>>): Tallies {
  return new Map(
    Object.entries(given).map(([step, { done = 0, later = 0, 'too-easy': easy = 0, save = 0, people }]) => [
      step.includes(':') ? step : `step:${step}`,
      { done, later, 'too-easy': easy, save, people: people ?? done + later + easy + save },
    ]),
  );
}

export const noMarks = marked({});

/** Posts in a row from the start. */
export function days(
  catalog: Catalog,
  count: number,
  given: Partial<PickOptions> = {},
  marks: Tallies = noMarks,
): Pick[] {
  return ahead(catalog, start, marks, options(given), count);
}

/** "a1", or "a1 2/3" where a step takes several sittings; "read-a1" for what was drawn by lot. */
export function brief(pick: Pick | undefined): string | undefined {
  if (pick?.type === 'question') return pick.question.id;
  if (pick?.type === 'resource') return pick.resource.id;
  if (pick === undefined) return undefined;
  const { number, of } = pick.sitting;
  return of === 1 ? pick.step.id : `${pick.step.id} ${number}/${of}`;
}

export function briefly(picks: readonly Pick[]): string {
  return picks.map(brief).join(', ');
}

/** The cursor after the last of some posts. */
export function cursorAfter(picks: readonly Pick[]) {
  return picks.at(-1)?.cursor ?? start;
}
