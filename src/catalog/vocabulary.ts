import type { Where } from './duplicates.ts';
import type { Report } from './entries.ts';
import type { Alias, Topic } from './model.ts';
import { inside, type Linked } from './references.ts';
import type { Place } from './source.ts';

/** Names that differ only in case, hyphens and spaces are the same name. */
export function foldName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Dash}_]+/gu, '');
}

interface Meaning {
  name: string;
  topic: string;
  place: Place;
}

/** Aliases with two main topics, and aliases of one topic that are the name of another. */
export function checkAliases({ aliases, topics }: Linked, report: Report, where: Where): void {
  const titles = new Map(
    topics.links.flatMap(({ value }) => ownNames(value).map((name) => [name, value.id])),
  );
  const meanings: Meaning[] = [
    ...aliases.links.map((entry) => ({
      name: entry.value.alias,
      topic: entry.value.topic,
      place: inside(entry, 'alias'),
    })),
    ...topics.links.flatMap((entry) =>
      entry.value.aliases.map((name, index) => ({
        name,
        topic: entry.value.id,
        place: inside(entry, 'aliases', index),
      })),
    ),
  ];
  const firsts = new Map<string, Meaning>();
  for (const meaning of meanings) {
    const { name, topic, place } = meaning;
    const folded = foldName(name);
    if (folded === '' || topic === '') continue;
    const titled = titles.get(folded);
    if (titled !== undefined && titled !== topic) {
      const mend = `remove it, or let it mean "${titled}" and put "${topic}" under also`;
      report(place, `the alias "${name}" of "${topic}" is the name of the topic "${titled}"`, mend);
    }
    const first = firsts.get(folded);
    if (first === undefined) firsts.set(folded, meaning);
    else if (first.topic !== topic) {
      const message = `the alias "${name}" means "${topic}" here, and "${first.topic}" in ${where(first.place)}`;
      report(place, message, 'let both have the same topic, and put the other under also');
    }
  }
}

/** Those aliases of the project's own vocabulary that a catalog does not decide otherwise. */
export function applicable(
  vocabulary: readonly Alias[],
  own: readonly Alias[],
  topics: readonly Topic[],
): Alias[] {
  const ownAliases = new Set([
    ...own.map(({ alias }) => foldName(alias)),
    ...topics.flatMap(({ aliases }) => aliases.map(foldName)),
  ]);
  const names = new Map(topics.flatMap((topic) => ownNames(topic).map((name) => [name, topic.id])));
  return vocabulary.filter(({ alias, topic }) => {
    const name = foldName(alias);
    return !ownAliases.has(name) && (names.get(name) ?? topic) === topic;
  });
}

function ownNames({ id, title }: Pick<Topic, 'id' | 'title'>): string[] {
  return [foldName(id), foldName(title)];
}
