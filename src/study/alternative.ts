import { accesses, type Catalog, levels, type Resource } from '../catalog/model.ts';
import type { Stop } from './route.ts';

/**
 * Another resource on a step's topic: one that is mainly about it before others, then near in level, then free, then
 * one that no step of the topic uses, then of another kind. Steps take turns where several are as good.
 */
export function alternativeTo({ step, topic, index }: Stop, catalog: Catalog): Resource | undefined {
  const own = catalog.resource(step.resource);
  const used = new Set(topic.steps.map(({ resource }) => catalog.resource(resource)));
  const ranked = catalog.resources
    .filter((one) => one !== own && one.topics.includes(topic.id))
    .map((resource) => ({ resource, ranks: ranksOf(resource, topic.id, own, used) }))
    .toSorted((a, b) => difference(a.ranks, b.ranks));
  const best = ranked[0]?.ranks;
  const asGood = best === undefined ? [] : ranked.filter(({ ranks }) => difference(ranks, best) === 0);
  return asGood[index % asGood.length]?.resource;
}

/** Each the lower the better. */
function ranksOf(
  { topics, level, access, kind, ...one }: Resource,
  topic: string,
  own: Resource | undefined,
  used: ReadonlySet<Resource | undefined>,
): number[] {
  const usedHere = [...used].some((other) => other?.id === one.id);
  return [
    topics[0] === topic ? 0 : 1,
    own === undefined ? 0 : Math.abs(levels.indexOf(level) - levels.indexOf(own.level)),
    accesses.indexOf(access),
    usedHere ? 1 : 0,
    kind === own?.kind ? 1 : 0,
  ];
}

function difference(a: readonly number[], b: readonly number[]): number {
  return a.map((rank, index) => rank - (b[index] ?? 0)).find((distance) => distance !== 0) ?? 0;
}
