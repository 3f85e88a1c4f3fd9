import { type CatalogParts, createCatalog } from '../../src/catalog/create.ts';
import { type Resource, resourceSchema, type Topic, topicSchema } from '../../src/catalog/model.ts';
import { createSearch, type Found, type Search } from '../../src/search/search.ts';

/** An entry with the fields that a test is about; what it leaves out says nothing. */
export function entry(title: string, fields: Partial<Resource> = {}): Resource {
  const id = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 70)
    .replace(/^-|-$/g, '');
  return resourceSchema.parse({
    id: id || 'entry',
    title,
    url: `https://example.org/${id}`,
    kind: 'article',
    level: 'intermediate',
    minutes: 20,
    minutes_basis: 'estimate',
    access: 'free',
    ...fields,
  });
}

export function topicOf(id: string, title: string, fields: Partial<Topic> = {}): Topic {
  return topicSchema.parse({ id, title, covers: title, goal: `you can use ${id}`, hours: 5, ...fields });
}

export function searchOf(
  resources: readonly Resource[],
  parts: Omit<CatalogParts, 'resources'> = {},
): Search {
  return createSearch(createCatalog({ resources, ...parts }));
}

export function titlesOf(found: Found): string[] {
  return found.hits.map(({ resource }) => resource.title);
}

/** Titles of entries about nothing that the tests look for, so that words have something to be rare among. */
export const others = [
  'Notes on gradient descent',
  'A tour of linear algebra',
  'Probability for engineers',
  'Writing good commit messages',
  'Queues and back pressure',
  'Sorting networks',
  'Compilers from the ground up',
  'Reading large code bases',
  'Numbers every programmer should know',
  'The shape of distributed logs',
].map((title) => entry(title));
