import type { Catalog, Question, Resource, Step, Topic } from '../catalog/model.ts';
import type { Cursor } from './cursor.ts';
import type { Tallies } from './marks.ts';
import type { PickOptions } from './options.ts';

/** What a channel gets next, and why. */
export type Pick = (StepPick | ResourcePick | QuestionPick) & {
  /** About how long it takes, never more than the channel's minutes. */
  minutes: number;
  /** "follows Shell; next is Kubernetes": begins in lower case, has no full stop. */
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

/** Undefined when the catalog has nothing of the kind. */
export function pick(
  _catalog: Catalog,
  _cursor: Cursor,
  _marks: Tallies,
  _options: PickOptions,
): Pick | undefined {
  return undefined;
}
