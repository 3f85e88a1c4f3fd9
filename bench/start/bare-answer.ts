import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import MiniSearch from 'minisearch';
import { parse } from 'yaml';
import * as z from 'zod';

/**
 * The least that could answer: zod, yaml and minisearch loaded, the same files parsed, the same fields indexed. Nothing
 * is checked, no command is parsed and no reply is laid out.
 */
const entrySchema = z.looseObject({ id: z.string(), title: z.string(), url: z.string() });

const catalog = join(import.meta.dirname, '../../catalog');
const parsed = globSync('**/*.yaml', { cwd: catalog }).map((file) => ({
  file: file.replaceAll('\\', '/'),
  content: parse(readFileSync(join(catalog, file), 'utf8')),
}));
const entries: Record<string, unknown>[] = parsed
  .filter(({ file }) => file.startsWith('resources/'))
  .flatMap(({ content }) => content);

const index = new MiniSearch<Record<string, unknown>>({
  fields: [
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
  ],
  storeFields: ['id', 'title', 'url'],
  extractField: (entry, field) => {
    const value = entry[field];
    return Array.isArray(value) ? value.join(' ') : value;
  },
});
index.addAll(entries);

const words = process.argv[2] ?? '';
for (const hit of index.search(words.replace(/^resource /, ''), { prefix: true, fuzzy: 0.2 }).slice(0, 5)) {
  const { title, url } = entrySchema.parse(hit);
  console.log(`${title}\n${url}`);
}
