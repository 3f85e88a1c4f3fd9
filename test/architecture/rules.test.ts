import { describe, expect, it } from 'vitest';
import { breaches, partOf } from './rules.ts';

const of = (files: Record<string, string>) => breaches(new Map(Object.entries(files)));

describe('the parts of the house', () => {
  it.each([
    ['src/search/query.ts', 'search'],
    ['src/adapters/slack/render/blocks.ts', 'adapters/slack'],
    ['src/main.ts', 'main'],
    ['src/start.js', 'start'],
    ['src/cli.ts', 'cli'],
    ['src/cli/ask.ts', 'cli'],
    ['test/support/a.ts', undefined],
  ])('%s belongs to %s', (file, part) => {
    expect(partOf(file)).toBe(part);
  });
});

describe('the floors', () => {
  it.each([
    ['src/search/a.ts', "import { b } from '../catalog/b.ts'"],
    ['src/chat/a.ts', "import { b } from './b.ts'"],
    ['src/commands/a.ts', "import { b } from '../search/b.ts'"],
    ['src/adapters/slack/a.ts', "import { b } from '../../chat/b.ts'"],
    ['src/adapters/slack/a.ts', "import type { B } from '../../commands/b.ts'"],
    ['src/main.ts', "import { b } from './adapters/slack/b.ts'"],
    ['src/cli.ts', "await import('./main.ts')"],
    ['src/main.ts', "import p from '../package.json' with { type: 'json' }"],
    ['src/ops/a.ts', "import { join } from 'node:path'"],
  ])('%s may have: %s', (file, source) => {
    expect(of({ [file]: source })).toEqual([]);
  });

  it.each([
    [
      'src/catalog/a.ts',
      "import { b } from '../search/b.ts'",
      'catalog may not import search, imports go down',
    ],
    [
      'src/chat/a.ts',
      "import type { B } from '../catalog/b.ts'",
      'chat may not import catalog, imports go down',
    ],
    [
      'src/search/a.ts',
      "export { b } from '../commands/b.ts'; a()",
      'search may not import commands, imports go down',
    ],
    ['src/commands/a.ts', "await import('../ops/b.ts')", 'commands may not import ops, imports go down'],
    [
      'src/adapters/slack/a.ts',
      "import type { B } from '../discord/b.ts'",
      'adapters/slack may not import adapters/discord, imports go down',
    ],
    [
      'src/adapters/slack/a.ts',
      "import { b } from '../../search/b.ts'",
      'adapters/slack may import only types from search',
    ],
    ['src/ops/a.ts', "import '../main.ts'", 'ops may not import main, imports go down'],
    ['src/ops/a.ts', "import '../../test/support/b.ts'", 'nothing in src depends on what is outside it'],
    ['src/search/a.ts', "import '../../bench/b.ts'", 'nothing in src depends on what is outside it'],
    ['src/chat/a.ts', "import p from '../../package.json'", 'nothing in src depends on what is outside it'],
  ])('%s may not have: %s', (file, source, rule) => {
    const found = of({ [file]: source });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(rule);
    expect(found[0]).toContain(`${file} imports .`);
  });

  it('has no place for a folder that nobody gave a floor', () => {
    expect(of({ 'src/magic/a.ts': "import '../chat/b.ts'" })).toEqual([
      'src/magic/a.ts: magic has no floor in test/architecture/floors.ts',
    ]);
  });
});

