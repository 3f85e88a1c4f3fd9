import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CatalogError, loadCatalog, type Problem } from '../../src/catalog/load.ts';
import { brokenCatalogs } from './broken.ts';
import { folderWith, resource, topic } from './folder.ts';

async function problemsOf(dirs: readonly string[]): Promise<readonly Problem[]> {
  try {
    await loadCatalog(dirs);
    return [];
  } catch (error) {
    if (error instanceof CatalogError) return error.problems;
    throw error;
  }
}

/** "file:line:column  message → mend" with files relative to the folder. */
async function linesOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string[]> {
  const dir = await folderWith(files);
  const problems = await problemsOf([dir]);
  return problems.map(({ file, line, column, message, mend }) =>
    `${relative(dir, file)}:${line}:${column}  ${message} → ${mend}`.replaceAll(`${dir}/`, ''),
  );
}

describe('a catalog', () => {
  it('has topics in path order, those outside it last, and finds resources by former ids', async () => {
    const dir = await folderWith({
      'topics/a.yaml': topic('extra') + topic('python') + topic('docker', 'prerequisites: [python]'),
      'path.yaml': 'stages:\n  - { id: one, title: One, topics: [{ choose_one: [python, docker] }] }\n',
      'resources/a.yml': resource('intro', 'formerly: [start]', 'topics: [docker]'),
    });
    const catalog = await loadCatalog([dir]);
    expect(catalog.topics.map(({ id }) => id)).toEqual(['python', 'docker', 'extra']);
    expect(catalog.resource('start')).toBe(catalog.resource('intro'));
    expect(catalog.resource('none')).toBeUndefined();
    expect(catalog.topic('docker')?.prerequisites).toEqual(['python']);
  });

  it('is made of folders that add to each other, each of them once', async () => {
    const project = await folderWith({
      'topics.yaml': topic('docker'),
      'resources/a.yaml': resource('intro', 'topics: [docker]'),
      'path.yaml': 'stages:\n  - { id: one, title: One, topics: [docker] }\n',
    });
    const team = await folderWith({
      'topics/team.yaml': topic('onboarding', 'prerequisites: [docker]'),
      'resources/b.yaml': resource('handbook', 'topics: [onboarding, docker]'),
      'path.yaml': 'stages:\n  - { id: team, title: Team, topics: [onboarding] }\n',
      'aliases.yaml': '# none yet\n',
      '.hidden.yaml': '{',
      'notes.md': 'nothing',
    });
    const catalog = await loadCatalog([project, team, `${project}/`]);
    expect(catalog.resources.map(({ id }) => id)).toEqual(['intro', 'handbook']);
    expect(catalog.path.stages.map(({ id }) => id)).toEqual(['one', 'team']);
    expect(catalog.topics.map(({ id }) => id)).toEqual(['docker', 'onboarding']);
  });

  it('takes the words of a vocabulary that it does not decide otherwise', async () => {
    const vocabularyDir = await folderWith({
      'aliases.yaml':
        '- { alias: k8s, topic: kubernetes }\n- { alias: con-tainer, topic: kubernetes }\n- { alias: docker, topic: podman }\n',
      'synonyms.yaml': '- [ci, continuous integration]\n',
      'topics/broken.yaml': '{',
    });
    const dir = await folderWith({
      'topics.yaml': topic('docker'),
      'aliases.yaml': '- { alias: container, topic: docker }\n',
    });
    const catalog = await loadCatalog([dir], { vocabularyDir });
    expect(catalog.aliases.map(({ alias, topic: id }) => [alias, id])).toEqual([
      ['container', 'docker'],
      ['k8s', 'kubernetes'],
    ]);
    expect(catalog.synonyms).toEqual([['ci', 'continuous integration']]);
    const alone = await loadCatalog([dir], { vocabularyDir: join(dir, '.') });
    expect(alone.aliases).toHaveLength(1);
  });

  it('reports a vocabulary that is broken itself', async () => {
    const vocabularyDir = await folderWith({ 'aliases.yaml': '- { alias: k8s }\n' });
    const dir = await folderWith({ 'topics.yaml': topic('docker') });
    await expect(loadCatalog([dir], { vocabularyDir })).rejects.toThrow('the catalog has 1 problem');
  });
});

