import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { ImportError, importLists, parseList, reportText } from '../../src/catalog/import.ts';
import { resourcesYaml } from '../../src/catalog/import-write.ts';
import { resourceSchema } from '../../src/catalog/model.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 300 });

/** Pieces of Markdown, put together anyhow. */
const markdown = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '# ',
        '## <a name="x"></a>',
        '\n',
        '\n\n',
        '- ',
        '  - ',
        '1. ',
        '> ',
        '| ',
        '|\n|---|---|\n',
        '[',
        '](https://a.dev/',
        '](https://b.dev)',
        '](#here)',
        ')',
        '![',
        '**',
        '`',
        ' by ',
        'Ann Lee, ',
        '\\\n',
        '[x]: https://c.dev\n',
        '<b>',
        'https://d.dev ',
        'www.e.dev ',
        '&amp;',
        'â€”',
        ': ',
        ' - ',
        '```\n',
      ),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''));

const value = fc.oneof(
  anyText,
  fc.constantFrom('book', 'Podcast', 'https://a.dev', 'http://[', 'by Ann Lee (X). Y', '\u{FEFF}'),
  fc.array(anyText, { maxLength: 3 }),
  fc.jsonValue(),
);
const names = ['id', 'title', 'name', 'url', 'link', 'description', 'section', 'type', 'kind', 'authors'];
const links = fc.record(
  { ...Object.fromEntries(names.map((name) => [name, value])), url: fc.oneof(fc.webUrl(), value) },
  { requiredKeys: [] },
);
const json = fc.oneof(fc.array(links, { maxLength: 6 }), fc.jsonValue()).map((list) => JSON.stringify(list));

const file = fc.oneof(
  fc.tuple(fc.constantFrom('a.md', 'a.json', 'a'), anyText),
  fc.tuple(fc.constant('a.md'), markdown),
  fc.tuple(fc.constant('a.JSON'), json),
);

describe('whatever stands in a file', () => {
  it('it is refused with a sentence, or gives entries that the model takes and a file that says the same', () => {
    fc.assert(
      fc.property(file, file, ([name, text], [otherName, otherText]) => {
        try {
          const lists = [
            { file: name, ...parseList(name, text) },
            { file: otherName, ...parseList(otherName, otherText) },
          ];
          const { resources, report } = importLists(lists);
          expect(resources.map((one) => resourceSchema.parse(one))).toEqual(resources);
          expect(new Set(resources.map(({ id }) => id)).size).toBe(resources.length);
          expect(z.array(resourceSchema).parse(parse(resourcesYaml(resources)))).toEqual(resources);
          const counted = report.map(({ taken, skipped, merged }) => [taken + merged.length, skipped.length]);
          expect(counted).toEqual(lists.map(({ found, skipped }) => [found.length, skipped.length]));
          expect(reportText(report)).not.toBe('');
        } catch (error) {
          if (!(error instanceof ImportError)) throw error;
          expect(error.message).toMatch(/^a/);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('a file that is no list', () => {
  it.each([
    ['nested quotations', '> '.repeat(20_000), 'a.md is nested too deeply to be read'],
    ['nested lists', '- '.repeat(20_000), 'a.md is nested too deeply to be read'],
    ['binary', 'PNG\0\u0001\u0002', 'a.md is no text: it has NUL characters'],
    ['a log', 'x'.repeat(5_000_000), 'a.md is too long: 5000000 characters of at most 2000000; split it'],
  ])('is refused: %s', (_what, text, message) => {
    expect(() => parseList('a.md', text)).toThrow(new ImportError(message));
  });

  it('is an empty list when nothing stands in it', () => {
    const list = { file: 'a.md', ...parseList('a.md', ' \n') };
    expect(importLists([list]).resources).toEqual([]);
    expect(reportText(importLists([list]).report)).toBe('a.md: 0 taken, 0 skipped, 0 merged');
  });

  it('may have a long line of dashes', () => {
    const text = `${'-'.repeat(1_000)}\n- [A](https://a.dev)`;
    expect(importLists([{ file: 'a.md', ...parseList('a.md', text) }]).resources).toHaveLength(1);
  });
});
