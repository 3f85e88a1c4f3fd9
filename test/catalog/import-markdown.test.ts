import { describe, expect, it } from 'vitest';
import { importLists, parseList, reportText } from '../../src/catalog/import.ts';

/** Imports Markdown from lines of text. */
function imported(...lines: string[]) {
  const { resources, report } = importLists([{ file: 'list.md', ...parseList('list.md', lines.join('\n')) }]);
  const [{ skipped, merged, mended } = { skipped: [], merged: [], mended: [] }] = report;
  return { resources, skipped: skipped.map(({ what, reason }) => [what, reason]), merged, mended };
}
const titles = (...lines: string[]) => imported(...lines).resources.map(({ title }) => title);
const only = (...lines: string[]) => imported(...lines).resources[0];

describe('headings', () => {
  it('become sections, from the outermost in, until one of the same depth', () => {
    const { resources } = imported(
      '# Awesome',
      '## Books',
      '### Free',
      '- [A](https://a.dev/1)',
      '## Talks',
      '- [B](https://a.dev/2)',
      '',
      'Other list',
      '==========',
      '- [C](https://a.dev/3)',
    );
    expect(resources.map(({ section, kind }) => [section, kind])).toEqual([
      ['Awesome > Books > Free', 'book'],
      ['Awesome > Talks', 'video'],
      ['Other list', 'notes'],
    ]);
  });

  it.each([
    ['## Tools :hammer:', 'Tools'],
    ['## :books: Books', 'Books'],
    ['## Ratio 1:2:3', 'Ratio 1:2:3'],
  ])('may have emoji codes: %s', (heading, section) => {
    expect(only(heading, '- [A](https://a.dev/1)')?.section).toBe(section);
  });

  it('may hold HTML anchors, links, code and ornaments', () => {
    const { resources } = imported(
      '## <a name="books"></a>Books',
      '- [A](https://a.dev/1)',
      '## [Tools](#tools) <img src="x.png">',
      '- [B](https://a.dev/2)',
      '## `Notes` :',
      '- [C](https://a.dev/3)',
    );
    expect(resources.map(({ section }) => section)).toEqual(['Books', 'Tools', 'Notes']);
  });
});