describe('a broken catalog', () => {
  it.each(brokenCatalogs)('says where and how to mend %s', async (_what, files, expected) => {
    expect(await linesOf(files)).toEqual(expected);
  });

  it('names a folder that is missing, and a file in the place of a folder', async () => {
    const dir = await folderWith({ file: '' });
    const problems = await problemsOf([join(dir, 'gone'), join(dir, 'file')]);
    expect(problems.map(({ file, message }) => [relative(dir, file), message])).toEqual([
      ['file', 'this folder cannot be read: it is not a folder'],
      ['gone', 'there is no such folder'],
    ]);
  });

  it('names a file that cannot be read', async () => {
    const dir = await folderWith({ 'topics/a.yaml': topic('docker') });
    await mkdir(join(dir, 'resources/folder.yaml'), { recursive: true });
    const [problem, ...others] = await problemsOf([dir]);
    expect(problem).toMatchObject({ message: 'this cannot be read: it is a folder' });
    expect(others).toEqual([]);
  });

  it('refuses nesting that is deeper than the stack', async () => {
    const dir = await folderWith({
      'resources.yaml': '- '.repeat(50_000),
      'topics.yaml': '['.repeat(50_000),
    });
    const problems = await problemsOf([dir]);
    expect(new Set(problems.map(({ mend }) => mend))).toEqual(
      new Set(['write the values out, without anchors and deep nesting']),
    );
    expect(problems).toHaveLength(2);
  });

  it('blames no one for topics in a file that cannot be read', async () => {
    const files = {
      'resources/a.yaml': resource('intro', 'topics: [docker]'),
      'topics/a.yaml': '- id: docker: x',
    };
    expect(await linesOf(files)).toHaveLength(1);
  });

  it('tells all problems of all files, in the order of files and lines', async () => {
    const lines = await linesOf({
      'topics/z.yaml': topic('x', 'seed_step: 0') + topic('y', 'prerequisites: [none]'),
      'resources/b.yaml': '{',
      'resources/a.yaml': resource('one', 'minutes: 0') + resource('two', 'kind: no'),
    });
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      'resources/a.yaml:2:12',
      'resources/a.yaml:10:9',
      'resources/b.yaml:1:2',
      'topics/z.yaml:2:14',
      'topics/z.yaml:8:19',
    ]);
  });

  it('is a CatalogError whatever bytes a file has', async () => {
    const dir = await folderWith({ 'topics/a.yaml': topic('docker') });
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ unit: 'binary', maxLength: 200 }).map((text) => Buffer.from(text)),
      yamlLike.map((text) => Buffer.from(text)),
    );
    const files = fc.constantFrom(
      'resources.yaml',
      'path.yaml',
      'aliases.yaml',
      'topics/b.yaml',
      'questions/c.yml',
    );
    await mkdir(join(dir, 'questions'), { recursive: true });
    await fc.assert(
      fc.asyncProperty(files, bytes, async (name, content) => {
        const file = join(dir, name);
        await writeFile(file, content);
        for (const { line, column, mend } of await problemsOf([dir])) {
          expect(line).toBeGreaterThan(0);
          expect(column).toBeGreaterThan(0);
          expect(mend).not.toBe('');
        }
        await rm(file);
      }),
      { numRuns: 200 },
    );
  });
});

/** Pieces of YAML and of the model, put together anyhow. */
const yamlLike = fc
  .array(
    fc.constantFrom(
      '- ',
      'id: ',
      'docker',
      '\n',
      '  ',
      'topics: ',
      '[',
      ']',
      '{',
      '}',
      ': ',
      ', ',
      '&a ',
      '*a',
      '"',
      "'",
      '\t',
      '|\n',
      '__proto__: ',
      'constructor',
      'stages: ',
      'choose_one: ',
      'prerequisites: ',
      '!!set ',
      '? ',
      '<<: ',
      '2026-02-30',
      'null',
      '%YAML 1.1\n---\n',
      'steps: ',
      'aliases: ',
      'formerly: ',
      'url: https://a.b/ ',
      '#',
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''));
