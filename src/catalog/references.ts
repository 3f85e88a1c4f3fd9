import type { Entry, Report } from './entries.ts';
import type { AliasLinks, PathLinks, QuestionLinks, ResourceLinks, TopicLinks } from './links.ts';
import { nearest } from './nearest.ts';
import type { Place } from './source.ts';

/** The entries of a part as the rules between entries look at them. */
interface Part<Links> {
  links: readonly Entry<Links>[];
  /** Some file could not be read: what is named and absent here may stand there. */
  incomplete: boolean;
}

export interface Linked {
  resources: Part<ResourceLinks>;
  topics: Part<TopicLinks>;
  path: Part<PathLinks>;
  aliases: Part<AliasLinks>;
  questions: Part<QuestionLinks>;
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
  const checkTopics = (entry: Entry<unknown>, ids: readonly string[], name: string) => {
    for (const [index, id] of ids.entries()) checkTopic(id, inside(entry, name, index));
  };
  for (const entry of resources.links) checkTopics(entry, entry.value.topics, 'topics');
  for (const entry of topics.links) {
    checkTopics(entry, entry.value.prerequisites, 'prerequisites');
    for (const [index, { resource }] of entry.value.steps.entries()) {
      checkResource(resource, inside(entry, 'steps', index, 'resource'));
    }
  }
  for (const { id, place } of path.links.flatMap(topicsOf)) checkTopic(id, place);
  for (const entry of aliases.links) {
    checkTopic(entry.value.topic, inside(entry, 'topic'));
    checkTopics(entry, entry.value.also, 'also');
  }
  for (const entry of questions.links) {
    checkTopics(entry, entry.value.topics, 'topics');
    for (const [index, id] of entry.value.resources.entries()) {
      checkResource(id, inside(entry, 'resources', index));
    }
  }
}

/** The topics of a path in reading order, each where it stands. */
export function topicsOf(path: Entry<PathLinks>): { id: string; place: Place }[] {
  return path.value.stages.flatMap(({ topics }, stage) =>
    topics.flatMap((topic, index) => {
      const at = ['stages', stage, 'topics', index];
      if (typeof topic === 'string') return [{ id: topic, place: inside(path, ...at) }];
      return topic.choose_one.map((id, choice) => ({ id, place: inside(path, ...at, 'choose_one', choice) }));
    }),
  );
}

function idsOf({ links }: Part<{ id: string; formerly?: readonly string[] }>): Set<string> {
  return new Set(
    links.flatMap(({ value }) => [value.id, ...(value.formerly ?? [])]).filter((id) => id !== ''),
  );
}

function checkIds(noun: string, folder: string, known: Set<string>, incomplete: boolean, report: Report) {
  return (id: string, place: Place): void => {
    if (incomplete || id === '' || known.has(id)) return;
    const meant = nearest(id, known);
    const add = `add that ${noun} to ${folder}/, or name one that stands there`;
    report(
      place,
      `unknown ${noun} "${id}"`,
      meant === undefined ? add : `did you mean "${meant}"? Otherwise ${add}`,
    );
  };
}
