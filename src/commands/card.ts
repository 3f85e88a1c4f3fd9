import type { Question, Resource, Step, Topic } from '../catalog/model.ts';
import type { QuestionCard, ResourceCard, StepCard } from '../chat/reply.ts';
import { stepLabel } from '../daily/lines.ts';
import type { Deps } from './deps.ts';

/** What every answer shows of a resource. `number` is its place in the list, from 1. */
export function resourceCard(resource: Resource, number?: number): ResourceCard {
  const by = byline(resource);
  return {
    type: 'resource',
    ...(number === undefined ? {} : { number }),
    id: resource.id,
    title: resource.title,
    url: resource.url,
    facts: resourceFacts(resource),
    ...(by === undefined ? {} : { by }),
    description: resource.description,
    ...(resource.note === undefined ? {} : { note: resource.note }),
  };
}

function resourceFacts(resource: Resource): string[] {
  const about = resource.minutes_basis === 'estimate' ? 'about ' : '';
  const kind = resource.subkind?.replace('-', ' ') ?? resource.kind;
  return [
    kind,
    resource.level,
    `${about}${duration(resource.minutes)}`,
    accessWords[resource.access],
    ...(resource.language === 'en' ? [] : [`in ${languageName(resource.language)}`]),
  ];
}

const accessWords = { free: 'free', freemium: 'freemium: part of it is paid', paid: 'paid' } as const;

export function stepCard(topic: Topic, step: Step, deps: Deps): StepCard {
  const resource = deps.catalog.resource(step.resource);
  return {
    type: 'step',
    id: step.id,
    label: stepLabel(topic, step),
    do: step.do,
    resource: { title: resource?.title ?? step.resource, url: resource?.url ?? '' },
    ...(step.part === undefined ? {} : { part: step.part }),
    facts: [duration(step.minutes), ...(resource ? [accessWords[resource.access]] : [])],
    check: step.check,
  };
}

/** A question with its hint and answer still hidden. */
export function questionCard({ id, question, kind, level }: Question, number?: number): QuestionCard {
  const label = number === undefined ? question : `${number}. ${question}`;
  return { type: 'question', id, question: label, facts: [kind, level] };
}

/** 45 → "45 min", 90 → "1 h 30 min", 3600 → "60 h"; from ten hours on the minutes are dropped. */
export function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${minutes} min`;
  return rest === 0 || hours >= 10 ? `${hours} h` : `${hours} h ${rest} min`;
}

function byline(resource: Resource): string | undefined {
  const authors =
    resource.authors.length > 3 ? [...resource.authors.slice(0, 3), 'others'] : resource.authors;
  const names = authors.join(', ').replace(/, others$/, ' and others');
  if (names === '') return resource.publisher;
  return resource.publisher === undefined ? names : `${names} (${resource.publisher})`;
}

function languageName(code: string): string {
  return new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code;
}
