import type { Args, Command } from '../chat/command.ts';
import { heading, message, quiet, type Reply, text } from '../chat/reply.ts';
import { resourceCard } from './card.ts';
import type { Deps } from './deps.ts';
import { kindOption, opensReply, privateUnlessShared, shareOption, textOf, topicOption } from './options.ts';
import { noSuchTopic } from './topic.ts';
import { typed } from './typed-line.ts';

export const random: Command<Deps> = {
  name: 'random',
  summary: 'One entry to try, drawn by chance',
  words: [{ word: 'surprise' }],
  examples: ['random', 'random video', 'random docker', 'random book kubernetes'],
  options: [
    kindOption,
    topicOption('topic', 'only about this topic', true),
    shareOption,
    { name: 'id', type: 'text', summary: 'the entry that was drawn', hidden: true },
  ],
  visibility: privateUnlessShared,
  opens: opensReply,
  async run(args, { deps }) {
    const again = deps.catalog.resource(textOf(args, 'id'));
    if (again !== undefined) return drawn(again.id, args, deps);
    const asked = textOf(args, 'topic');
    const topic = asked === '' ? undefined : deps.search.topicNamed(asked)?.topic;
    if (asked !== '' && topic === undefined) return noSuchTopic(asked, deps);
    const kind = textOf(args, 'kind');
    const pool = deps.catalog.resources.filter(
      (one) => (kind === '' || one.kind === kind) && (topic === undefined || one.topics.includes(topic.id)),
    );
    const picked = pool[Math.floor(deps.random() * pool.length)];
    return picked === undefined ? nothingToDraw(kind, topic?.title, deps) : drawn(picked.id, args, deps);
  },
};

function drawn(id: string, args: Args, deps: Deps): Reply {
  const resource = deps.catalog.resource(id);
  if (resource === undefined) return nothingToDraw('', undefined, deps);
  const { id: _, share: __, ...asked } = args;
  const topic = deps.catalog.topic(resource.topics[0] ?? '');
  return message(heading('Try this one'), resourceCard(resource), {
    type: 'actions',
    buttons: [
      { label: 'Another', action: { command: 'random', args: asked, mode: 'update' }, style: 'primary' },
      {
        label: 'More like it',
        action: { command: 'resource', args: { like: resource.id }, mode: 'reply' },
      },
      ...(topic === undefined
        ? []
        : [
            {
              label: `Topic: ${topic.title}`,
              action: { command: 'topic', args: { name: topic.id }, mode: 'reply' as const },
            },
          ]),
      // What is shared is what was drawn, not a new draw.
      ...(args.share === true
        ? []
        : [
            {
              label: 'Share',
              action: { command: 'random', args: { id: resource.id, share: true }, mode: 'reply' as const },
            },
          ]),
    ],
  });
}

function nothingToDraw(kind: string, topic: string | undefined, deps: Deps): Reply {
  if (deps.catalog.resources.length === 0) return message(text('This catalog is empty.'));
  const about = topic === undefined ? '' : ` on ${topic}`;
  return message(
    text(`There is no ${kind === '' ? 'entry' : kind}${about} in the catalog.`),
    quiet('Type ', typed(deps, 'random'), ' for one of any kind.'),
  );
}
