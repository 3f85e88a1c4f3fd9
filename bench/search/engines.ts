import { createRequire } from 'node:module';
import { join } from 'node:path';
import MiniSearch from 'minisearch';
import type { Resource } from '../../src/catalog/model.ts';
import { createSearch } from '../../src/search/search.ts';
import { catalogOf } from './generate.ts';

/** Answers a query and says how many entries stand on its first page. */
type Find = (query: string) => number | Promise<number>;

export interface Engine {
  name: string;
  /** What it is set to, for the table's legend. */
  settings: string;
  /** Whether its figures make the ratio with the targets; the others are there for scale. */
  judged: boolean;
  /** Not measured: loads the package and brings the entries into the shape that the engine takes. */
  prepare(resources: readonly Resource[]): () => Find | Promise<Find>;
}

/** The same for every engine. */
const fields = [
  'title',
  'seed_title',
  'topics',
  'authors',
  'publisher',
  'kind',
  'subkind',
  'level',
  'section',
  'description',
  'words',
  'url',
] as const;
const page = 5;

// The peers are installed for a benchmark only, so what checks the types of this file cannot rely on them.
const require = createRequire(join(import.meta.dirname, '../package.json'));

const companion: Engine = {
  name: 'companion',
  judged: true,
  settings: 'createSearch(catalog).find(line), with reading the line, filters, topics and reasons',
  prepare: (resources) => () => {
    const search = createSearch(catalogOf(resources));
    return (query) => search.find(query).hits.length;
  },
};

const miniSearch: Engine = {
  name: 'MiniSearch',
  judged: true,
  settings: 'README options: prefix, fuzzy 0.2',
  prepare: (resources) => () => {
    const index = new MiniSearch<Resource>({
      fields: [...fields],
      storeFields: ['id', 'title', 'url'],
      extractField: (entry, field) => textOf(entry, field as keyof Resource),
    });
    index.addAll(resources);
    return (query) => index.search(query, { prefix: true, fuzzy: 0.2 }).slice(0, page).length;
  },
};

interface FlexSearch {
  Document: new (
    options: object,
  ) => { add(record: object): void; search(query: string, options: object): readonly unknown[] };
  Charset: { LatinBalance: unknown };
}

const flexSearch: Engine = {
  name: 'FlexSearch',
  judged: false,
  settings: 'tokenize forward, Charset.LatinBalance, suggest, merged',
  prepare: (resources) => {
    const { Document, Charset }: FlexSearch = require('flexsearch');
    const records = recordsOf(resources);
    return () => {
      const index = new Document({
        document: { id: 'id', index: [...fields] },
        tokenize: 'forward',
        encoder: Charset.LatinBalance,
      });
      for (const record of records) index.add(record);
      return (query) =>
        index.search(query, { limit: page, suggest: true, merge: true }).slice(0, page).length;
    };
  },
};

interface LunrBuilder {
  ref(field: string): void;
  field(field: string): void;
  add(record: object): void;
}
type Lunr = (configure: (this: LunrBuilder) => void) => { search(query: string): readonly unknown[] };

const lunr: Engine = {
  name: 'lunr',
  judged: false,
  settings: 'defaults (English stemmer, no typos), operators taken out of the line',
  prepare: (resources) => {
    const create: Lunr = require('lunr');
    const records = recordsOf(resources);
    return () => {
      const index = create(function () {
        this.ref('id');
        for (const field of fields) this.field(field);
        for (const record of records) this.add(record);
      });
      return (query) => index.search(query.replace(/[:~^*+-]/g, ' ')).slice(0, page).length;
    };
  },
};

interface FuseModule {
  default: new (
    list: readonly object[],
    options: object,
  ) => { search(query: string, options: { limit: number }): readonly unknown[] };
}

const fuse: Engine = {
  name: 'Fuse',
  judged: false,
  settings: 'token search',
  prepare: (resources) => {
    const loaded: FuseModule | FuseModule['default'] = require('fuse.js');
    const Fuse = 'default' in loaded ? loaded.default : loaded;
    return () => {
      const index = new Fuse(resources, { useTokenSearch: true, keys: [...fields] });
      return (query) => index.search(query, { limit: page }).length;
    };
  },
};

interface Orama {
  create(options: object): object;
  insertMultiple(index: object, records: readonly object[], batch: number): unknown;
  search(
    index: object,
    options: object,
  ): { hits: readonly unknown[] } | Promise<{ hits: readonly unknown[] }>;
}

const orama: Engine = {
  name: 'Orama',
  judged: false,
  settings: 'defaults with tolerance 1',
  prepare: (resources) => {
    const { create, insertMultiple, search }: Orama = require('@orama/orama');
    const records = recordsOf(resources);
    return async () => {
      const index = create({ schema: Object.fromEntries(fields.map((field) => [field, 'string'])) });
      await insertMultiple(index, records, 1000);
      return async (term) => (await search(index, { term, limit: page, tolerance: 1 })).hits.length;
    };
  },
};

/** Ours and the one that we are judged by first; then the peers, the quickest first. */
export const engines: readonly Engine[] = [companion, miniSearch, flexSearch, orama, lunr, fuse];

/** Every field as one text, for engines that take no lists. */
function recordsOf(resources: readonly Resource[]): object[] {
  return resources.map((resource) => ({
    id: resource.id,
    ...Object.fromEntries(fields.map((field) => [field, textOf(resource, field) ?? ''])),
  }));
}

function textOf(resource: Resource, field: keyof Resource): string | undefined {
  const value = resource[field];
  if (value === undefined || typeof value === 'string') return value;
  return Array.isArray(value) ? value.join(' ') : String(value);
}
