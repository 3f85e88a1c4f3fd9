import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { Catalog } from '../../src/catalog/model.ts';
import { createSearch, type Search } from '../../src/search/search.ts';

let catalog: Catalog;
let search: Search;
beforeAll(async () => {
  catalog = await loadCatalog(['catalog']);
  search = createSearch(catalog);
});

describe('the project’s own catalog', () => {
  it('answers docker with the topic and Docker’s own introduction', () => {
    const { topic, hits } = search.find('docker');
    expect(topic?.id).toBe('docker');
    expect(hits[0]?.resource.url).toBe('https://docs.docker.com/get-started/');
  });

  it.each(['kubernetes', 'k8s', 'kuberntes', 'Kubernetes', 'what is kubernetes?'])(
    'answers %s with an introduction',
    (line) => {
      const { topic, hits } = search.find(line);
      expect(topic?.id).toBe('kubernetes');
      expect(hits[0]?.resource.level).toBe('beginner');
      expect(hits[0]?.resource.topics[0]).toBe('kubernetes');
    },
  );

  it('finds every entry by its own title', () => {
    const missed = catalog.resources.filter(({ id, title }) => {
      const { hits } = search.find(title, { limit: 10 });
      return !hits.some(({ resource }) => resource.id === id);
    });
    expect(missed.map(({ title }) => title)).toEqual([]);
  });

  it('finds something for every topic, alias and synonym', () => {
    const names = [
      ...catalog.topics.flatMap(({ id, title, aliases }) => [id, title, ...aliases]),
      ...catalog.aliases.map(({ alias }) => alias),
    ];
    expect(names.filter((name) => search.find(name).total === 0)).toEqual([]);
  });

  it('leads from every name and every alias of a topic to that topic', () => {
    const meant = [
      ...catalog.topics.flatMap(({ id, title, aliases }) =>
        [id, title, ...aliases].map((name) => ({ name, id })),
      ),
      ...catalog.aliases.map(({ alias, topic }) => ({ name: alias, id: topic })),
    ];
    for (const { name, id } of meant) {
      expect([name, search.topicNamed(name)?.topic.id, search.find(name).topic?.id]).toEqual([name, id, id]);
    }
  });

  it.each(['asdfgh', 'jklzxcv', 'qqqq wwww', 'weather tomorrow', 'pizza recipe', 'football results'])(
    'finds nothing for %s',
    (line) => {
      expect(search.find(line)).toMatchObject({ total: 0, hits: [] });
    },
  );
});