describe('an item', () => {
  it.each([
    ['- [Deep Work :book:](https://a.dev) - How to focus.', 'Deep Work', 'How to focus.'],
    ['- [:book: :star: Deep Work](https://a.dev)', 'Deep Work', ''],
    ['- :book: [Deep Work](https://a.dev) - How to focus.', 'Deep Work', 'How to focus.'],
    ['- :book: Deep Work: <https://a.dev>', 'Deep Work', ''],
    ['- Deep Work [:link:](https://a.dev)', 'Deep Work', ''],
    ['- [:link:](https://a.dev/x)', 'a.dev/x', ''],
    ['- [std::vector a:b:c](https://a.dev)', 'std::vector a:b:c', ''],
    [':book: Deep Work: <https://a.dev>', 'Deep Work', ''],
  ])('has no emoji codes in its title: %s', (line, title, description) => {
    expect(only(line)).toMatchObject({ title, description });
  });

  it('names a section without emoji codes', () => {
    expect(only('- Tools :hammer:', '  - [A](https://a.dev)')?.section).toBe('Tools');
    expect(only('- Papers :memo:: [A](https://a.dev/1), [B](https://a.dev/2)')?.section).toBe('Papers');
  });

  it('gives title, authors, publisher and description', () => {
    expect(
      only('- [**Deep Work**](https://a.dev) by Ann Lee, B. Ray and Cho Kim (Acme Press) - How to focus.'),
    ).toMatchObject({
      title: 'Deep Work',
      url: 'https://a.dev',
      authors: ['Ann Lee', 'B. Ray', 'Cho Kim'],
      publisher: 'Acme Press',
      description: 'How to focus.',
    });
  });

  it.each([
    ['- [A](https://a.dev) by Chip Huyen\\', '  Covers workflows.'],
    ['- [A](https://a.dev) by Chip Huyen  ', '  Covers workflows.'],
    ['- [A](https://a.dev) by Chip Huyen', '', '  Covers workflows.'],
    ['- [A](https://a.dev) by Chip Huyen', '  - Covers workflows.'],
    ['- [A](https://a.dev) (by Chip Huyen): Covers workflows.'],
    ['- [A](https://a.dev) *by [Chip Huyen](https://huyenchip.com)* — Covers workflows.'],
  ])('ends its authors at a line break or a sign: %j', (...lines) => {
    const { resources, skipped } = imported(...lines);
    expect(resources).toHaveLength(1);
    expect(resources[0]).toMatchObject({ authors: ['Chip Huyen'], description: 'Covers workflows.' });
    expect(skipped).toEqual([]);
  });

  it('keeps "by" in a sentence where it names nobody', () => {
    expect(only('- [A](https://a.dev) - Learn by: 1. doing, 2. reading')).toMatchObject({
      authors: [],
      description: 'Learn by: 1. doing, 2. reading',
    });
  });

  it('may have text before its link', () => {
    expect(only('- **Git**: Learn it. [About Git](https://a.dev)')).toMatchObject({
      title: 'About Git',
      description: 'Git: Learn it.',
    });
  });

  it('takes its title from the text before a bare address, else from the address', () => {
    expect(titles('- Roadmap: https://roadmap.dev/x', '- <https://www.b.dev/guide/>')).toEqual([
      'Roadmap',
      'b.dev/guide',
    ]);
  });

  it('may have several links: those joined to the first are entries, those in the text are mentioned', () => {
    const { resources, skipped } = imported(
      '- [Model Cards](https://a.dev/1) [[paper](https://a.dev/2), [code](https://a.dev/3)] - See also [others](https://a.dev/4).',
    );
    expect(resources.map(({ title }) => title)).toEqual([
      'Model Cards',
      'Model Cards (paper)',
      'Model Cards (code)',
    ]);
    expect(resources[0]?.description).toBe('See also others.');
    expect(skipped).toEqual([['others', 'mentioned in the text about Model Cards']]);
  });

  it('without a link is a section for what stands under it', () => {
    const { resources } = imported(
      '## Path',
      '1. **Databases**',
      '   - *SQL*:',
      '     - *Overview*: Learn it. [SQL Tutorial](https://a.dev/sql)',
      '   - *NoSQL*:',
      '     - [What is NoSQL?](https://a.dev/nosql)',
    );
    expect(resources.map(({ title, section }) => [title, section])).toEqual([
      ['SQL Tutorial', 'Path > Databases > SQL'],
      ['What is NoSQL?', 'Path > Databases > NoSQL'],
    ]);
  });

  it('without a link anywhere in it is named in the report', () => {
    const { resources, skipped } = imported(
      '- *Serving*:',
      '  - *Overview*: Deploy models.',
      '- [A](https://a.dev)',
    );
    expect(resources).toHaveLength(1);
    expect(skipped).toEqual([['Serving', 'no link']]);
  });
});

