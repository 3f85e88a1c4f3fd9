import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { catalogSchemas } from '../../src/catalog/schema.ts';
import { checkCommand, idsCommand, importCommand, schemaCommand } from '../../src/cli/catalog.ts';
import { catalogMarkdown } from '../../src/cli/catalog-markdown.ts';
import { exportCommand } from '../../src/cli/export.ts';
import { folderWith, resource, topic } from '../catalog/folder.ts';

const builtIn = join(import.meta.dirname, '../../catalog');

/** Runs a command of the catalog: its exit code and all that it printed. */
async function run(command: (out: (text: string) => void) => Promise<number>) {
  const printed: string[] = [];
  const code = await command((text) => printed.push(text));
  return { code, text: printed.join('\n') };
}
const importing = (out: string, ...files: string[]) =>
  run((print) => importCommand({ files, out, vocabularyDir: builtIn }, print));

const list = [
  '## Books',
  '- [A Book](https://a.dev/1) by Ann Lee',
  '## Talks',
  '- [Intro to k8s](https://a.dev/2)',
];

describe('catalog check', () => {
  it('counts what several folders hold together, and ends with 0', async () => {
    const ours = await folderWith({ 'resources.yaml': resource('handbook', 'topics: [docker]') });
    const { code, text } = await run((print) => checkCommand({ dirs: [builtIn, ours] }, print));
    expect(code).toBe(0);
    expect(text).toMatch(/^No problems: \d+ resources, 53 topics/m);
    expect(text).toMatch(/^topic +entries +levels +kinds +free +practice +steps$/m);
  });

  it('prints every problem and ends with 1', async () => {
    const dir = await folderWith({ 'topics.yaml': topic('docker', 'prerequisites: [shell]') });
    const { code, text } = await run((print) => checkCommand({ dirs: [dir] }, print));
    expect(code).toBe(1);
    expect(text).toContain(`${join(dir, 'topics.yaml')}:2:19  unknown topic "shell"`);
    expect(text).toContain('\n1 problem');
  });
});

describe('catalog ids', () => {
  it('writes down every id, and a check names those that are gone unless another entry was formerly that', async () => {
    const dir = await folderWith({ 'resources.yaml': resource('a') + resource('b') });
    expect(await run((print) => idsCommand({ dir, dirs: [] }, print))).toMatchObject({
      code: 0,
      text: expect.stringMatching(/^Added 2 ids/),
    });
    await writeFile(join(dir, 'resources.yaml'), resource('a') + resource('c', 'formerly: [b]'));
    expect((await run((print) => checkCommand({ dirs: [dir] }, print))).code).toBe(0);
    await writeFile(join(dir, 'resources.yaml'), resource('a') + resource('c'));
    const { code, text } = await run((print) => checkCommand({ dirs: [dir] }, print));
    expect(code).toBe(1);
    expect(text).toContain(`${join(dir, 'ids.txt')}:2:1  the entry "b" was there, and is gone`);
    expect((await run((print) => idsCommand({ dir, dirs: [] }, print))).text).toMatch(/^Added 1 id to/);
    expect((await readFile(join(dir, 'ids.txt'), 'utf8')).split('\n')).toEqual(['a', 'b', 'c', '']);
  });

  it('are those of the folder alone, which may use the topics of another', async () => {
    const dir = await folderWith({ 'resources.yaml': resource('ours', 'topics: [docker]') });
    const { text } = await run((print) => idsCommand({ dir, dirs: [builtIn, dir] }, print));
    expect(text).toMatch(/^Added 1 id to /);
    expect(await readFile(join(dir, 'ids.txt'), 'utf8')).toBe('ours\n');
  });

  it('has been done for the catalog of this project', async () => {
    const { resources } = await loadCatalog([builtIn]);
    const kept = new Set((await readFile(join(builtIn, 'ids.txt'), 'utf8')).split('\n'));
    const missing = resources.flatMap(({ id, formerly }) => [id, ...formerly]).filter((id) => !kept.has(id));
    expect(missing, 'run: npm run catalog -- ids').toEqual([]);
  });
});

