import MiniSearch from 'minisearch';
import type { Catalog } from '../catalog/model.ts';
import { wordsOf } from './fold.ts';
import { siteOf } from './site.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

/** What is searched of an entry, with what a match there counts. */
export const fieldWeights = {
  title: 3,
  topics: 1.6,
  authors: 1.5,
  words: 1.2,
  section: 0.8,
  description: 1,
  site: 0.5,
} as const;
export type Field = keyof typeof fieldWeights;
export const fields: readonly Field[] = [
  'title',
  'topics',
  'authors',
  'words',
  'section',
  'description',
  'site',
];

export interface Index {
  /** Entries go by their place in the catalog. */
  entries: MiniSearch<number>;
  vocabulary: Vocabulary;
  /** What is indexed of an entry. */
  textOf(place: number, field: Field): string;
}

export function buildIndex(catalog: Catalog): Index {
  const vocabulary = createVocabulary();
  const textOf = textsOf(catalog);
  const entries = new MiniSearch<number>({
    fields: [...fields],
    extractField: (place, name) => (isField(name) ? textOf(place, name) || null : place),
    tokenize: wordsOf,
    processTerm: (word) => vocabulary.take(word),
    autoVacuum: false,
  });
  entries.addAll(catalog.resources.map((_, place) => place));
  return { entries, vocabulary, textOf };
}

function isField(name: string): name is Field {
  return name in fieldWeights;
}

function textsOf({ resources, topics }: Catalog): Index['textOf'] {
  const topicNames = new Map(topics.map(({ id, title }) => [id, `${title} ${id}`]));
  return (place, field) => {
    const resource = resources[place];
    if (resource === undefined) return '';
    switch (field) {
      case 'title':
        return resource.title;
      case 'topics':
        return resource.topics.map((id) => topicNames.get(id) ?? id).join(' ');
      case 'authors':
        return [...resource.authors, resource.publisher ?? ''].join(' ').trim();
      case 'words':
        return [...resource.words, resource.seed_title ?? '', resource.subkind ?? ''].join(' ').trim();
      case 'section':
        return resource.section ?? '';
      case 'description':
        return resource.description;
      case 'site':
        return siteOf(resource.url);
      default:
        return field satisfies never;
    }
  };
}
