import type { Topic } from '../catalog/model.ts';
import type { Caller } from '../chat/command.ts';
import type { Progress } from '../chat/reply.ts';
import { itemsMarked } from '../store/marks.ts';
import type { MarkKind } from '../study/marks.ts';
import type { Deps } from './deps.ts';
import { finishable, itemOf } from './done-item.ts';

/** When a person first marked each item so, as done unless it is said; items as the catalog calls them now, the newest first. */
export type Done = ReadonlyMap<string, Temporal.Instant>;

/** @throws {StoreError} */
export async function doneBy(
  { person }: Caller,
  { catalog, store }: Deps,
  kind: MarkKind = 'done',
): Promise<Done> {
  const marked = await store.read((db) => itemsMarked(db, person, kind));
  const first = new Map<string, Temporal.Instant>();
  // The oldest first: of an entry that was marked under two ids, the first time counts.
  for (const { item, at } of marked.toReversed()) {
    const one = finishable(item, catalog);
    const name = one === undefined ? item : itemOf(one);
    if (!first.has(name)) first.set(name, at);
  }
  return new Map([...first].reverse());
}

/** How far a person is on the path; undefined when the catalog has no topics. */
export function topicsDone(done: Done, { catalog: { topics } }: Deps): Progress | undefined {
  if (topics.length === 0) return undefined;
  const count = topics.filter((topic) => isDone(topic, done)).length;
  return { type: 'progress', label: 'Your path', done: count, total: topics.length, unit: 'topics done' };
}

/** How far a person is in a topic that is cut into steps. */
export function stepsDone({ title, steps }: Topic, done: Done): Progress {
  const count = steps.filter(({ id }) => done.has(`step:${id}`)).length;
  return { type: 'progress', label: title, done: count, total: steps.length, unit: 'steps done' };
}

export function isDone({ id }: Topic, done: Done): boolean {
  return done.has(`topic:${id}`);
}

/**
 * The first topic after another that is still to be done; past the end of the path, from its beginning. Of a group to
 * choose one from, one is enough. Undefined when nothing is left.
 */
export function nextTopic(after: Topic | undefined, done: Done, { catalog }: Deps): Topic | undefined {
  const { topics, path } = catalog;
  const groups = path.stages.flatMap((stage) =>
    stage.topics.flatMap((entry) => (typeof entry === 'string' ? [] : [entry.choose_one])),
  );
  const enough = new Set(groups.filter((ids) => ids.some((id) => done.has(`topic:${id}`))).flat());
  const place = after === undefined ? -1 : topics.indexOf(after);
  const inOrder = [...topics.slice(place + 1), ...topics.slice(0, place + 1)];
  return inOrder.find((topic) => !isDone(topic, done) && !enough.has(topic.id));
}
