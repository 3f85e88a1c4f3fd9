import type { Alias, Catalog, Credit, Path, Question, Resource, Synonyms, Topic } from './model.ts';

/** What a catalog is made of; whatever is left out is empty. */
export interface CatalogParts {
  resources?: readonly Resource[];
  topics?: readonly Topic[];
  path?: Path;
  aliases?: readonly Alias[];
  synonyms?: readonly Synonyms[];
  questions?: readonly Question[];
  credits?: readonly Credit[];
}

/** Puts checked parts together; nothing is checked here. */
export function createCatalog(parts: CatalogParts): Catalog {
  const { resources = [], path = { stages: [] } } = parts;
  const topicById = new Map((parts.topics ?? []).map((topic) => [topic.id, topic]));
  const topics = new Set<Topic>();
  for (const id of topicsOfPath(path)) {
    const topic = topicById.get(id);
    if (topic !== undefined) topics.add(topic);
  }
  for (const topic of parts.topics ?? []) topics.add(topic);
  const resourceById = new Map(resources.flatMap((one) => one.formerly.map((id) => [id, one] as const)));
  for (const resource of resources) resourceById.set(resource.id, resource);
  return {
    resources,
    topics: [...topics],
    path,
    aliases: parts.aliases ?? [],
    synonyms: parts.synonyms ?? [],
    questions: parts.questions ?? [],
    credits: parts.credits ?? [],
    resource: (id) => resourceById.get(id),
    topic: (id) => topicById.get(id),
  };
}

/** Topic ids in reading order, those of a group to choose from one after the other. */
function topicsOfPath(path: Path): string[] {
  return path.stages.flatMap((stage) =>
    stage.topics.flatMap((entry) => (typeof entry === 'string' ? [entry] : entry.choose_one)),
  );
}
