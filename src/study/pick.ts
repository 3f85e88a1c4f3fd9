import type { Catalog, Question, Resource, Step, Topic } from '../catalog/model.ts';
import { alternativeTo } from './alternative.ts';
import { draw } from './bag.ts';
import type { Cursor } from './cursor.ts';
import type { Tallies } from './marks.ts';
import type { PickOptions } from './options.ts';
import { drawnByLot, isAStart, reasonOf, topicIsGone } from './reason.ts';
import { pathRoute, type Route, topicRoute } from './route.ts';
import { afterSitting } from './sitting.ts';
import { type Asked, nextOnRoute, type Turn } from './walk.ts';

/** What a channel gets next, and why. */
export type Pick = (StepPick | ResourcePick | QuestionPick) & {
  /** About how long it takes, never more than the channel's minutes. */
  minutes: number;
  /** "follows Shell; next is Kubernetes": begins in lower case, has no full stop, at most 160 characters. */
  reason: string;
  /** Where the channel stands once this is posted. */
  cursor: Cursor;
};

export interface StepPick {
  type: 'step';
  topic: Topic;
  step: Step;
  /** A step that is longer than the channel's minutes takes several sittings; both from 1. */
  sitting: { number: number; of: number };
  /** Other than the step's own resource. */
  alternative?: Resource;
}

export interface ResourcePick {
  type: 'resource';
  resource: Resource;
}

export interface QuestionPick {
  type: 'question';
  question: Question;
}

/**
 * What comes next in a channel that stands at `cursor`. The same arguments give the same pick, and none is changed.
 * Undefined when the catalog has nothing of the kind.
 */
export function pick(
  catalog: Catalog,
  cursor: Cursor,
  marks: Tallies,
  options: PickOptions,
): Pick | undefined {
  const asked = { catalog, cursor, marks, options };
  const { mode } = options;
  switch (mode.type) {
    case 'path':
      return pickStep(pathRoute(catalog, cursor, marks), asked);
    case 'topic': {
      const topic = catalog.topic(mode.topic);
      const steps = topic?.steps.length ?? 0;
      if (topic !== undefined && steps > 0) return pickStep(topicRoute(topic), asked);
      return pickStep(pathRoute(catalog, cursor, marks), asked, topicIsGone(mode.topic));
    }
    case 'practice':
    case 'random':
      return pickByLot(mode.type, asked);
    default:
      return mode satisfies never;
  }
}

function pickStep(route: Route, asked: Asked, said?: string): Pick | undefined {
  const turn = nextOnRoute(route, asked);
  if (turn === undefined) return undefined;
  const { stop, sitting, why } = turn;
  const alternative = alternativeTo(stop, asked.catalog);
  return {
    type: 'step',
    topic: stop.topic,
    step: stop.step,
    sitting: { number: sitting.number, of: sitting.of },
    ...(alternative === undefined ? {} : { alternative }),
    minutes: sitting.minutes,
    reason: reasonOf([said, ...why]),
    cursor: afterTurn(asked.cursor, route.scope, turn),
  };
}

function afterTurn(cursor: Cursor, scope: string, { stop, sitting, begun, review, passed }: Turn): Cursor {
  const step = stop.step.id;
  const { topicIndex, index, topic } = stop;
  const { round, shown } = review;
  const walk = { scope, step, topic: topic.id, topicIndex, index, round, shown };
  const walks = [...cursor.walks.filter((one) => one.scope !== scope), walk];
  // A step that no walk stands at is finished.
  const open = cursor.begun.filter((one) => one.step !== step && walks.some((w) => w.step === one.step));
  return {
    ...cursor,
    seen: cursor.seen.includes(step) ? cursor.seen : [...cursor.seen, step],
    passed,
    begun: [...open, afterSitting(begun, sitting)],
    walks,
  };
}

/** Longer than a question takes, so that there is time to say the answer aloud. */
const minutesOfQuestion = 10;

function pickByLot(mode: 'practice' | 'random', { catalog, cursor, options }: Asked): Pick | undefined {
  const drawn = draw(mode, options.seed, { catalog, cursor });
  if (drawn === undefined) return undefined;
  const { lot, bag, number, of } = drawn;
  const whole = lot.type === 'question' ? minutesOfQuestion : lot.resource.minutes;
  const minutes = Math.min(whole, options.minutes);
  const isPart = lot.type === 'resource' && whole > minutes;
  return {
    ...lot,
    minutes,
    reason: reasonOf([drawnByLot(number, of, mode === 'practice'), isPart ? isAStart(minutes) : undefined]),
    cursor: { ...cursor, bags: [...cursor.bags.filter((one) => one.mode !== mode), bag] },
  };
}
