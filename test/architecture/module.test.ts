import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readModule } from './module.ts';

const imports = (source: string, file = 'a.ts') => readModule(file, source).imports;
const uses = (source: string) => readModule('a.ts', source).uses;

describe('the reader of imports', () => {
  it.each([
    ["import a from './a.ts'", './a.ts', false],
    ["import './a.ts'", './a.ts', false],
    ["import * as a from './a.ts'", './a.ts', false],
    ["import {\n  a,\n  type B,\n} from './a.ts'", './a.ts', false],
    ["import json from './a.json' with { type: 'json' }", './a.json', false],
    ["import type { A } from './a.ts'", './a.ts', true],
    ["import/* why */type{A}from'./a.ts'", './a.ts', true],
    ["export { a } from './a.ts'", './a.ts', false],
    ["export * from './a.ts'", './a.ts', false],
    ["export * as a from './a.ts'", './a.ts', false],
    ["export type { A } from './a.ts'", './a.ts', true],
    ["export type * from './a.ts'", './a.ts', true],
    ["const a = await import('./a.ts')", './a.ts', false],
    ["type A = import('./a.ts').A", './a.ts', true],
    ["let a: typeof import('./a.ts')", './a.ts', true],
    ['const a = await import(name)', 'an address made at run time', false],
  ])('reads %s', (source, specifier, typeOnly) => {
    expect(imports(source)).toEqual([{ specifier, typeOnly }]);
  });

  it.each([
    "// import a from './a.ts'",
    "/* import a from './a.ts' */",
    'const a = "import a from \'./a.ts\'"',
    "const a = `import a from './a.ts'`",
    "const a = /import a from '.\\/a.ts'/",
    'export const a = 1; export { a as b }',
  ])('is not taken in by %s', (source) => {
    expect(imports(source)).toEqual([]);
  });

  it('reads a dynamic import inside a template inside a class', () => {
    const source = 'class A { static b = `$' + "{async () => (await import('./b.ts')).b}`; }";
    expect(imports(source)).toEqual([{ specifier: './b.ts', typeOnly: false }]);
  });

  it('reads plain JavaScript, where a type is only a name', () => {
    expect(imports("import type from './a.js'; type.b", 'a.js')).toEqual([
      { specifier: './a.js', typeOnly: false },
    ]);
  });

  it('finds every import of any list of them, in order', () => {
    const forms = [
      (at: string) => `import '${at}';`,
      (at: string) => `export * from '${at}';`,
      (at: string) => `await import('${at}');`,
    ];
    const part = fc.record({
      at: fc.stringMatching(/^\.\/[a-z]{1,8}\.ts$/),
      form: fc.constantFrom(...forms),
    });
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const source = parts.map(({ at, form }) => form(at)).join('\n');
        expect(imports(source).map((found) => found.specifier)).toEqual(parts.map(({ at }) => at));
      }),
    );
  });
});

describe('the reader of guarded things', () => {
  it.each([
    ['process.env.HOME', 'process.env'],
    ["process['env']", 'process.env'],
    ['globalThis.process.env', 'process.env'],
    ['const { env } = process', 'process.env'],
    ['const { env: e, argv } = process', 'process.env'],
    ["import { env as e } from 'node:process'", 'process.env'],
    ['Date.now()', 'the wall clock'],
    ['[1].map(Date.now)', 'the wall clock'],
    ['new Date()', 'the wall clock'],
    ["new Date('2026-01-01')", 'the wall clock'],
    ['Date()', 'the wall clock'],
    ['new globalThis.Date()', 'the wall clock'],
    ['Temporal.Now.instant()', 'the wall clock'],
    ['const { Now } = Temporal', 'the wall clock'],
    ['performance.now()', 'performance.now'],
    ["import { performance as p } from 'node:perf_hooks'", 'performance.now'],
    ['process.hrtime.bigint()', 'performance.now'],
    ['Math.random()', 'Math.random'],
    ['const { random } = Math', 'Math.random'],
  ])('sees %s', (source, use) => {
    expect(uses(source)).toEqual([use]);
  });

  it.each([
    'const a = "process.env"',
    '// Date.now()',
    'options.env',
    'process.argv',
    'let d: Date',
    'dates.now()',
    "import { argv } from 'node:process'",
    'random()',
    'const { env } = options',
    'Temporal.Instant.from(text)',
  ])('is not taken in by %s', (source) => {
    expect(uses(source)).toEqual([]);
  });
});

describe('the reader of shapes', () => {
  it.each([
    ["export * from './a.ts'", true],
    ["import { a } from './a.ts';\nexport { a };", true],
    ["export type { A } from './a.ts'", true],
    ["import './a.ts'", false],
    ["export * from './a.ts';\nexport const b = 1;", false],
    ['', false],
  ])('tells of %j whether it only passes on', (source, barrel) => {
    expect(readModule('a.ts', source).barrel).toBe(barrel);
  });

  it('counts lines as an editor does', () => {
    expect(readModule('a.ts', 'a;\nb;\n').lines).toBe(2);
    expect(readModule('a.ts', 'a;\nb;').lines).toBe(2);
  });
});
