import type { Topic } from '../catalog/model.ts';
import type { Args, Command } from '../chat/command.ts';
import { type Block, heading, message, quiet, type Reply, text } from '../chat/reply.ts';
import { questionCard, resourceCard } from './card.ts';
import { carried } from './carried.ts';
import type { Deps } from './deps.ts';
import { opensReply, privateUnlessShared, shareOption, textOf, topicOption } from './options.ts';
import { pageButtons, pageOf, pageOptions, rangeLabel } from './paging.ts';
import {
  mostPractised,
  neighbours,
  type PracticeItem,
  practiceFor,
  practiceForInterviews,
} from './practice-items.ts';
import { typed } from './typed-line.ts';

export const practice: Command<Deps> = {
  name: 'practice',
  summary: 'Exercises and interview questions on a topic',
  words: [{ word: 'interview' }, { word: 'interviews' }, { word: 'practise' }],
  examples: ['practice', 'practice sql', 'interview kubernetes'],
  options: [
    topicOption('topic', 'what to practise; without it, interviews in general', true),
    shareOption,
    ...pageOptions,
  ],
  visibility: privateUnlessShared,
  opens: opensReply,
  steady: true,
  async run(given, { deps }) {
    const args = carried('practice', given, 'topic');
    const asked = textOf(args, 'topic');
    if (asked === '') return forInterviews(args, deps);
    const named = deps.search.topicNamed(asked)?.topic;
    return named === undefined ? forWords(asked, args, deps) : forTopic(named, args, deps);
  },
};

function forInterviews(args: Args, deps: Deps, said?: Block): Reply {
  const items = practiceForInterviews(deps.catalog);
  return itemsReply({ title: 'Practise for interviews', items, said }, args, deps);
}

function forTopic(topic: Topic, args: Args, deps: Deps, said?: Block): Reply {
  const items = practiceFor(topic, deps.catalog);
  return itemsReply({ title: `Practise ${topic.title}`, items, said, topic }, args, deps);
}

/** Words that name no topic: what a search finds among the practice, and else the nearest topic's. */
function forWords(asked: string, args: Args, deps: Deps): Reply {
  const shown = asked.slice(0, 60).toWellFormed();
  const { hits } = deps.search.find(asked, { limit: deps.catalog.resources.length });
  const found = hits.map(({ resource }) => resource).filter(({ kind }) => kind === 'practice');
  if (found.length > 0) {
    const items = found.map((resource) => ({ label: `Found for ${shown}`, resource }));
    return itemsReply({ title: `Practise ${shown}`, items }, args, deps);
  }
  const near = deps.search.nearestTopics(asked, 1)[0];
  const said = text(`“${shown}” is no topic of the path; this is the nearest practice.`);
  return near === undefined ? forInterviews(args, deps, said) : forTopic(near, args, deps, said);
}

interface Items {
  title: string;
  items: readonly PracticeItem[];
  said?: Block | undefined;
  topic?: Topic;
}

function itemsReply({ title, items, said, topic }: Items, args: Args, deps: Deps): Reply {
  if (items.length === 0) {
    return message(
      heading(title),
      text('This catalog has no practice yet. Type ', typed(deps, 'browse'), ' to see what it has.'),
    );
  }
  const page = pageOf(args, items.length);
  const shown = items.slice(page.offset, page.offset + page.limit);
  return message(
    heading(title),
    said,
    ...shown.flatMap((item, index) => [
      ...(item.label === shown[index - 1]?.label ? [] : [heading(item.label, 2)]),
      'resource' in item
        ? resourceCard(item.resource, page.offset + index + 1)
        : questionCard(item.question, page.offset + index + 1),
    ]),
    quiet(rangeLabel(page, items.length)),
    pageButtons('practice', args, page, items.length),
    chooseTopic(topic, deps),
  );
}

/** Discord's selects hold 25: the topics nearest to this one, or those with the most to practise. */
const topicsOffered = 25;

function chooseTopic(near: Topic | undefined, { catalog }: Deps): Block | undefined {
  const topics = near === undefined ? mostPractised(catalog) : neighbours(near, catalog);
  if (topics.length === 0) return undefined;
  return {
    type: 'select',
    placeholder: 'Practise another topic',
    action: { command: 'practice', args: {}, mode: 'reply' },
    fills: 'topic',
    options: topics.slice(0, topicsOffered).map(({ id, title }) => ({ label: title, value: id })),
  };
}
