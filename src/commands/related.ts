import type { Resource } from '../catalog/model.ts';
import type { Args } from '../chat/command.ts';
import { heading, message, quiet, type Reply, text } from '../chat/reply.ts';
import { resourceCard } from './card.ts';
import type { Deps } from './deps.ts';
import { textOf } from './options.ts';
import { pageButtons, pageOf, rangeLabel } from './paging.ts';

/** Resources that share the most topics with one, those of its first topic and its level before others. */
export function related(args: Args, deps: Deps): Reply {
  const like = textOf(args, 'like');
  const resource = deps.catalog.resource(like);
  if (resource === undefined) {
    return message(text('That entry is not in the catalog any more. Please search for it again.'));
  }
  const ranked = rankRelated(resource, deps.catalog.resources);
  if (ranked.length === 0)
    return message(text(`Nothing else in the catalog is about what “${resource.title}” is.`));
  const page = pageOf(args, ranked.length);
  const shown = ranked.slice(page.offset, page.offset + page.limit);
  return message(
    heading(`More like ${resource.title}`),
    ...shown.map((one, index) => resourceCard(one, page.offset + index + 1)),
    quiet(rangeLabel(page, ranked.length)),
    pageButtons('resource', args, page, ranked.length),
  );
}

function rankRelated(resource: Resource, all: readonly Resource[]): Resource[] {
  const topics = new Set(resource.topics);
  const closeness = (other: Resource): number => {
    const shared = other.topics.filter((topic) => topics.has(topic)).length;
    if (shared === 0) return 0;
    const first = other.topics[0] === resource.topics[0] ? 2 : 0;
    return shared * 2 + first + (other.level === resource.level ? 1 : 0);
  };
  return all
    .filter((other) => other.id !== resource.id)
    .map((other) => ({ other, close: closeness(other) }))
    .filter(({ close }) => close > 0)
    .sort((a, b) => b.close - a.close)
    .map(({ other }) => other);
}