describe('links', () => {
  it('may be references, also ones that are defined later or by their own text', () => {
    expect(
      imported(
        '- [One][1] and more',
        '- [Two][]',
        '- [Three]',
        '',
        '[1]: https://a.dev/1',
        '[two]: <https://a.dev/2> "x"',
        '[three]: https://a.dev/3',
      ).resources.map(({ title, url }) => [title, url]),
    ).toEqual([
      ['One', 'https://a.dev/1'],
      ['Two', 'https://a.dev/2'],
      ['Three', 'https://a.dev/3'],
    ]);
  });

  it('that are badges or pictures are skipped, also beside a title', () => {
    const { resources, skipped } = imported(
      '[![Build](https://img.dev/b.svg)](https://ci.dev/b)',
      '- [A](https://a.dev) ![stars](https://img.dev/s.svg) [![CI](https://img.dev/c.svg)](https://ci.dev/c)',
    );
    expect(resources.map(({ title }) => title)).toEqual(['A']);
    expect(skipped).toEqual([
      ['https://ci.dev/b', 'a picture or badge without text'],
      ['https://ci.dev/c', 'a picture or badge without text'],
    ]);
  });

  it.each([
    ['[Books](#books)', 'a place in the same page'],
    ['[Guide](docs/guide.md)', 'a relative address'],
    ['[Ask](mailto:a@b.dev)', 'not an address of the web'],
    ['[Run](javascript:alert(1))', 'not an address of the web'],
    ['[Broken](https://[x)', 'not a valid address'],
  ])('such as %s are skipped with the reason', (link, reason) => {
    const { resources, skipped } = imported(`- ${link}`);
    expect(resources).toEqual([]);
    expect(skipped.map(([, why]) => why)).toEqual([reason]);
  });

  it('in running text, quotations, headings and tables are taken; those in HTML and code are not', () => {
    const { resources, skipped } = imported(
      '# [Head](https://a.dev/1)',
      'Based on [Text](https://a.dev/2).',
      '> - [Quoted](https://a.dev/3)',
      '',
      '| Name | By | What |',
      '| --- | --- | --- |',
      '| [Row](https://a.dev/4) | Ann Lee | A course on rows |',
      '',
      '<a href="https://a.dev/5">Html</a>',
      '',
      '    [Code](https://a.dev/6)',
      '',
      '<div><a href="https://a.dev/7">Block</a></div>',
    );
    expect(resources.map(({ title }) => title)).toEqual(['Head', 'Text', 'Quoted', 'Row']);
    expect(resources[3]).toMatchObject({
      authors: ['Ann Lee'],
      description: 'A course on rows',
      section: 'Head',
    });
    expect(skipped).toEqual([
      ['<a href="https://a.dev/5">', 'written in HTML'],
      ['<div><a href="https://a.dev/7">Block</a></div>', 'written in HTML'],
    ]);
  });
});

describe('a table', () => {
  it('has an entry in each row, whose further links are named after it, and a column for kinds', () => {
    const { resources, skipped } = imported(
      '| Title | Type | Slides |',
      '|---|---|---|',
      '| [Intro](https://a.dev/1) | workshop | [link](https://a.dev/2) |',
      '| Nothing here | talk | |',
    );
    expect(resources.map(({ title, kind, words }) => [title, kind, words])).toEqual([
      ['Intro', 'article', ['workshop']],
      ['Intro (slides)', 'article', []],
    ]);
    expect(skipped).toEqual([['Nothing here talk', 'no link']]);
  });
});

describe('damaged text', () => {
  it('is mended in titles, descriptions and sections, and told', () => {
    const { resources, mended } = imported(
      '## Caf\u00c3\u00a9',
      '- [unittest â€” Unit testing](https://a.dev) - Itâ€™s here',
    );
    expect(resources[0]).toMatchObject({
      title: 'unittest — Unit testing',
      description: 'It’s here',
      section: 'Café',
    });
    expect(mended).toEqual(['unittest — Unit testing']);
  });
});

describe('the same address twice', () => {
  it('is one entry that keeps what only the second says', () => {
    const { resources, merged } = imported(
      '## Books',
      '- [A Book](https://www.a.dev/x/)',
      '## Classics',
      '- [The classic](http://a.dev/x#readme) by Ann Lee - Old and good.',
    );
    expect(resources).toHaveLength(1);
    expect(resources[0]).toMatchObject({
      title: 'A Book',
      authors: ['Ann Lee'],
      description: 'Old and good.',
      words: ['The classic', 'Classics'],
    });
    expect(merged).toEqual([{ what: 'The classic', into: 'A Book', line: 4 }]);
  });
});

describe('the report', () => {
  it('says for each file what was taken, skipped and merged, where and why, and shortens long lists', () => {
    const list = parseList(
      'lists/a.md',
      ['- [A](https://a.dev)', '- [B](https://a.dev/)', ...Array(25).fill('- nothing')].join('\n'),
    );
    const { report } = importLists([{ file: 'lists/a.md', ...list }]);
    const lines = reportText(report).split('\n');
    expect(lines.slice(0, 2)).toEqual([
      'a.md: 1 taken, 25 skipped, 1 merged',
      '  skipped, no link: nothing (line 3)',
    ]);
    expect(lines).toContain('  … and 5 more of these');
    expect(lines).toContain('  merged into "A", same address: B (line 2)');
  });
});
