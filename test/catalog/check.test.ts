import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkCatalog } from '../../src/catalog/check.ts';
import { folderWith, resource, topic } from './folder.ts';

describe('a check of a catalog', () => {
  it('counts what a good one holds', async () => {
    const step = '  - { id: first, do: Read it., resource: intro, minutes: 20, check: Why? }';
    const dir = await folderWith({
      'resources.yaml': resource('intro') + resource('guide'),
      'topics.yaml': topic('docker', 'steps:', step),
      'aliases.yaml': '- { alias: container, topic: docker }\n',
    });
    expect(await checkCatalog([dir])).toEqual({
      ok: true,
      report: expect.stringMatching(/^docker .* 1$/m),
      text: 'No problems: 2 resources, 1 topic, 0 stages, 1 step, 1 alias, 0 questions.',
      problems: [],
    });
  });

  it('lists every problem of a broken one with its mend under it, and their number', async () => {
    const dir = await folderWith({ 'resources.yaml': resource('intro', 'kind: boook', 'minutes: 0') });
    const { ok, text, problems } = await checkCatalog([dir]);
    expect(ok).toBe(false);
    expect(problems).toHaveLength(2);
    const file = join(dir, 'resources.yaml');
    expect(text.split('\n')).toEqual([
      `${file}:2:9  resource intro: "kind" is "boook"`,
      '    did you mean "book"? Otherwise use one of: book, course, article, notes, video, paper, practice, docs, tool',
      `${file}:3:12  resource intro: "minutes" is 0`,
      '    use a number of at least 1',
      '',
      '2 problems',
    ]);
  });
});
