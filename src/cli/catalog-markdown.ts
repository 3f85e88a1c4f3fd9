import { type Catalog, type Path, type Resource, seedSections, type Topic } from '../catalog/model.ts';
import { sectionOf, sectionsOf } from '../catalog/sections.ts';
import { slug } from '../catalog/slug.ts';
import { lineMarkdown } from '../chat/markdown-inline.ts';
import { type Inline, link, plain } from '../chat/reply.ts';
import { duration, resourceCard } from '../commands/card.ts';

/** A part of the page, with the name of its anchor. */
interface Part {
  title: string;
  anchor: string;
  /** What is under the title. */
  body: readonly string[];
  parts?: readonly Part[];
}

const pathTitle = 'Path to becoming a machine learning engineer';
const studySection = 'Topics to Study';
const creditsSection = 'Credits';

/**
 * The whole catalog on one page, in the order of the document that it grew from: table of contents, credits, and each section
 * with its entries by topic. The study path with its steps opens the section of topics.
 */
export function catalogMarkdown(catalog: Catalog): string {
  const found = new Map(sectionsOf(catalog).map(({ name, count }) => [name, count]));
  // Credits and the path stand there whether or not the catalog has entries of these sections.
  const wanted = new Set([
    ...(catalog.credits.length > 0 ? [creditsSection] : []),
    ...seedSections.filter((name) => found.has(name) || (name === studySection && catalog.topics.length > 0)),
    ...found.keys(),
  ]);
  const parts = [...wanted].map((name) => sectionPart(catalog, name, found.get(name) ?? 0));
  return [
    '# MLOps',
    `${catalog.resources.length} resources on ${catalog.topics.length} topics for people who want to become machine learning engineers.`,
    '<!-- Made of the YAML files beside it by "npm run catalog -- export markdown": change those, not this page. -->',
    '## Table of contents',
    contents(parts).join('\n'),
    ...parts.flatMap((part) => ['---', ...written(part, 2)]),
  ]
    .join('\n\n')
    .concat('\n');
}

function contents(parts: readonly Part[], depth = 0): string[] {
  return parts.flatMap(({ title, anchor, parts: inner = [] }) => [
    `${'  '.repeat(depth)}- [${lineMarkdown([plain(title)])}](#${anchor})`,
    ...contents(inner, depth + 1),
  ]);
}

function credits({ credits: all }: Catalog): string {
  return all
    .map(({ title, url, note }) => `- ${lineMarkdown([link(title, url), plain(`: ${note}`)])}`)
    .join('\n');
}

function written({ title, anchor, body, parts = [] }: Part, level: number): string[] {
  const heading = `${'#'.repeat(level)} <a name="${anchor}"></a>${lineMarkdown([plain(title)])}`;
  return [heading, ...body, ...parts.flatMap((part) => written(part, level + 1))];
}

/** Entries stand under the topic that they are about most. */
function sectionPart(catalog: Catalog, name: string, count: number): Part {
  const entries = catalog.resources.filter((one) => sectionOf(one) === name);
  const byTopic = Map.groupBy(entries, ({ topics: [first] }) => first ?? '');
  const topics = [...catalog.topics, undefined].flatMap((topic): Part[] => {
    const own = byTopic.get(topic?.id ?? '') ?? [];
    if (own.length === 0) return [];
    const title = topic?.title ?? 'Others';
    return [
      { title, anchor: `${slug(name)}-${topic?.id ?? 'others'}`, body: [own.map(entryLine).join('\n')] },
    ];
  });
  const path = name === studySection ? [pathPart(catalog)] : [];
  return {
    title: name,
    anchor: slug(name),
    body: name === creditsSection ? [credits(catalog)] : [`${count} ${count === 1 ? 'entry' : 'entries'}.`],
    parts: [...path, ...topics],
  };
}

function entryLine(resource: Resource): string {
  const { title, url, by, description, facts, note } = resourceCard(resource);
  const said: Inline[] = [
    link(title, url),
    plain(by === undefined ? '. ' : `, ${by}. `),
    plain(description === '' ? '' : `${description} `),
    plain(note === undefined ? '' : `Note: ${note} `),
  ];
  return `- ${lineMarkdown(said)} *${lineMarkdown([plain(facts.join(' · '))])}*`;
}

function pathPart(catalog: Catalog): Part {
  return {
    title: pathTitle,
    anchor: 'path',
    body: [],
    parts: catalog.path.stages.map((stage, index) => stagePart(catalog, stage, index + 1)),
  };
}

function stagePart(catalog: Catalog, stage: Path['stages'][number], number: number): Part {
  const seed = stage.seed_step === undefined ? '' : ` (step ${stage.seed_step} of the original list)`;
  return {
    title: `${number}. ${stage.title}${seed}`,
    anchor: `stage-${stage.id}`,
    body: stage.note === undefined ? [] : [lineMarkdown([plain(stage.note)])],
    parts: stage.topics.flatMap((entry) => {
      const ids = typeof entry === 'string' ? [entry] : entry.choose_one;
      const choice = typeof entry === 'string' ? '' : ` (one of ${ids.length} to choose)`;
      return ids.flatMap((id) => {
        const topic = catalog.topic(id);
        return topic === undefined ? [] : [topicPart(catalog, topic, choice)];
      });
    }),
  };
}

function topicPart(catalog: Catalog, topic: Topic, choice: string): Part {
  const needs = topic.prerequisites.map((id) => catalog.topic(id)?.title ?? id);
  const facts = [
    `${topic.goal.replace(/^you/, 'You')}.`,
    `About ${topic.hours} h.`,
    needs.length === 0 ? 'Needs nothing before it.' : `Needs: ${needs.join(', ')}.`,
  ];
  const steps = topic.steps.map((step, index) => {
    const resource = catalog.resource(step.resource);
    const where = resource === undefined ? [] : [plain(' '), link(resource.title, resource.url)];
    const part = step.part === undefined ? '' : `, ${step.part}`;
    const said = [plain(step.do), ...where, plain(`${part} (${duration(step.minutes)}). ${step.check}`)];
    return `${index + 1}. ${lineMarkdown(said)}`;
  });
  return {
    title: `${topic.title}${choice}`,
    anchor: `path-${topic.id}`,
    body: [lineMarkdown([plain(facts.join(' '))]), ...(steps.length === 0 ? [] : [steps.join('\n')])],
  };
}
