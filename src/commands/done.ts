import type { Args, Command } from '../chat/command.ts';
import {
  type Block,
  type Button,
  code,
  heading,
  message,
  quiet,
  type Reply,
  strong,
  text,
} from '../chat/reply.ts';
import { newId } from '../store/ids.ts';
import { addMark, type Mark } from '../store/marks.ts';
import { resourceCard, stepCard } from './card.ts';
import type { Deps } from './deps.ts';
import { type Asking, dayOf } from './done-day.ts';
import { type Finishable, itemOf, meantBy, suggestions, titleOf } from './done-item.ts';
import { doneList } from './done-list.ts';
import { type Done, doneBy, isDone, nextTopic, stepsDone, topicsDone } from './done-progress.ts';
import { alwaysPrivate, opensReply, textOf } from './options.ts';
import { pageOptions } from './paging.ts';
import { goalOf, placeOf } from './topic-text.ts';

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
    ...pageOptions,
  ],
  visibility: alwaysPrivate,
  opens: opensReply,
  async run(args, { caller, now, deps }) {
    const asking = { caller, now };
    const name = textOf(args, 'item');
    if (name === '') return doneList(args, await doneBy(caller, deps), asking, deps);
    const { found, also } = meantBy(name, deps);
    const [meant, ...others] = found;
    if (meant === undefined) return noSuchItem(name, deps);
    return others.length > 0 ? whichOne(found) : markDone({ meant, also }, asking, deps);
  },
};

/** What was meant, and what else goes by the name that was typed. */
interface Named {
  meant: Finishable;
  also: readonly Finishable[];
}

/** Marks it, unless it is marked. */
async function markDone(named: Named, { caller, now }: Asking, deps: Deps): Promise<Reply> {
  const item = itemOf(named.meant);
  const title = strong(titleOf(named.meant, deps));
  const before = await doneBy(caller, deps);
  const at = before.get(item);
  if (at !== undefined) {
    return answer(
      text('You marked ', title, ` as done on ${dayOf(at, { caller, now })}.`),
      named,
      before,
      deps,
    );
  }
  const mark = markOf(item, { caller, now }, deps);
  await deps.store.write((db) => addMark(db, mark), { repeatable: true });
  return answer(text('Marked ', title, ' as done.'), named, new Map([[item, now], ...before]), deps);
}

function markOf(item: string, { caller: { person, place }, now }: Asking, { random }: Deps): Mark {
  return {
    id: newId(now, random),
    person,
    ...(place === undefined ? {} : { place: { workspace: place.workspace, channel: place.channel } }),
    item,
    kind: 'done',
    at: now,
  };
}

function answer(said: Block, { meant, also }: Named, done: Done, deps: Deps): Reply {
  const { blocks, buttons } = whatNext(meant, done, deps);
  return message(
    said,
    meant.type === 'step' ? stepsDone(meant.topic, done) : undefined,
    topicsDone(done, deps),
    ...blocks,
    {
      type: 'actions',
      buttons: [
        ...buttons,
        ...also
          .slice(0, 2)
          .map((one) =>
            markButton(
              one,
              `Or mark the ${one.type === 'resource' ? 'entry' : one.type} ${titleOf(one, deps)}`,
            ),
          ),
        { label: 'All you have done', action: { command: 'done', args: {}, mode: 'reply' } },
      ],
    },
  );
}

interface Next {
  blocks: Block[];
  buttons: Button[];
}

/** The next step of the same topic, or the next topic: for an entry, the one it is about. */
function whatNext(meant: Finishable, done: Done, deps: Deps): Next {
  if (meant.type === 'step' && !isDone(meant.topic, done)) return nextStep(meant, done, deps);
  const about = meant.type === 'resource' ? deps.catalog.topic(meant.resource.topics[0] ?? '') : meant.topic;
  const open = about !== undefined && !isDone(about, done) ? about : undefined;
  const next = open ?? nextTopic(about, done, deps);
  if (next === undefined) {
    return { blocks: [text('Nothing is left on the path: you have been through all of it.')], buttons: [] };
  }
  return {
    blocks: [text(strong('Next: '), `${next.title}. ${goalOf(next)}`), quiet(placeOf(next, deps))],
    buttons: [topicButton(next.id, `Next: ${next.title}`)],
  };
}

function nextStep({ topic, step }: Extract<Finishable, { type: 'step' }>, done: Done, deps: Deps): Next {
  const place = topic.steps.indexOf(step);
  const inOrder = [...topic.steps.slice(place + 1), ...topic.steps.slice(0, place)];
  const next = inOrder.find(({ id }) => !done.has(`step:${id}`));
  const opens = topicButton(topic.id, `Topic: ${topic.title}`);
  if (next === undefined) {
    const whole = markButton({ type: 'topic', topic }, `Mark ${topic.title} as done`);
    return {
      blocks: [text(`These were all steps of ${topic.title}.`)],
      buttons: [{ ...whole, style: 'primary' }, opens],
    };
  }
  return {
    blocks: [heading('Next', 2), stepCard(topic, next, deps)],
    buttons: [markButton({ type: 'step', topic, step: next }, 'This is done too'), opens],
  };
}

/** So many entries of one title are shown. */
const alike = 5;

function whichOne(found: readonly Finishable[]): Reply {
  const entries = found.filter((one) => one.type === 'resource').slice(0, alike);
  return message(
    heading('Which one?'),
    text(`The catalog has ${found.length} entries by that title.`),
    ...entries.map(({ resource }, index) => resourceCard(resource, index + 1)),
    found.length > entries.length
      ? quiet('For another one, type ', code('done'), ' and its address.')
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

function markButton(one: Finishable, label: string) {
  const args: Args = { item: itemOf(one) };
  return { label, action: { command: 'done', args, mode: 'reply' as const } };
}

function topicButton(id: string, label: string) {
  return { label, action: { command: 'topic', args: { name: id }, mode: 'reply' as const } };
}
