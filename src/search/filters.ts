import type { Resource } from '../catalog/model.ts';
import { fold } from './fold.ts';
import type { Filters } from './query.ts';

export function hasFilters(filters: Filters): boolean {
  return Object.keys(filters).length > 0;
}

/** Whether an entry passes all of them. */
export function passes(resource: Resource, filters: Filters): boolean {
  const { kind, level, topic, access, max, by } = filters;
  if (kind !== undefined && resource.kind !== kind) return false;
  if (level !== undefined && resource.level !== level) return false;
  if (topic !== undefined && !resource.topics.includes(topic)) return false;
  if (max !== undefined && resource.minutes > max) return false;
  if (access !== undefined && !isAccess(resource, access)) return false;
  return by === undefined || isBy(resource, by);
}

/** 'free' lets freemium through. */
export function isAccess(resource: Resource, access: Resource['access']): boolean {
  return resource.access === access || (access === 'free' && resource.access === 'freemium');
}

/** Whether a part of an author's or the publisher's name is the text; hyphens and spaces are the same. */
export function isBy({ authors, publisher = '' }: Resource, text: string): boolean {
  const part = spaced(text);
  return (
    part !== '' && (authors.some((name) => spaced(name).includes(part)) || spaced(publisher).includes(part))
  );
}

function spaced(name: string): string {
  return fold(name)
    .replace(/[-\s.,]+/g, ' ')
    .trim();
}
