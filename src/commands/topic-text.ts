import type { Topic } from '../catalog/model.ts';
import { type Block, quiet, text } from '../chat/reply.ts';
import type { Deps } from './deps.ts';

/** The goal of a topic and its place on the path, in two lines. */
export function topicLine(topic: Topic, deps: Deps): Block[] {
  return [text(`${goalOf(topic)}`), quiet(placeOf(topic, deps))];
}

/** "You can …." */
export function goalOf(topic: Topic): string {
  return `${topic.goal[0]?.toUpperCase() ?? ''}${topic.goal.slice(1)}.`;
}

/** "Topic 22 of 53 · DevOps and deployment tools · about 15 h" */
export function placeOf(topic: Topic, deps: Deps): string {
  const topics = deps.catalog.topics;
  const stage = stageOf(topic.id, deps);
  return [
    `Topic ${topics.indexOf(topic) + 1} of ${topics.length}`,
    ...(stage === undefined ? [] : [stage.title]),
    `about ${topic.hours} h`,
  ].join(' · ');
}

function stageOf(topicId: string, deps: Deps) {
  return deps.catalog.path.stages.find((stage) =>
    stage.topics.some((entry) =>
      typeof entry === 'string' ? entry === topicId : entry.choose_one.includes(topicId),
    ),
  );
}

/** What comes after a topic on the path; of a group to choose one from, nothing of the same group. */
export function topicAfter(topic: Topic, deps: Deps): Topic | undefined {
  const group = stageOf(topic.id, deps)?.topics.find(
    (entry) => typeof entry !== 'string' && entry.choose_one.includes(topic.id),
  );
  const skip = new Set(typeof group === 'object' ? group.choose_one : [topic.id]);
  const topics = deps.catalog.topics;
  return topics.slice(topics.indexOf(topic) + 1).find(({ id }) => !skip.has(id));
}
