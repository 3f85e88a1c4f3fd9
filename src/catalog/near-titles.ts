import { distance } from './distance.ts';
import type { Catalog, Resource } from './model.ts';

/** Entries whose titles are the same but for order, little words, punctuation or a slip: perhaps one thing twice. */
export function nearTitles({ resources }: Catalog): [Resource, Resource][] {
  const folded = resources.map((resource) => ({ resource, key: keyOf(resource.title) }));
  return folded.flatMap(({ resource, key }, index) =>
    folded
      .slice(index + 1)
      .filter((other) => areNear(key, other.key))
      .map((other): [Resource, Resource] => [resource, other.resource]),
  );
}

/** A short title is near to many others by a slip alone. */
const longEnough = 24;

function areNear(a: string, b: string): boolean {
  if (a === b) return a !== '';
  return Math.min(a.length, b.length) >= longEnough && a[0] === b[0] && distance(a, b, 2) <= 2;
}

const little = new Set(['a', 'an', 'and', 'for', 'in', 'of', 'on', 'the', 'to', 'with']);

function keyOf(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}+#]+/gu) ?? [];
  return words
    .filter((word) => !little.has(word))
    .sort()
    .join(' ');
}
