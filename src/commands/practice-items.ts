import type { Catalog, Question, Resource, seedSections, Topic } from '../catalog/model.ts';

/** Something to practise with, under the label of where it comes from. */
export type PracticeItem = { label: string } & ({ resource: Resource } | { question: Question });

/** A topic with less of its own gets the rest from the topics beside it. */
const atLeast = 3;

/** Links of the topic, then questions of the project's own, then links of the nearest topics, labelled so. */
export function practiceFor(topic: Topic, catalog: Catalog): PracticeItem[] {
  const items: PracticeItem[] = [
    ...linksOf(topic, catalog).map((resource) => ({ label: topic.title, resource })),
    ...catalog.questions
      .filter((question) => question.topics.includes(topic.id))
      .map((question) => ({ label: `Questions on ${topic.title}`, question })),
  ];
  const shown = new Set(items.flatMap((item) => ('resource' in item ? [item.resource.id] : [])));
  for (const near of neighbours(topic, catalog)) {
    if (items.length >= atLeast) break;
    const fresh = linksOf(near, catalog).filter(({ id }) => !shown.has(id));
    for (const resource of fresh.slice(0, atLeast)) {
      shown.add(resource.id);
      items.push({ label: `From a neighbouring topic: ${near.title}`, resource });
    }
  }
  return items;
}

/** Of the original list; it has a paper too that one practises with. */
const practiceSection: (typeof seedSections)[number] = 'Practice Problems';

/** What the original list has first, then what is made for interviews in general, then the rest. */
export function practiceForInterviews(catalog: Catalog): PracticeItem[] {
  const rank = ({ section, topics }: Resource) => {
    if (section !== undefined) return 0;
    return topics[0] === 'interview' ? 1 : topics.includes('interview') ? 2 : 3;
  };
  return catalog.resources
    .filter((one) => one.kind === 'practice' || one.section === practiceSection)
    .toSorted((a, b) => rank(a) - rank(b))
    .map((resource) => ({ label: 'Interview practice', resource }));
}

/** Practice whose first topic it is goes before practice that only touches it. */
function linksOf(topic: Topic, { resources }: Catalog): Resource[] {
  return resources
    .filter(({ kind, topics }) => kind === 'practice' && topics.includes(topic.id))
    .toSorted((a, b) => a.topics.indexOf(topic.id) - b.topics.indexOf(topic.id));
}

/** All other topics, the nearest first: what it needs and what needs it, then its stage, then by place on the path. */
export function neighbours(topic: Topic, { topics, path }: Catalog): Topic[] {
  const stage = path.stages.find(({ topics: entries }) =>
    entries.some((entry) =>
      typeof entry === 'string' ? entry === topic.id : entry.choose_one.includes(topic.id),
    ),
  );
  const inStage = new Set(
    stage?.topics.flatMap((entry) => (typeof entry === 'string' ? entry : entry.choose_one)),
  );
  const place = topics.indexOf(topic);
  const distance = (other: Topic): number => {
    if (topic.prerequisites.includes(other.id) || other.prerequisites.includes(topic.id)) return 0;
    return (inStage.has(other.id) ? 0 : topics.length) + Math.abs(topics.indexOf(other) - place);
  };
  return topics.filter((other) => other !== topic).toSorted((a, b) => distance(a) - distance(b));
}

/** Topics with the most to practise first. */
export function mostPractised(catalog: Catalog): Topic[] {
  const links = new Map(catalog.topics.map((topic) => [topic, linksOf(topic, catalog).length]));
  return catalog.topics.toSorted((a, b) => (links.get(b) ?? 0) - (links.get(a) ?? 0));
}
