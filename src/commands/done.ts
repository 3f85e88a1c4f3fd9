import type { Args, Command } from '../chat/command.ts';
import { heading, type Message, message, quiet, type Reply, text } from '../chat/reply.ts';
import { resourceCard } from './card.ts';
import type { Deps } from './deps.ts';
import { askedBy, checkReply } from './done-check.ts';
import type { Asking } from './done-day.ts';
import { type Finishable, finishable, itemOf, meantBy, suggestions, titleOf } from './done-item.ts';
import { doneList, listShown } from './done-list.ts';
import { kindNamed } from './done-mark.ts';
import { markButton } from './done-next.ts';
import { type PressedPost, pressedPost } from './done-post.ts';
import { doneBy } from './done-progress.ts';
import { type Markable, markReply } from './done-reply.ts';
import { alwaysPrivate, opensReply, textOf } from './options.ts';
import { pageOptions } from './paging.ts';
import { typed } from './typed-line.ts';

export const done: Command<Deps> = {
  name: 'done',
  summary: 'Mark a topic, a step or an entry as done; alone, what you have done so far',
  words: [{ word: 'finished' }],
  examples: ['done', 'done docker', 'done Designing Machine Learning Systems'],
  options: [
    {
      name: 'item',
      type: 'text',
      summary: 'what you have finished: a topic, a step, or an entry by its title or address',
      rest: true,
      maxLength: 200,
      async suggest(prefix, { deps }, limit) {
        return suggestions(prefix, deps, limit);
      },
    },
    // Texts and no choices, since a bare word of a title would be taken for one: "done save a model".
    { name: 'as', type: 'text', summary: 'what is said of it', hidden: true },
    { name: 'post', type: 'text', summary: 'the daily post that was pressed on', hidden: true },
    { name: 'show', type: 'text', summary: 'which list', hidden: true },
    ...pageOptions,
  ],
  visibility: alwaysPrivate,
  opens: opensReply,
  async run(args, { caller, now, deps }) {
    const asking = { caller, now };
    const as = textOf(args, 'as');
    if (as !== '') return pressed(args, asking, deps);
    const name = textOf(args, 'item');
    if (name === '') return listed(args, asking, deps);
    const { found, also } = meantBy(name, deps);
    const [meant, ...others] = found;
    if (meant === undefined) return noSuchItem(name, deps);
    if (others.length > 0) return whichOne(found, deps);
    return markReply({ ...markable(meant, deps), also }, { kind: 'done', ...asking }, deps);
  },
};

/** A button of a daily post. The post says what is meant, also when the catalog no longer has it. */
async function pressed(args: Args, asking: Asking, deps: Deps): Promise<Reply> {
  const kind = kindNamed(textOf(args, 'as'));
  const post = await pressedPost(textOf(args, 'post'), deps);
  const item = post?.content.item ?? textOf(args, 'item');
  const one = finishable(item, deps.catalog);
  if (kind === undefined || (post === undefined && one === undefined)) return forgotten(deps);
  if (kind === 'check') {
    const asked = askedBy(post?.content, { item, one });
    return asked === undefined ? forgotten(deps) : checkReply(asked, post?.id);
  }
  const what: Markable = one === undefined ? gone(item, post) : markable(one, deps);
  return markReply({ ...what, ...(post === undefined ? {} : { post }) }, { kind, ...asking }, deps);
}

function markable(one: Finishable, deps: Deps): Markable {
  return { item: itemOf(one), title: titleOf(one, deps), one };
}

/** A post shows what it showed, whatever became of the catalog. */
function gone(item: string, post: PressedPost | undefined): Markable {
  return { item, title: post?.content.title ?? item };
}

/** A post is kept for 90 days, and what it was about may be gone as well. */
function forgotten(deps: Deps): Message {
  return message(
    text(
      'I no longer know what this post was about. To mark something, type ',
      typed(deps, 'done'),
      ' and its name.',
    ),
    quiet('For example: ', typed(deps, 'done docker')),
    {
      type: 'actions',
      buttons: [{ label: 'All you have done', action: { command: 'done', args: {}, mode: 'reply' } }],
    },
  );
}

async function listed(args: Args, asking: Asking, deps: Deps): Promise<Reply> {
  const shown = listShown(textOf(args, 'show'));
  return doneList(args, { shown, marked: await doneBy(asking.caller, deps, shown) }, asking, deps);
}

/** So many entries of one title are shown. */
const alike = 5;

function whichOne(found: readonly Finishable[], deps: Deps): Reply {
  const entries = found.filter((one) => one.type === 'resource').slice(0, alike);
  return message(
    heading('Which one?'),
    text(`The catalog has ${found.length} entries by that title.`),
    ...entries.map(({ resource }, index) => resourceCard(resource, index + 1)),
    found.length > entries.length
      ? quiet('For another one, type ', typed(deps, 'done'), ' and its address.')
      : undefined,
    { type: 'actions', buttons: entries.map((one, index) => markButton(one, `${index + 1} is done`)) },
  );
}

function noSuchItem(name: string, deps: Deps): Reply {
  const shown = name.slice(0, 60).toWellFormed();
  const { hits } = deps.search.find(name, { limit: 3 });
  const nearest = deps.search.nearestTopics(name, 5 - hits.length);
  const topics = nearest.map((topic) => ({ type: 'topic', topic }) as const);
  const near = [...topics, ...hits.map(({ resource }) => ({ type: 'resource', resource }) as const)];
  return message(
    heading('Nothing by that name'),
    text(`“${shown}” is no topic, step or entry of the catalog, so nothing was marked.`),
    near.length === 0
      ? undefined
      : text(`Did you mean ${near.map((one) => titleOf(one, deps)).join(', ')}? A press marks it as done.`),
    {
      type: 'actions',
      buttons: [
        ...near.map((one) => markButton(one, titleOf(one, deps))),
        { label: 'Search for it', action: { command: 'resource', args: { query: name }, mode: 'reply' } },
      ],
    },
  );
}
