import type { Catalog, Topic } from '../catalog/model.ts';
import { chunksOf } from './fold.ts';
import type { Names } from './names.ts';
import type { Plan } from './plan.ts';
import type { Query } from './query.ts';
import { slipsAllowed } from './slips.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What to ask instead of a query that found nothing: it has results, or it is not offered. */
export function instead(
  query: Query,
  { slots }: Plan,
  { names, vocabulary, finds }: { names: Names; vocabulary: Vocabulary; finds: (text: string) => boolean },
): string | undefined {
  if (Object.keys(query.filters).length > 0 && slots.length > 0 && finds(query.text)) return query.text;
  const meant = slots.map(({ word, terms }) => (terms.length > 0 ? word : meantBy(word, names, vocabulary)));
  const known = meant.filter((word) => word !== undefined);
  // Half of a question is only a question when it names something.
  const named = known.filter((word) => names.topic(word) !== undefined || names.meaning(word) !== undefined);
  const typed = query.words.join(' ');
  return [known.length === slots.length ? known : [], named]
    .map((words) => words.join(' '))
    .find((text) => text !== '' && text !== typed && finds(text));
}

function meantBy(word: string, names: Names, vocabulary: Vocabulary): string | undefined {
  const slips = word.length < 4 ? 0 : Math.min(3, Math.floor(word.length / 3));
  return vocabulary.nearTo(word, slips)[0]?.word ?? names.topicNear(word, slips)?.id;
}

/** Topics by their names, with slips, then those that `about` gives, then the first of the path. */
export function nearestTopics(
  text: string,
  limit: number,
  { catalog, names, about }: { catalog: Catalog; names: Names; about: () => readonly Topic[] },
): Topic[] {
  const chunks = chunksOf(text).slice(0, 12);
  const whole = chunks.map(({ joined }) => joined).join('');
  const runs = [3, 2, 1].flatMap((length) =>
    chunks.map((_, at) =>
      chunks
        .slice(at, at + length)
        .map(({ joined }) => joined)
        .join(''),
    ),
  );
  const found = new Set<Topic>();
  for (const key of [whole, ...runs]) {
    const named = names.topic(key);
    if (named !== undefined) for (const topic of [named.topic, ...named.also]) found.add(topic);
  }
  for (const key of new Set([whole, ...runs])) {
    const near = names.topicNear(key, slipsAllowed(key));
    if (near !== undefined) found.add(near);
  }
  for (const source of [about, () => catalog.topics]) {
    if (found.size >= limit) break;
    for (const topic of source()) found.add(topic);
  }
  return [...found].slice(0, limit);
}
