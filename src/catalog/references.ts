import type { Entries, Entry, Report } from './entries.ts';
import type { Alias, Path, Question, Resource, Topic } from './model.ts';
import { nearest } from './nearest.ts';
import type { Place } from './source.ts';

/** What the rules between entries look at. */
export interface Linked {
  resources: Entries<Resource>;
  topics: Entries<Topic>;
  path: Entries<Path>;
  aliases: Entries<Alias>;
  questions: Entries<Question>;
}

/** A place inside an entry. */
export function inside({ place }: Entry<unknown>, ...path: PropertyKey[]): Place {
  return { source: place.source, path: [...place.path, ...path] };
}

/** Topic and resource ids that are named but stand nowhere. */
export function checkReferences(linked: Linked, report: Report): void {
  const { resources, topics, path, aliases, questions } = linked;
  const checkTopic = checkIds('topic', 'topics', idsOf(topics), topics.incomplete, report);
  const checkResource = checkIds('resource', 'resources', idsOf(resources), resources.incomplete, report);
  for (const entry of resources.list) checkTopic(entry, entry.value.topics, 'topics');
  for (const entry of topics.list) {
    checkTopic(entry, entry.value.prerequisites, 'prerequisites');
    for (const [index, { resource }] of entry.value.steps.entries()) {
      checkResource(entry, [resource], 'steps', index, 'resource');
    }
  }
  for (const entry of path.list) {
    for (const { id, place } of topicsOf(entry)) checkTopic({ value: entry.value, place }, [id]);
  }
  for (const entry of aliases.list) {
    checkTopic(entry, [entry.value.topic], 'topic');
    checkTopic(entry, entry.value.also, 'also');
  }
  for (const entry of questions.list) {
    checkTopic(entry, entry.value.topics, 'topics');
    checkResource(entry, entry.value.resources, 'resources');
  }
}

/** The topics of a path in reading order, each where it stands. */
export function topicsOf(path: Entry<Path>): { id: string; place: Place }[] {
  return path.value.stages.flatMap(({ topics }, stage) =>
    topics.flatMap((topic, index) => {
      const at = ['stages', stage, 'topics', index];
      if (typeof topic === 'string') return [{ id: topic, place: inside(path, ...at) }];
      return topic.choose_one.map((id, choice) => ({ id, place: inside(path, ...at, 'choose_one', choice) }));
    }),
  );
}

function idsOf({ list, refusedIds }: Entries<{ id: string; formerly?: readonly string[] }>): Set<string> {
  return new Set([...list.flatMap(({ value }) => [value.id, ...(value.formerly ?? [])]), ...refusedIds]);
}

function checkIds(noun: string, folder: string, known: Set<string>, incomplete: boolean, report: Report) {
  return (entry: Entry<unknown>, ids: readonly string[], ...path: PropertyKey[]): void => {
    if (incomplete) return;
    for (const [index, id] of ids.entries()) {
      if (known.has(id)) continue;
      const meant = nearest(id, known);
      const add = `add that ${noun} to ${folder}/, or name one that stands there`;
      const place =
        ids.length === 1 && path.at(-1) !== 'topics' ? inside(entry, ...path) : inside(entry, ...path, index);
      report(
        place,
        `unknown ${noun} "${id}"`,
        meant === undefined ? add : `did you mean "${meant}"? Otherwise ${add}`,
      );
    }
  };
}
