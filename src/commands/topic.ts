import type { Resource, Topic } from '../catalog/model.ts';
import type { Args, Command } from '../chat/command.ts';
import {
  type Block,
  heading,
  type Inline,
  link,
  list,
  message,
  plain,
  quiet,
  type Reply,
  strong,
  text,
} from '../chat/reply.ts';
import { duration, stepCard } from './card.ts';
import type { Deps } from './deps.ts';
import { opensReply, privateUnlessShared, shareOption, textOf, topicOption } from './options.ts';
import { shareButton } from './paging.ts';
import { stagesReply } from './path.ts';
import { goalOf, placeOf, topicAfter } from './topic-text.ts';
import { typed } from './typed-line.ts';

/** Of each kind so many are listed; `resource topic:…` has them all. */
const perKind = 3;
const stepsShown = 3;

export const topic: Command<Deps> = {
  name: 'topic',
  summary: 'A topic of the path: goal, prerequisites, hours, steps and the best resources',
  examples: ['topic docker', 'topic feature store'],
  options: [topicOption('name', 'which topic, such as docker or drift', true), shareOption],
  visibility: privateUnlessShared,
  opens: opensReply,
  steady: true,
  async run(args, { deps }) {
    const name = textOf(args, 'name');
    if (name === '') return stagesReply({}, deps);
    const named = deps.search.topicNamed(name);
    if (named !== undefined) return topicReply(named, args, deps);
    // A slip, or words around the name.
    const { topic: meant } = deps.search.find(name, { limit: 0 });
    return meant === undefined
      ? noSuchTopic(name, deps)
      : topicReply({ topic: meant, also: [], for: name }, args, deps);
  },
};

interface Named {
  topic: Topic;
  also: readonly Topic[];
  /** What was typed, if it is not one of its names. */
  for?: string;
}

function topicReply({ topic, also, for: typed }: Named, args: Args, deps: Deps): Reply {
  const next = topicAfter(topic, deps);
  const opens = (one: Topic, label: string) => ({
    label,
    action: { command: 'topic', args: { name: one.id }, mode: 'reply' as const },
  });
  return message(
    heading(topic.title),
    typed === undefined ? undefined : quiet(`The topic for “${typed.slice(0, 60).toWellFormed()}”.`),
    text(goalOf(topic)),
    text(strong('Covers: '), topic.covers),
    quiet(placeOf(topic, deps)),
    prerequisites(topic, deps),
    ...steps(topic, deps),
    ...resourcesByKind(topic, deps),
    {
      type: 'actions',
      buttons: [
        { label: 'All resources', action: { command: 'resource', args: { topic: topic.id }, mode: 'reply' } },
        { label: 'Practice', action: { command: 'practice', args: { topic: topic.id }, mode: 'reply' } },
        ...(next === undefined ? [] : [opens(next, `Next: ${next.title}`)]),
        ...also.slice(0, 1).map((one) => opens(one, `Or: ${one.title}`)),
        ...(args.share === true ? [] : [shareButton('topic', { name: topic.id })]),
      ],
    },
  );
}

function prerequisites(topic: Topic, deps: Deps): Block {
  if (topic.prerequisites.length === 0) return text(strong('Needs: '), 'nothing before it');
  const titles = topic.prerequisites.map((id) => deps.catalog.topic(id)?.title ?? id);
  return text(strong('Needs: '), titles.join(', '));
}

function steps(topic: Topic, deps: Deps): Block[] {
  if (topic.steps.length === 0) return [];
  const more = topic.steps.length - stepsShown;
  return [
    heading('Steps of a day', 2),
    ...topic.steps.slice(0, stepsShown).map((step) => stepCard(topic, step, deps)),
    ...(more > 0 ? [quiet(`${more} more steps follow.`)] : []),
  ];
}

const groups = [
  ['Courses', ['course']],
  ['Books', ['book']],
  ['Docs and tools', ['docs', 'tool']],
  ['Articles, notes and papers', ['article', 'notes', 'paper']],
  ['Videos', ['video']],
  ['Practice', ['practice']],
] as const;
const order = { beginner: 0, intermediate: 1, advanced: 2 } as const;

function resourcesByKind(topic: Topic, deps: Deps): Block[] {
  const about = deps.catalog.resources.filter((resource) => resource.topics.includes(topic.id));
  const main = (resource: Resource) => (resource.topics[0] === topic.id ? 0 : 1);
  about.sort((a, b) => main(a) - main(b) || order[a.level] - order[b.level]);
  return groups.flatMap(([title, kinds]) => {
    const found = about.filter((resource) => kinds.some((kind) => kind === resource.kind));
    if (found.length === 0) return [];
    const label = found.length > perKind ? `${title} (${perKind} of ${found.length})` : title;
    return [heading(label, 2), list(...found.slice(0, perKind).map(resourceLine))];
  });
}

function resourceLine(resource: Resource): Inline[] {
  const about = resource.minutes_basis === 'estimate' ? 'about ' : '';
  const facts = `${resource.level}, ${about}${duration(resource.minutes)}, ${resource.access}`;
  return [link(resource.title, resource.url), plain(` – ${facts}`)];
}

export function noSuchTopic(name: string, deps: Deps): Reply {
  const nearest = deps.search.nearestTopics(name, 4);
  return message(
    heading('No topic by that name'),
    text(`“${name.slice(0, 60)}” is no topic of the path.`),
    nearest.length === 0
      ? text('Type ', typed(deps, 'path'), ' to see all of them.')
      : text(`Did you mean ${nearest.map(({ title }) => title).join(', ')}?`),
    {
      type: 'actions',
      buttons: [
        ...nearest.map((one) => ({
          label: one.title,
          action: { command: 'topic', args: { name: one.id }, mode: 'reply' as const },
        })),
        { label: 'Search for it', action: { command: 'resource', args: { query: name }, mode: 'reply' } },
      ],
    },
  );
}
