import type { Catalog, Topic } from '../catalog/model.ts';
import { buildIndex, type Index } from './build.ts';
import { hasFilters, isBy, passes } from './filters.ts';
import { nameKey } from './fold.ts';
import { gistOf } from './gist.ts';
import { createNames, type Names } from './names.ts';
import { instead, nearestTopics } from './nothing.ts';
import { type Known, parseQuery } from './parse.ts';
import { type Plan, planQuery } from './plan.ts';
import type { Filters, Query } from './query.ts';
import { rank } from './rank.ts';
import { createRecent } from './recent.ts';
import { type Match, retrieve } from './retrieve.ts';
import type { Found, Hit } from './search.ts';
import { createTexts } from './texts.ts';
import { whyOf } from './why.ts';

export interface Finder {
  find(query: string | Query, page?: { offset?: number; limit?: number }): Found;
  nearestTopics(text: string, limit: number): Topic[];
  gist(text: string): string;
  names: Names;
  index: Index;
}

interface Answer {
  plan: Plan;
  matches: readonly Match[];
}

const usualLimit = 5;
const usualNearest = 3;
/** A command asks for the total first and for the page then. */
const remembered = 4;
const fewOnTopic = 10;
/** Of so many of the best results the topics are looked at. */
const speaking = 20;

export function createFinder(catalog: Catalog): Finder {
  const index = buildIndex(catalog);
  const names = createNames(catalog);
  const known = knownIn(catalog, names);
  const answer = answering(catalog, index, names);
  const finds = (text: string) => answer(parseQuery(text, known)).matches.length > 0;
  const about = (text: string) => topicsOf(answer(parseQuery(text, known)).matches, catalog);
  const near = (text: string, limit: number) =>
    nearestTopics(text, limit, { catalog, names, about: () => about(text) });

  return {
    names,
    index,
    nearestTopics: near,
    gist: (text) => gistOf(parseQuery(text, known)),
    find(asked, { offset = 0, limit = usualLimit } = {}) {
      const query = typeof asked === 'string' ? parseQuery(asked, known) : asked;
      const { plan, matches } = answer(query);
      const hits = matches.slice(offset, offset + limit).flatMap(({ place, score }): Hit[] => {
        const resource = catalog.resources[place];
        if (resource === undefined) return [];
        // Few ask why, and to find out takes as long as the search.
        return [{ resource, score, why: () => whyOf(place, plan, index) }];
      });
      const nothing = matches.length === 0;
      const didYouMean = nothing
        ? instead(query, plan, { names, vocabulary: index.vocabulary, finds })
        : undefined;
      return {
        query,
        hits,
        total: matches.length,
        ...(plan.topic === undefined ? {} : { topic: plan.topic.topic }),
        alsoTopics: plan.topic?.also ?? [],
        ...missingKind(plan, matches, catalog),
        ...(didYouMean === undefined ? {} : { didYouMean }),
        nearest: nothing ? near(didYouMean ?? query.text, usualNearest) : [],
      };
    },
  };
}

function answering(catalog: Catalog, index: Index, names: Names): (query: Query) => Answer {
  const texts = createTexts(catalog.resources, index.vocabulary);
  const recent = createRecent<Answer>(remembered);
  const ground = { names, vocabulary: index.vocabulary, total: catalog.resources.length };
  const answer = (query: Query): Answer => {
    const plan = planQuery(query, ground);
    const filters = withWishes(query.filters, plan);
    const allowed = hasFilters(filters) ? allowing(filters, catalog) : undefined;
    if (plan.slots.length === 0) {
      return filters.topic === undefined || allowed === undefined
        ? { plan, matches: allowed === undefined ? [] : listed(catalog, allowed) }
        : onTopic(query, filters, allowed);
    }
    const matches = rank(retrieve(plan, index, allowed), plan, catalog, texts);
    return { plan, matches: [...matches, ...alsoAbout(plan, matches, catalog, allowed)] };
  };
  /** With nothing said but a topic, its entries come as they do for its name, and then all others. */
  const onTopic = (query: Query, filters: Filters, allowed: (place: number) => boolean): Answer => {
    const name = (filters.topic ?? '').replaceAll('-', ' ');
    const named = planQuery({ ...query, text: name }, ground);
    const first =
      named.slots.length === 0 ? [] : rank(retrieve(named, index, allowed), named, catalog, texts);
    const seen = new Set(first.map(({ place }) => place));
    const rest = listed(catalog, (place) => !seen.has(place) && allowed(place));
    return { plan: named, matches: [...first, ...rest] };
  };
  return (query) => recent(JSON.stringify([query.text, query.filters]), () => answer(query));
}

/** With few entries that have the words of a topic's name, the topic's others follow. */
function alsoAbout(
  { topic }: Plan,
  matches: readonly Match[],
  catalog: Catalog,
  allowed: (place: number) => boolean = () => true,
): Match[] {
  if (topic === undefined || matches.length >= fewOnTopic) return [];
  const seen = new Set(matches.map(({ place }) => place));
  const { id } = topic.topic;
  return listed(
    catalog,
    (place) => !seen.has(place) && catalog.resources[place]?.topics.includes(id) === true && allowed(place),
  ).map((match) => ({ ...match, score: 0 }));
}

function allowing(filters: Filters, { resources }: Catalog): (place: number) => boolean {
  return (place) => {
    const resource = resources[place];
    return resource !== undefined && passes(resource, filters);
  };
}

/** Without a word of content, wishes are all that was asked for. */
function withWishes(filters: Filters, { slots, wishes }: Plan): Filters {
  if (slots.length > 0) return filters;
  const { level, access } = wishes;
  const kind = wishes.kinds[0]?.kind;
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(level === undefined ? {} : { level }),
    ...(access === undefined ? {} : { access }),
    ...filters,
  };
}

function missingKind(
  { wishes }: Plan,
  matches: readonly Match[],
  { resources }: Catalog,
): Pick<Found, 'missingKind'> {
  const [wish] = wishes.kinds;
  if (wish === undefined || wish.narrow || matches.length === 0) return {};
  return matches.some(({ place }) => resources[place]?.kind === wish.kind) ? {} : { missingKind: wish.kind };
}

/** Introductions first, and in the order of the path, as one would take them. */
function listed({ resources, topics }: Catalog, allowed: (place: number) => boolean): Match[] {
  const places = new Map(topics.map(({ id }, at) => [id, at]));
  const levels = { beginner: 0, intermediate: 1, advanced: 2 };
  return resources
    .flatMap((resource, place) => {
      if (!allowed(place)) return [];
      const topic = places.get(resource.topics[0] ?? '') ?? topics.length;
      return [{ place, score: 1, covered: 1, topic, level: levels[resource.level] }];
    })
    .sort((a, b) => a.topic - b.topic || a.level - b.level || a.place - b.place);
}

/** What the best results are about, the most frequent first. */
function topicsOf(matches: readonly Match[], catalog: Catalog): Topic[] {
  const counts = new Map<Topic, number>();
  for (const { place } of matches.slice(0, speaking)) {
    for (const id of catalog.resources[place]?.topics ?? []) {
      const topic = catalog.topic(id);
      if (topic !== undefined) counts.set(topic, (counts.get(topic) ?? 0) + 1);
    }
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([topic]) => topic);
}

function knownIn(catalog: Catalog, names: Names): Known {
  return {
    topic: (name) => names.topic(nameKey(name))?.topic.id,
    topicIds: () => catalog.topics.map(({ id }) => id),
    author: (name) => catalog.resources.some((resource) => isBy(resource, name)),
  };
}
