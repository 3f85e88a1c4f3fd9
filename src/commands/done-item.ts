import type { Catalog, Question, Resource, Step, Topic } from '../catalog/model.ts';
import { normaliseUrl } from '../catalog/url.ts';
import type { Suggestion } from '../chat/command.ts';
import { shorten } from '../chat/legible.ts';
import { nameKey } from '../search/fold.ts';
import { resourceCard, stepCard } from './card.ts';
import type { Deps } from './deps.ts';

/** Something of the catalog that a person can finish. */
export type Finishable =
  | { type: 'topic'; topic: Topic }
  | { type: 'step'; step: Step; topic: Topic }
  | { type: 'resource'; resource: Resource }
  | { type: 'question'; question: Question };

/** What a name means. */
export interface Meant {
  /** None, the one that is meant, or several entries that share a title. */
  found: readonly Finishable[];
  /** What else goes by the same name. */
  also: readonly Finishable[];
}

/** How marks call it: "topic:docker", "step:git-why", "resource:pro-git". At most 79 characters. */
export function itemOf(one: Finishable): string {
  switch (one.type) {
    case 'topic':
      return `topic:${one.topic.id}`;
    case 'step':
      return `step:${one.step.id}`;
    case 'resource':
      return `resource:${one.resource.id}`;
    case 'question':
      return `question:${one.question.id}`;
    default:
      return one satisfies never;
  }
}

export function titleOf(one: Finishable, deps: Deps): string {
  switch (one.type) {
    case 'topic':
      return one.topic.title;
    case 'step':
      return stepCard(one.topic, one.step, deps).label;
    case 'resource':
      return one.resource.title;
    case 'question':
      return shorten(one.question.question, 100);
    default:
      return one satisfies never;
  }
}

/** What marks call so; undefined when the catalog has it no longer. An entry is found by its former ids too. */
export function finishable(item: string, catalog: Catalog): Finishable | undefined {
  const [, type, id = ''] = /^(topic|step|resource|question):(.+)$/.exec(item) ?? [];
  if (type === 'topic') return topicItem(catalog.topic(id));
  if (type === 'step') return stepItem(id, catalog);
  if (type === 'question') return questionItem(id, catalog);
  return type === 'resource' ? resourceItem(catalog.resource(id)) : undefined;
}

/**
 * What a person means by an id, a title, another name of a topic or the address of an entry. A topic goes before an
 * entry, and an id or an address before a title.
 */
export function meantBy(
  name: string,
  { catalog, search }: Deps,
  titles: Titles = entriesByTitle(catalog),
): Meant {
  const folded = name.toLowerCase();
  const named = search.topicNamed(name);
  const titled = titles.get(nameKey(name)) ?? [];
  const [sure, ...others] = [
    finishable(folded, catalog),
    topicItem(named?.topic),
    stepItem(folded, catalog),
    resourceItem(catalog.resource(folded)),
    resourceItem(entryAt(name, catalog)),
  ].filter((one) => one !== undefined);
  if (sure === undefined) return { found: titled, also: [] };
  const also = [
    ...(named?.also ?? []).map((topic) => ({ type: 'topic', topic }) as const),
    ...others,
    ...titled,
  ];
  const other = new Map(also.map((one) => [itemOf(one), one]));
  other.delete(itemOf(sure));
  return { found: [sure], also: [...other.values()] };
}

/** What to offer while a person types; each value means what its label says. */
export function suggestions(prefix: string, deps: Deps, limit: number): Suggestion[] {
  const titles = entriesByTitle(deps.catalog);
  const offered = deps.search.suggest(prefix, limit).flatMap(({ type, id, label, value }): Suggestion[] => {
    const one = finishable(`${type === 'resource' ? type : 'topic'}:${id}`, deps.catalog);
    if (one === undefined) return [];
    const { found } = meantBy(value, deps, titles);
    if (found.length > 1)
      return found.map((entry) => ({ label: fullTitle(entry, deps), value: itemOf(entry) }));
    const same = found[0] !== undefined && itemOf(found[0]) === itemOf(one);
    return [{ label, value: same ? value : itemOf(one) }];
  });
  // Titles that differ in case only are offered each, and each time mean the same entries.
  return [...new Map(offered.map((one) => [one.value, one])).values()].slice(0, limit);
}

/** The title with whose it is, for entries that share one. */
function fullTitle(one: Finishable, deps: Deps): string {
  const title = titleOf(one, deps);
  if (one.type !== 'resource') return title;
  const by = resourceCard(one.resource).by ?? URL.parse(one.resource.url)?.host ?? '';
  return `${title} (${by})`.slice(0, 100).toWellFormed();
}

type Titles = ReadonlyMap<string, readonly Finishable[]>;

function entriesByTitle({ resources }: Catalog): Titles {
  const entries = resources.map((resource) => ({ type: 'resource', resource }) as const);
  const titles = Map.groupBy(entries, ({ resource }) => nameKey(resource.title));
  titles.delete('');
  return titles;
}

function entryAt(address: string, { resources }: Catalog): Resource | undefined {
  if (!/^https?:\/\//i.test(address)) return undefined;
  const page = normaliseUrl(address);
  return resources.find(({ url }) => normaliseUrl(url) === page);
}

function topicItem(topic: Topic | undefined): Finishable | undefined {
  return topic && { type: 'topic', topic };
}

function stepItem(id: string, { topics }: Catalog): Finishable | undefined {
  for (const topic of topics) {
    const step = topic.steps.find((one) => one.id === id);
    if (step !== undefined) return { type: 'step', step, topic };
  }
  return undefined;
}

function questionItem(id: string, { questions }: Catalog): Finishable | undefined {
  const question = questions.find((one) => one.id === id);
  return question && { type: 'question', question };
}

function resourceItem(resource: Resource | undefined): Finishable | undefined {
  return resource && { type: 'resource', resource };
}
