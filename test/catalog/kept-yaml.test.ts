import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { openKeptYaml } from '../../src/catalog/kept-yaml.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import { folderWith, resource, topic } from './folder.ts';

const parser = 'yaml 1';

async function cacheFile(): Promise<string> {
  return join(await folderWith(), 'deep/kept.json');
}

async function keepIn(file: string, text: string, value: unknown): Promise<void> {
  const kept = await openKeptYaml(file, parser);
  kept.keep(text, value);
  await kept.save();
}

describe('what YAML meant', () => {
  it('is known again after a restart, or parsed again, but never changed', async () => {
    const file = await cacheFile();
    await fc.assert(
      fc.asyncProperty(fc.anything({ withNullPrototype: false }).map(asYaml), async (text) => {
        const value: unknown = parse(text);
        await keepIn(file, text, value);
        const found = (await openKeptYaml(file, parser)).find(text);
        if (found !== undefined) expect(found.value).toStrictEqual(value);
      }),
    );
  });

  it.each(['a: .nan', 'a: -.inf', 'a: 1e999', '- &a { words: *a }'])(
    'is not kept if JSON has no word for it: %s',
    async (text) => {
      const file = await cacheFile();
      await keepIn(file, text, parse(text));
      expect((await openKeptYaml(file, parser)).find(text)).toBeUndefined();
    },
  );

  it('is not known of another text, nor by another parser', async () => {
    const file = await cacheFile();
    await keepIn(file, 'a: 1', { a: 1 });
    expect((await openKeptYaml(file, parser)).find('a: 1')).toEqual({ value: { a: 1 } });
    expect((await openKeptYaml(file, parser)).find('a: 1 ')).toBeUndefined();
    expect((await openKeptYaml(file, 'yaml 2')).find('a: 1')).toBeUndefined();
  });

  it('is forgotten once nobody asks for it any more', async () => {
    const file = await cacheFile();
    await keepIn(file, 'a: 1', { a: 1 });
    await keepIn(file, 'a: 2', { a: 2 });
    const kept = await openKeptYaml(file, parser);
    expect(kept.find('a: 1')).toBeUndefined();
    expect(kept.find('a: 2')).toEqual({ value: { a: 2 } });
    expect(await readdir(join(file, '..'))).toEqual(['kept.json']);
  });

  it.each(['', 'null', '[]', '{"a":', '7', '\0'])('is nothing in a file that holds %j', async (content) => {
    const dir = await folderWith({ 'kept.json': content });
    const file = join(dir, 'kept.json');
    expect((await openKeptYaml(file, parser)).find('a: 1')).toBeUndefined();
    await keepIn(file, 'a: 1', { a: 1 });
    expect((await openKeptYaml(file, parser)).find('a: 1')).toEqual({ value: { a: 1 } });
  });

  it('is left alone where nothing can be written', async () => {
    const dir = await folderWith({ taken: 'a file, no folder' });
    await keepIn(join(dir, 'taken/kept.json'), 'a: 1', { a: 1 });
    // Root may write anywhere, so that a folder in the place of the file stands for a disk that refuses.
    await mkdir(join(dir, 'kept.json/inside'), { recursive: true });
    await keepIn(join(dir, 'kept.json'), 'a: 1', { a: 1 });
    expect(await readFile(join(dir, 'taken'), 'utf8')).toBe('a file, no folder');
    expect((await readdir(dir)).sort()).toEqual(['kept.json', 'taken']);
  });
});

describe('a catalog that was read before', () => {
  it('is the same, and says the same of what is wrong', async () => {
    const file = await cacheFile();
    const dir = await folderWith({
      'topics.yaml': topic('docker'),
      'resources/a.yaml': resource('intro', 'topics: [docker]'),
      'path.yaml': 'stages:\n  - { id: one, title: One, topics: [docker] }\n',
    });
    const load = async () => {
      const kept = await openKeptYaml(file, parser);
      return loadCatalog([dir], { kept }).finally(() => kept.save());
    };
    const first = await load();
    expect((await load()).resources).toEqual(first.resources);
    await writeFile(join(dir, 'resources/b.yaml'), resource('other', 'topics: [dokcer]'));
    const said = await load().catch((error: unknown) => error);
    expect(await load().catch((error: unknown) => error)).toEqual(said);
    expect(said).toMatchObject({ problems: [{ line: expect.any(Number), mend: expect.any(String) }] });
  });
});

/** Any YAML that can be written of it; what cannot be is the empty text. */
function asYaml(value: unknown): string {
  try {
    return stringify(value) ?? '';
  } catch {
    return '';
  }
}
