import { describe, expect, it } from 'vitest';
import { ImportError, importLists, parseList, reportText } from '../../src/catalog/import.ts';

function imported(list: unknown) {
  const named = { file: 'list.json', ...parseList('list.json', JSON.stringify(list)) };
  const { resources, report } = importLists([named]);
  return { resources, skipped: report[0]?.skipped ?? [], text: reportText(report) };
}
const entry = { title: 'A', url: 'https://a.dev' };

describe('a JSON list', () => {
  it('gives an entry for each of its own, with what it says', () => {
    const { resources } = imported([
      {
        id: '90940ca2',
        title: 'Designing Things',
        url: 'https://a.dev/things',
        description: 'by Chip Huyen. Covers it all.',
        section: ['Lists', 'Books'],
        type: 'book',
        source: 'somewhere',
      },
    ]);
    expect(resources).toEqual([
      {
        id: 'designing-things',
        formerly: [],
        title: 'Designing Things',
        url: 'https://a.dev/things',
        authors: ['Chip Huyen'],
        kind: 'book',
        topics: [],
        level: 'intermediate',
        minutes: 480,
        minutes_basis: 'estimate',
        access: 'free',
        language: 'en',
        description: 'Covers it all.',
        section: 'Lists > Books',
        words: [],
      },
    ]);
  });

  it('may call things otherwise, leave them out or say null', () => {
    const { resources } = imported({
      links: [
        { name: 'B', link: 'https://b.dev', section: 'Talks', authors: ['Ann'], kind: 'video', id: 7 },
        { url: 'https://www.c.dev/page/', description: null, section: null, type: null },
      ],
    });
    expect(resources.map(({ title, kind, section, authors }) => [title, kind, section, authors])).toEqual([
      ['B', 'video', 'Talks', ['Ann']],
      ['c.dev/page', 'article', undefined, []],
    ]);
  });

  it('keeps an id that says something, and gives others to those that say nothing or are taken', () => {
    const { resources } = imported([
      { ...entry, title: 'The Rules of ML', id: 'rules-of-ml' },
      { title: 'Rules', url: 'https://b.dev', id: 'rules-of-ml' },
      { title: '规则', url: 'https://c.dev/', id: 'x' },
    ]);
    expect(resources.map(({ id }) => id)).toEqual(['rules-of-ml', 'rules-of-ml-2', 'c-dev']);
  });

  it('has its unknown kinds mapped, and their words stay with the entry', () => {
    const { resources, text } = imported([
      { ...entry, type: 'Podcast' },
      { title: 'B', url: 'https://b.dev', type: 'whitepapers' },
      { title: 'C', url: 'https://c.dev', type: 'gizmo', section: ['Courses'] },
      { title: 'D', url: 'https://d.dev', type: 'books' },
    ]);
    expect(resources.map(({ kind, words }) => [kind, words])).toEqual([
      ['notes', ['Podcast']],
      ['paper', ['whitepapers']],
      ['course', ['gizmo']],
      ['book', []],
    ]);
    expect(text).toContain('of kind course, found by the word "gizmo" too');
  });

  it('cuts a title that is too long at a word, and keeps the rest searchable', () => {
    const { resources } = imported([{ ...entry, title: `${'word '.repeat(39)}unbroken tail` }]);
    const [{ title, words } = { title: '', words: [] }] = resources;
    expect(title).toBe(`${'word '.repeat(38)}word…`);
    expect(words).toEqual(['unbroken tail']);
  });

  it('names each entry that it skips, with its number and the reason', () => {
    const { resources, skipped, text } = imported([
      { title: 'No link' },
      { title: 'Mail', url: 'mailto:a@b.dev' },
      { title: 'Number', url: 7 },
      'just text',
      { ...entry, title: ['A'] },
      entry,
    ]);
    expect(resources).toHaveLength(1);
    expect(skipped).toEqual([
      { what: 'No link', reason: 'no link', line: 1 },
      { what: 'Mail', reason: 'not an address of the web', line: 2 },
      { what: 'Number', reason: 'its url is not of the right type', line: 3 },
      { what: '"just text"', reason: 'it is no group of fields', line: 4 },
      {
        what: '{"title":["A"],"url":"https://a.dev"}',
        reason: 'its title is not of the right type',
        line: 5,
      },
    ]);
    expect(text).toContain('skipped, no link: No link (entry 1)');
  });

  it.each([
    ['{', /^list\.json is no JSON list: /],
    ['', /^list\.json is no JSON list: /],
    ['7', /^list\.json is no JSON list: it holds no list of entries$/],
    ['{"a": [], "b": []}', /no list of entries$/],
    [`${'['.repeat(100_000)}`, /^list\.json is (nested too deeply|no JSON list)/],
  ])('is refused when it is none: %.20s', (text, message) => {
    expect(() => parseList('list.json', text)).toThrow(ImportError);
    expect(() => parseList('list.json', text)).toThrow(message);
  });
});
