import * as z from 'zod';
import type { Catalog, Resource } from '../catalog/model.ts';
import { shorten } from '../chat/legible.ts';
import type { Subscription } from '../store/subscriptions.ts';
import { type Cursor, readCursor } from '../study/cursor.ts';
import type { Tallies } from '../study/marks.ts';
import {
  type Pick as Picked,
  pick,
  type QuestionPick,
  type ResourcePick,
  type StepPick,
} from '../study/pick.ts';
import { accessWords, minutesWords, stepLabel } from './lines.ts';

/**
 * All that a post shows, in plain words: it is settled once and shown with every attempt and after every press, also when the catalog
 * has changed by then.
 */
export interface Content {
  version: 1;
  /** How marks call it: "step:docker-first-image", "resource:…", "question:…". */
  item: string;
  /** "Step 2 of 6 in Docker". */
  title: string;
  /** "topic 17 of 53", "about 20 minutes", "free", "sitting 1 of 2". */
  facts: readonly string[];
  /** Begins in lower case, has no full stop. */
  reason: string;
  /** What to do; of a question, the question. */
  do: string;
  resource?: Linked;
  /** Of the resource. */
  part?: string;
  alternative?: Linked & { facts: readonly string[] };
  /** What to ask oneself afterwards. */
  check?: string;
  /** Of a question. */
  hint?: string;
  answer?: string;
  /** Who switched the daily post on; on the first post in a channel alone. */
  switchedOnBy?: string;
  /** The id of the topic that it belongs to. */
  topic?: string;
  /** Where the channel stands once this is posted. */
  cursor: Cursor;
}

interface Linked {
  title: string;
  url: string;
}

/** Whose next post it is, and what they want of it. */
export type Wanted = Pick<
  Subscription,
  'platform' | 'target' | 'options' | 'cursor' | 'announced' | 'ownerName'
>;

/** What comes next; undefined when the catalog has nothing of the kind. */
export function nextContent(catalog: Catalog, wanted: Wanted, marks: Tallies): Content | undefined {
  const { options, cursor } = wanted;
  const picked = pick(catalog, cursor, marks, { ...options, seed: seedOf(wanted) });
  return picked && contentOf(picked, { catalog, subscription: wanted });
}

/** By the target and not by an id, so that a preview before the first day shows what will come. */
function seedOf({ platform, target }: Wanted): string {
  const place = target.type === 'channel' ? target.channel : target.person;
  return `${platform}/${target.workspace}/${place}`;
}

export function contentOf(
  picked: Picked,
  {
    catalog,
    subscription,
  }: { catalog: Catalog; subscription: Pick<Wanted, 'target' | 'announced' | 'ownerName'> },
): Content {
  const { target, announced, ownerName } = subscription;
  // In direct messages everybody knows who it was.
  const isNews = target.type === 'channel' && !announced;
  return {
    version: 1,
    ...shownOf(picked, catalog),
    reason: shorten(picked.reason, 160),
    ...(!isNews || ownerName === undefined ? {} : { switchedOnBy: shorten(ownerName, 60) }),
    cursor: picked.cursor,
  };
}

type Shown = Omit<Content, 'version' | 'reason' | 'switchedOnBy' | 'cursor'>;

function shownOf(picked: Picked, catalog: Catalog): Shown {
  switch (picked.type) {
    case 'step':
      return ofStep(picked, picked.minutes, catalog);
    case 'resource':
      return ofResource(picked, picked.minutes);
    case 'question':
      return ofQuestion(picked, picked.minutes);
    default:
      return picked satisfies never;
  }
}

function ofStep({ topic, step, sitting, alternative }: StepPick, minutes: number, catalog: Catalog): Shown {
  const resource = catalog.resource(step.resource);
  const { topics } = catalog;
  return {
    item: `step:${step.id}`,
    title: stepLabel(topic, step),
    facts: [
      `topic ${topics.indexOf(topic) + 1} of ${topics.length}`,
      minutesWords(minutes),
      ...(resource === undefined ? [] : [accessWords[resource.access]]),
      ...(sitting.of > 1 ? [`sitting ${sitting.number} of ${sitting.of}`] : []),
    ],
    do: shorten(step.do, 300),
    ...(resource === undefined ? {} : { resource: linkTo(resource) }),
    ...(step.part === undefined ? {} : { part: shorten(step.part, 100) }),
    ...(alternative === undefined
      ? {}
      : { alternative: { ...linkTo(alternative), facts: factsOf(alternative) } }),
    check: step.check,
    topic: topic.id,
  };
}

function ofResource({ resource }: ResourcePick, minutes: number): Shown {
  const [topic] = resource.topics;
  return {
    item: `resource:${resource.id}`,
    title: resource.kind === 'practice' ? 'Practice of the day' : 'Try this today',
    facts: [minutesWords(minutes), ...factsOf(resource)],
    do: shorten(resource.description || `Take about ${minutes} minutes for it.`, 300),
    resource: linkTo(resource),
    ...(topic === undefined ? {} : { topic }),
  };
}

function ofQuestion({ question }: QuestionPick, minutes: number): Shown {
  const [topic] = question.topics;
  return {
    item: `question:${question.id}`,
    title: 'Question of the day',
    facts: [minutesWords(minutes), question.kind, question.level],
    do: shorten(question.question, 500),
    hint: question.hint,
    answer: question.answer,
    ...(topic === undefined ? {} : { topic }),
  };
}

function linkTo({ title, url }: Resource): Linked {
  return { title: shorten(title, 100), url };
}

function factsOf({ kind, level, access }: Resource): string[] {
  return [kind, level, accessWords[access]];
}

export function writeContent(content: Content): string {
  return JSON.stringify(content);
}

const linked = { title: z.string(), url: z.string() };
const contentSchema = z.object({
  version: z.literal(1),
  item: z.string(),
  title: z.string(),
  facts: z.array(z.string()),
  reason: z.string(),
  do: z.string(),
  resource: z.object(linked).exactOptional(),
  part: z.string().exactOptional(),
  alternative: z.object({ ...linked, facts: z.array(z.string()) }).exactOptional(),
  check: z.string().exactOptional(),
  hint: z.string().exactOptional(),
  answer: z.string().exactOptional(),
  switchedOnBy: z.string().exactOptional(),
  topic: z.string().exactOptional(),
  cursor: z.unknown(),
});

/** What `writeContent` wrote; undefined for anything else. */
export function readContent(json: string): Content | undefined {
  try {
    const read = contentSchema.safeParse(JSON.parse(json));
    if (!read.success) return undefined;
    return { ...read.data, cursor: readCursor(JSON.stringify(read.data.cursor) ?? '') };
  } catch {
    return undefined;
  }
}
