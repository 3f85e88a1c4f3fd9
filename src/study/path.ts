import type { Catalog, Step, Topic } from '../catalog/model.ts';
import type { Cursor } from './cursor.ts';
import type { Tallies } from './marks.ts';
import type { PickOptions } from './options.ts';
import { type Pick, pick } from './pick.ts';

/** "topic 17 of 53": the place of a topic among those of the path, from 1; undefined for one that is not on it. */
export function topicNumber(catalog: Catalog, topic: Topic): { number: number; of: number } | undefined {
  const ids = topicsOnPath(catalog).map(({ id }) => id);
  const at = ids.indexOf(topic.id);
  return at < 0 ? undefined : { number: at + 1, of: ids.length };
}

/** "step 2 of 6": the place of a step in its topic, from 1. */
export function stepNumber(topic: Topic, step: Step): { number: number; of: number } {
  return { number: topic.steps.findIndex(({ id }) => id === step.id) + 1, of: topic.steps.length };
}

/** Every step of the path in its order, with those of all topics to choose from. */
export function stepsOnPath(catalog: Catalog): { topic: Topic; step: Step }[] {
  return topicsOnPath(catalog).flatMap((topic) => topic.steps.map((step) => ({ topic, step })));
}

/** The next posts, as far as nobody marks anything meanwhile; fewer than `count` when there is nothing to post. */
export function ahead(
  catalog: Catalog,
  cursor: Cursor,
  marks: Tallies,
  options: PickOptions,
  count: number,
): Pick[] {
  const picks: Pick[] = [];
  while (picks.length < count) {
    const next = pick(catalog, picks.at(-1)?.cursor ?? cursor, marks, options);
    if (next === undefined) break;
    picks.push(next);
  }
  return picks;
}

function topicsOnPath({ path, topics }: Catalog): Topic[] {
  const ids = new Set(
    path.stages.flatMap((stage) =>
      stage.topics.flatMap((entry) => (typeof entry === 'string' ? [entry] : entry.choose_one)),
    ),
  );
  return topics.filter(({ id }) => ids.has(id));
}
