import type { Catalog, Step, Topic } from '../catalog/model.ts';
import type { Cursor } from './cursor.ts';
import { doneIn, type Tallies } from './marks.ts';

/** A step with its place on a route. */
export interface Stop {
  topic: Topic;
  step: Step;
  /** Place of the topic on the route, and of the step in the topic; from 0. */
  topicIndex: number;
  index: number;
  /** The rest of the choose_one group that the topic was taken from. */
  others: readonly Topic[];
}

/** What a walk goes through. */
export interface Route {
  /** "path", "topic:docker". */
  scope: string;
  stops: readonly Stop[];
}

/**
 * The path as one channel walks it. Of a group to choose from only one topic counts: the one where the channel
 * stands, else that with the most steps begun, else with the most Done, else the first.
 */
export function pathRoute(catalog: Catalog, cursor: Cursor, marks: Tallies): Route {
  const known = new Set([...cursor.seen, ...cursor.passed]);
  const here = cursor.walks.find(({ scope }) => scope === 'path')?.topic;
  const ranks = (topic: Topic) => [
    topic.id === here ? 1 : 0,
    topic.steps.filter(({ id }) => known.has(id)).length,
    doneIn(topic, marks),
  ];
  const walked = new Map<Topic, readonly Topic[]>();
  for (const group of groupsOf(catalog)) {
    const topic = group.reduce((best, one) => (isHigher(ranks(one), ranks(best)) ? one : best));
    const others = group.filter((one) => one !== topic);
    if (!walked.has(topic)) walked.set(topic, others);
  }
  return { scope: 'path', stops: stopsOf(walked) };
}

/** The steps of one topic, on the path or not. */
export function topicRoute(topic: Topic): Route {
  return { scope: `topic:${topic.id}`, stops: stopsOf(new Map([[topic, []]])) };
}

/** A topic that is no choice is a group of one. What has no steps is none, for nothing of it could be posted. */
function groupsOf({ path, topic }: Catalog): [Topic, ...Topic[]][] {
  return path.stages
    .flatMap(({ topics }) => topics)
    .flatMap((entry) => {
      const ids = typeof entry === 'string' ? [entry] : entry.choose_one;
      const [first, ...rest] = ids.flatMap((id) => topic(id) ?? []).filter(({ steps }) => steps.length > 0);
      return first === undefined ? [] : [[first, ...rest] satisfies [Topic, ...Topic[]]];
    });
}

function stopsOf(walked: ReadonlyMap<Topic, readonly Topic[]>): Stop[] {
  return [...walked].flatMap(([topic, others], topicIndex) =>
    topic.steps.map((step, index) => ({ topic, step, topicIndex, index, others })),
  );
}

function isHigher(ranks: readonly number[], than: readonly number[]): boolean {
  const at = ranks.findIndex((rank, index) => rank !== than[index]);
  return (ranks[at] ?? 0) > (than[at] ?? 0);
}
