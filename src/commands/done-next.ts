import type { Topic } from '../catalog/model.ts';
import type { Args } from '../chat/command.ts';
import { type Block, type Button, heading, quiet, strong, text } from '../chat/reply.ts';
import { stepCard } from './card.ts';
import type { Deps } from './deps.ts';
import { type Finishable, itemOf } from './done-item.ts';
import { type Done, isDone, nextTopic } from './done-progress.ts';
import { goalOf, placeOf } from './topic-text.ts';

export interface Next {
  blocks: Block[];
  buttons: Button[];
}

/**
 * The next step of the same topic, or the next topic: for an entry or a question, the one it is about. `mark` is what the button says
 * that marks the next step as done.
 */
export function whatNext(
  meant: Finishable | undefined,
  { done, mark }: { done: Done; mark: string },
  deps: Deps,
): Next {
  if (meant?.type === 'step' && !isDone(meant.topic, done)) return nextStep(meant, { done, mark }, deps);
  const about = meant && topicOf(meant, deps);
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

/** The topic that something belongs to. */
export function topicOf(meant: Finishable, { catalog }: Deps): Topic | undefined {
  switch (meant.type) {
    case 'topic':
    case 'step':
      return meant.topic;
    case 'resource':
      return catalog.topic(meant.resource.topics[0] ?? '');
    case 'question':
      return catalog.topic(meant.question.topics[0] ?? '');
    default:
      return meant satisfies never;
  }
}

function nextStep(
  { topic, step }: Extract<Finishable, { type: 'step' }>,
  { done, mark }: { done: Done; mark: string },
  deps: Deps,
): Next {
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
    buttons: [markButton({ type: 'step', topic, step: next }, mark), opens],
  };
}

export function markButton(one: Finishable, label: string): Button {
  const args: Args = { item: itemOf(one) };
  return { label, action: { command: 'done', args, mode: 'reply' } };
}

function topicButton(id: string, label: string): Button {
  return { label, action: { command: 'topic', args: { name: id }, mode: 'reply' } };
}