describe('the homes of packages', () => {
  it.each([
    ['src/search/index.ts', 'minisearch'],
    ['src/catalog/load.ts', 'yaml'],
    ['src/catalog/import.ts', 'remark-gfm'],
    ['src/ops/http.ts', 'hono/cors'],
    ['src/ops/http.ts', '@hono/node-server'],
    ['src/adapters/discord/render.ts', 'discord-api-types/v10'],
    ['src/adapters/slack/render.ts', '@slack/types'],
    ['src/cli/ask.ts', 'commander'],
    ['src/main.ts', 'dotenv'],
    ['src/store/sqlite.ts', 'node:sqlite'],
    ['src/config.ts', 'zod'],
  ])('%s may import %s', (file, name) => {
    expect(of({ [file]: `import '${name}'` })).toEqual([]);
  });

  it.each([
    ['src/commands/a.ts', 'minisearch', 'only search may'],
    ['src/search/a.ts', 'yaml', 'only catalog and cli may'],
    ['src/search/a.ts', 'remark-parse', 'only catalog may'],
    ['src/main.ts', 'hono', 'only ops may'],
    ['src/chat/a.ts', 'discord-api-types/v10', 'only adapters/discord may'],
    ['src/adapters/discord/a.ts', '@slack/types', 'only adapters/slack may'],
    ['src/main.ts', 'commander', 'only cli may'],
    ['src/config.ts', 'dotenv', 'only main and cli may'],
    ['src/daily/a.ts', 'node:sqlite', 'only store may'],
    ['src/chat/a.ts', 'left-pad', 'left-pad has no home in test/architecture/floors.ts'],
  ])('%s may not import %s', (file, name, rule) => {
    expect(of({ [file]: `import type { A } from '${name}'` })).toEqual([`${file} imports ${name}: ${rule}`]);
  });
});

describe('the one place of env, clocks and chance', () => {
  it.each([
    ['src/main.ts', 'process.env; Date.now(); performance.now(); Math.random()'],
    ['src/cli.ts', 'process.env; Temporal.Now.instant(); Math.random()'],
    ['src/start.js', 'process.env'],
    ['src/ops/http.ts', 'performance.now()'],
  ])('%s may use %s', (file, source) => {
    expect(of({ [file]: source })).toEqual([]);
  });

  it.each([
    ['src/config.ts', 'process.env', 'process.env'],
    ['src/cli/ask.ts', 'process.env', 'process.env'],
    ['src/ops/log.ts', 'new Date()', 'the wall clock'],
    ['src/search/a.ts', 'performance.now()', 'performance.now'],
    ['src/commands/random.ts', 'Math.random()', 'Math.random'],
  ])('%s may not use %s', (file, source, use) => {
    const found = of({ [file]: source });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${file} uses ${use}: only src/main.ts`);
  });
});

describe('shapes and names', () => {
  it('refuses a file that only passes on exports', () => {
    expect(of({ 'src/chat/index.ts': "export * from './reply.ts'" })).toEqual([
      'src/chat/index.ts: only passes on what other files export; import those directly',
    ]);
  });

  it('refuses a file of more than 300 lines', () => {
    expect(of({ 'src/chat/a.ts': 'a;\n'.repeat(300) })).toEqual([]);
    expect(of({ 'src/chat/a.ts': 'a;\n'.repeat(301) })).toEqual([
      'src/chat/a.ts: 301 lines, more than 300; look for the second idea in it',
    ]);
  });

  it.each(['src/chat/utils.ts', 'src/search/helpers/a.ts', 'src/ops/misc.ts'])(
    'refuses the name %s',
    (file) => {
      expect(of({ [file]: 'a' })).toEqual([expect.stringContaining('does not say what is inside')]);
    },
  );

  it('lets a word stand inside a longer name', () => {
    expect(of({ 'src/search/common-words.ts': 'a' })).toEqual([]);
  });
});

describe('circles', () => {
  it('names every file of a circle of imports', () => {
    const found = of({
      'src/chat/a.ts': "import './b.ts'",
      'src/chat/b.ts': "import './c.ts'",
      'src/chat/c.ts': "import './a.ts'",
    });
    expect(found).toEqual([
      'src/chat/a.ts imports src/chat/b.ts imports src/chat/c.ts imports src/chat/a.ts: files may not import each other in a circle',
    ]);
  });

  it('lets types refer to each other', () => {
    expect(
      of({ 'src/chat/a.ts': "import './b.ts'", 'src/chat/b.ts': "import type { A } from './a.ts'" }),
    ).toEqual([]);
  });

  it('sees no circle where two paths meet', () => {
    const found = of({
      'src/chat/a.ts': "import './b.ts'; import './c.ts'",
      'src/chat/b.ts': "import './d.ts'",
      'src/chat/c.ts': "import './d.ts'",
      'src/chat/d.ts': '',
    });
    expect(found).toEqual([]);
  });
});