describe('catalog export', () => {
  it('writes one page, the same as the one that stands in this project', async () => {
    const dir = await folderWith();
    const file = join(dir, 'page.md');
    const { code, text } = await run((print) => exportCommand({ dirs: undefined, file, builtIn }, print));
    expect([code, text]).toEqual([0, expect.stringMatching(/^Wrote \d+ resources and 53 topics to /)]);
    const page = await readFile(join(builtIn, 'README.md'), 'utf8');
    expect(page === (await readFile(file, 'utf8')), 'run: npm run catalog -- export markdown').toBe(true);
  });

  it('has every entry once, every topic, and an anchor for each line of its contents', async () => {
    const catalog = await loadCatalog([builtIn]);
    const page = catalogMarkdown(catalog);
    const anchors = [...page.matchAll(/<a name="([^"]+)">/g)].map(([, name]) => name);
    const linked = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, name]) => name);
    expect(new Set(anchors).size).toBe(anchors.length);
    expect(linked).toEqual(anchors);
    for (const { url } of catalog.resources) expect(page).toContain(`(<${url}>)`);
    for (const { id } of catalog.topics) expect(anchors).toContain(`path-${id}`);
  });

  it('has the path, its steps and the credits of a catalog without entries of those sections', async () => {
    const step = '  - { id: first, do: Read it., resource: a, minutes: 20, check: Why? }';
    const dir = await folderWith({
      'resources.yaml': resource('a', 'topics: [docker]'),
      'topics.yaml': topic('docker', 'steps:', step),
      'path.yaml': 'stages:\n  - { id: one, title: One, topics: [docker] }\n',
      'credits.yaml': '- { title: Ada, url: "https://a.dev/", note: Began it. }\n',
    });
    const page = catalogMarkdown(await loadCatalog([dir]));
    expect(page).toContain('- [Ada](<https://a.dev/>): Began it.');
    expect(page).toMatch(/1\. Read it\. \[Title of a\]\(<https:\/\/example\.com\/a>\) \(20 min\)\. Why\?/);
  });

  it('puts no other catalog in the place of the page of this project', async () => {
    const dir = await folderWith({ 'resources.yaml': resource('a') });
    const before = await readFile(join(builtIn, 'README.md'), 'utf8');
    const how = { dirs: [dir], file: undefined, builtIn };
    expect(await run((print) => exportCommand(how, print))).toMatchObject({
      code: 2,
      text: expect.stringMatching(/^Name the file/),
    });
    expect(await readFile(join(builtIn, 'README.md'), 'utf8')).toBe(before);
  });

  it('says why it cannot write', async () => {
    const dir = await folderWith();
    const how = { dirs: undefined, file: dir, builtIn };
    expect(await run((print) => exportCommand(how, print))).toMatchObject({
      code: 2,
      text: expect.stringMatching(/cannot be written/),
    });
  });
});

