import type { Stage } from '../catalog/model.ts';
import type { Args, Command } from '../chat/command.ts';
import {
  type Block,
  heading,
  type Inline,
  message,
  plain,
  quiet,
  type Reply,
  strong,
  text,
} from '../chat/reply.ts';
import type { Deps } from './deps.ts';
import { opensReply, privateUnlessShared, shareOption, textOf } from './options.ts';
import { shareButton } from './paging.ts';

export const path: Command<Deps> = {
  name: 'path',
  summary: 'The study path: stages and topics in order',
  words: [{ word: 'roadmap' }],
  examples: ['path', 'path 7', 'path databases'],
  options: [
    {
      name: 'stage',
      type: 'text',
      summary: 'a stage by number or name; without it, all of them',
      rest: true,
      maxLength: 100,
      async suggest(prefix, { deps }, limit) {
        const typed = prefix.trim().toLowerCase();
        return deps.catalog.path.stages
          .map((stage, index) => ({ label: `${index + 1}. ${stage.title}`, value: stage.id }))
          .filter(({ label }) => label.toLowerCase().includes(typed))
          .slice(0, limit);
      },
    },
    shareOption,
  ],
  visibility: privateUnlessShared,
  opens: opensReply,
  steady: true,
  async run(args, { deps }) {
    const asked = textOf(args, 'stage');
    if (asked === '') return stagesReply(args, deps);
    const found = findStage(asked, deps);
    return found === undefined ? noSuchStage(asked, args, deps) : stageReply(found, args, deps);
  },
};

/** All stages with their topics. */
export function stagesReply(args: Args, deps: Deps): Reply {
  const { topics, path } = deps.catalog;
  if (path.stages.length === 0) return message(text('This catalog has no study path.'));
  const stages = path.stages.map((stage): Inline[] => [
    strong(stage.title),
    plain(`: ${stage.topics.map((entry) => entryTitle(entry, deps)).join(', ')}`),
  ]);
  return message(
    heading('The path to machine learning engineering'),
    { type: 'list', ordered: true, items: stages },
    quiet(`${path.stages.length} stages, ${topics.length} topics, about ${hoursOf(deps)} h with one cloud.`),
    chooseStage(deps),
    args.share === true ? undefined : { type: 'actions', buttons: [shareButton('path', {})] },
  );
}

function stageReply(stage: Stage, args: Args, deps: Deps): Reply {
  const { stages } = deps.catalog.path;
  const index = stages.indexOf(stage);
  const turn = (to: Stage | undefined, label: string) =>
    to === undefined
      ? []
      : [
          {
            label: `${label}: ${to.title}`,
            action: { command: 'path', args: { stage: to.id }, mode: 'update' as const },
          },
        ];
  return message(
    heading(`Stage ${index + 1} of ${stages.length}: ${stage.title}`),
    ...stage.topics.flatMap((entry) => entryBlocks(entry, deps)),
    stage.note === undefined ? undefined : quiet(stage.note),
    {
      type: 'select',
      placeholder: 'Open a topic',
      action: { command: 'topic', args: {}, mode: 'reply' },
      fills: 'name',
      options: topicIds(stage).map((id) => ({ label: deps.catalog.topic(id)?.title ?? id, value: id })),
    },
    {
      type: 'actions',
      buttons: [
        ...turn(stages[index - 1], 'Before'),
        ...turn(stages[index + 1], 'Next'),
        ...(args.share === true ? [] : [shareButton('path', { stage: stage.id })]),
      ],
    },
  );
}

function entryBlocks(entry: Stage['topics'][number], deps: Deps): Block[] {
  if (typeof entry === 'string') return topicBlocks(entry, deps);
  return [
    text(strong('One of these is enough:')),
    ...entry.choose_one.flatMap((id) => topicBlocks(id, deps)),
  ];
}

function topicBlocks(id: string, deps: Deps): Block[] {
  const topic = deps.catalog.topic(id);
  if (topic === undefined) return [];
  const needs = topic.prerequisites.map((one) => deps.catalog.topic(one)?.title ?? one);
  const after = needs.length === 0 ? '' : ` · after ${needs.join(', ')}`;
  const number = deps.catalog.topics.indexOf(topic) + 1;
  return [
    text(strong(`${number}. ${topic.title}`), `: ${topic.goal}.`),
    quiet(`about ${topic.hours} h${after}`),
  ];
}

function chooseStage(deps: Deps): Block {
  return {
    type: 'select',
    placeholder: 'Open a stage',
    action: { command: 'path', args: {}, mode: 'reply' },
    fills: 'stage',
    options: deps.catalog.path.stages.map((stage, index) => ({
      label: `${index + 1}. ${stage.title}`,
      value: stage.id,
    })),
  };
}

function findStage(asked: string, deps: Deps): Stage | undefined {
  const { stages } = deps.catalog.path;
  const folded = asked.toLowerCase().replace(/^stage\s+/, '');
  if (/^\d+$/.test(folded)) return stages[Number(folded) - 1];
  const byName = stages.find(
    ({ id, title }) => id === folded.replaceAll(' ', '-') || title.toLowerCase() === folded,
  );
  const byPart = stages.find(({ title }) => title.toLowerCase().includes(folded));
  const topic = deps.search.topicNamed(asked)?.topic.id;
  return byName ?? byPart ?? stages.find((stage) => topic !== undefined && topicIds(stage).includes(topic));
}

function noSuchStage(asked: string, args: Args, deps: Deps): Reply {
  const all = stagesReply(args, deps);
  const said = text(`The path has no stage “${asked.slice(0, 60)}”. These are its stages:`);
  return all.type === 'message' ? message(said, ...all.blocks) : all;
}

function topicIds(stage: Stage): string[] {
  return stage.topics.flatMap((entry) => (typeof entry === 'string' ? [entry] : entry.choose_one));
}

function entryTitle(entry: Stage['topics'][number], deps: Deps): string {
  const title = (id: string) => deps.catalog.topic(id)?.title ?? id;
  return typeof entry === 'string'
    ? title(entry)
    : `${entry.choose_one.map(title).join(' or ')} (one is enough)`;
}

/** Of a group to choose one from, the longest counts. */
function hoursOf(deps: Deps): number {
  const hours = (id: string) => deps.catalog.topic(id)?.hours ?? 0;
  return deps.catalog.path.stages
    .flatMap((stage) => stage.topics)
    .map((entry) => (typeof entry === 'string' ? hours(entry) : Math.max(...entry.choose_one.map(hours))))
    .reduce((sum, one) => sum + one, 0);
}