describe('catalog import', () => {
  it('writes a folder that loads alone, with our aliases, and beside our own catalog', async () => {
    const dir = await folderWith({ 'list.md': list.join('\n') });
    const out = join(dir, 'ours');
    const { code, text } = await importing(out, join(dir, 'list.md'));
    expect(code).toBe(0);
    expect(text).toContain('list.md: 2 taken, 0 skipped, 0 merged');
    expect(text).toContain(`Wrote 2 files to ${join(out, 'resources')}. No problems: 2 resources`);
    expect(text).toContain('It also loads beside the built-in catalog');
    expect(await readdir(join(out, 'resources'))).toEqual(['books.yaml', 'talks.yaml']);
    const { code: checked } = await run((print) => checkCommand({ dirs: [out] }, print));
    expect(checked).toBe(0);
    const catalog = await loadCatalog([out], { vocabularyDir: builtIn });
    expect(catalog.resources.map(({ title }) => title)).toEqual(['A Book', 'Intro to k8s']);
    expect(catalog.aliases.find(({ alias }) => alias === 'k8s')?.topic).toBe('kubernetes');
  });

  it('has a file for each heading on which its entries differ, and one for those above them', async () => {
    const dir = await folderWith({
      'a.md':
        '# List\n- [A](https://a.dev/1)\n## Books\n### Free\n- [B](https://a.dev/2)\n## 书\n- [C](https://a.dev/3)',
      'b.md': '- [D](https://a.dev/4)',
    });
    await importing(join(dir, 'a'), join(dir, 'a.md'));
    expect(await readdir(join(dir, 'a/resources'))).toEqual(['books.yaml', 'list-2.yaml', 'list.yaml']);
    await importing(join(dir, 'b'), join(dir, 'b.md'));
    expect(await readdir(join(dir, 'b/resources'))).toEqual(['list.yaml']);
  });

  it('makes one catalog of several lists', async () => {
    const json = JSON.stringify([
      { title: 'A', url: 'https://a.dev/1/' },
      { title: 'B', url: 'https://b.dev' },
    ]);
    const dir = await folderWith({ 'a.md': list.join('\n'), 'b.json': json });
    const { code, text } = await importing(join(dir, 'out'), join(dir, 'a.md'), join(dir, 'b.json'));
    expect(code).toBe(0);
    expect(text).toContain('b.json: 1 taken, 0 skipped, 1 merged');
    expect(text).toContain('merged into "A Book", same address: A (entry 1)');
  });

  it('says that addresses of ours stand there too', async () => {
    const dir = await folderWith({ 'a.md': '- [Docker](https://docs.docker.com/get-started/)' });
    const { code, text } = await importing(join(dir, 'out'), join(dir, 'a.md'));
    expect(code).toBe(0);
    expect(text).toContain('Beside the built-in catalog there is 1 thing to mend first');
  });

  it('replaces what an earlier import wrote, also after a checkout on Windows', async () => {
    const dir = await folderWith({ 'a.md': list.join('\n'), 'b.md': '## Books\n- [New](https://n.dev)' });
    const out = join(dir, 'out');
    await importing(out, join(dir, 'a.md'));
    const books = join(out, 'resources/books.yaml');
    await writeFile(books, (await readFile(books, 'utf8')).replaceAll('\n', '\r\n'));
    const { code } = await importing(out, join(dir, 'b.md'));
    expect(code).toBe(0);
    expect(await readdir(join(out, 'resources'))).toEqual(['books.yaml']);
    expect((await loadCatalog([out])).resources.map(({ title }) => title)).toEqual(['New']);
  });

  it('touches nothing in a folder where somebody changed what was imported', async () => {
    const dir = await folderWith({ 'a.md': list.join('\n') });
    const out = join(dir, 'out');
    await importing(out, join(dir, 'a.md'));
    const books = join(out, 'resources/books.yaml');
    const mended = (await readFile(books, 'utf8')).replace('minutes: 480', 'minutes: 300');
    await writeFile(books, mended);
    const { code, text } = await importing(out, join(dir, 'a.md'));
    expect(code).toBe(2);
    expect(text).toContain(
      `${books} was changed after it was imported; name a new folder, or remove that file.`,
    );
    expect(await readFile(books, 'utf8')).toBe(mended);
  });

  it.each(['notes.txt', 'resources/own.yaml', 'topics/own.yaml'])(
    'touches nothing in a folder that has %s of somebody else',
    async (name) => {
      const dir = await folderWith({ 'a.md': list.join('\n'), [`out/${name}`]: '# mine\n' });
      const { code, text } = await importing(join(dir, 'out'), join(dir, 'a.md'));
      expect(code).toBe(2);
      expect(text).toContain(
        `is not empty and no import wrote ${join(dir, 'out', name)}; name a new folder.`,
      );
      expect(await readdir(join(dir, 'out'), { recursive: true })).not.toContain('resources/books.yaml');
    },
  );

  it('takes an empty folder', async () => {
    const dir = await folderWith({ 'a.md': list.join('\n') });
    const { code } = await importing(await folderWith(), join(dir, 'a.md'));
    expect(code).toBe(0);
  });

  it('writes nothing, and ends with 1, when there is no link', async () => {
    const dir = await folderWith({ 'a.md': '- nothing\n' });
    const { code, text } = await importing(join(dir, 'out'), join(dir, 'a.md'));
    expect(code).toBe(1);
    expect(text).toContain('skipped, no link: nothing (line 1)');
    expect(text).toContain('nothing was written');
    expect(await readdir(dir)).toEqual(['a.md']);
  });

  it('ends with 2 and a sentence for what it cannot read or write', async () => {
    const dir = await folderWith({
      'a.md': list.join('\n'),
      'a.json': '{',
      'latin.md': Buffer.from('- caf\xe9', 'latin1'),
      file: '',
    });
    const answers = await Promise.all([
      importing(join(dir, 'out'), join(dir, 'gone.md')),
      importing(join(dir, 'out'), dir),
      importing(join(dir, 'out'), join(dir, 'a.md'), join(dir, 'a.json')),
      importing(join(dir, 'out'), join(dir, 'latin.md')),
      importing(join(dir, 'file'), join(dir, 'a.md')),
    ]);
    expect(answers.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2]);
    expect(answers.map(({ text }) => text.replaceAll(`${dir}/`, '').split('\n').at(-1))).toEqual([
      'gone.md cannot be read: there is nothing by that name.',
      `${dir} cannot be read: it is a folder.`,
      expect.stringMatching(/^a\.json is no JSON list: .*\.$/),
      'latin.md:1:6 is not UTF-8; save the file as UTF-8.',
      'file cannot be written: it is not a folder.',
    ]);
  });
});

describe('catalog schema', () => {
  it('writes a schema for each part of a catalog', async () => {
    const dir = join(await folderWith(), 'schema');
    const { code, text } = await run((print) => schemaCommand({ dir }, print));
    expect([code, text]).toEqual([0, `Wrote 7 schemas to ${dir}.`]);
    for (const [name, schema] of Object.entries(catalogSchemas())) {
      expect(JSON.parse(await readFile(join(dir, `${name}.json`), 'utf8'))).toEqual(schema);
    }
  });

  it('ends with 2 where it cannot write', async () => {
    const dir = await folderWith({ file: '' });
    const { code, text } = await run((print) => schemaCommand({ dir: join(dir, 'file') }, print));
    expect([code, text]).toEqual([2, expect.stringMatching(/cannot be written: /)]);
  });
});
