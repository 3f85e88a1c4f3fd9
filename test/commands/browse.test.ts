import { describe, expect, it } from 'vitest';
import { actionOf, blocksOf, botOn, caller, headingsOf, idsOf, realCatalog, wordsOf } from './bot.ts';

const { type, dispatcher } = botOn(realCatalog);
const kindsOf = (ids: string[]) => new Set(ids.map((id) => realCatalog.resource(id)?.kind));

describe('browse', () => {
  it("shows the original list's sections in its order, with all entries counted", async () => {
    const answer = await type('browse');
    const [sections] = blocksOf(answer, 'list');
    const names = sections?.items.map(([name]) => name?.text);
    expect(names).toEqual([
      'Credits',
      'Books',
      'NPTEL and MOOCs Courses',
      'Topics to Study',
      'Notes',
      'Articles',
      'Practice Problems',
    ]);
    const counts = sections?.items.map((item) => Number(/\d+/.exec(item[1]?.text ?? '')?.[0])) ?? [];
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(realCatalog.resources.length);
  });

  it.each([
    ['books', 'book'],
    ['courses', 'course'],
    ['notes', 'notes'],
    ['articles', 'article'],
    ['videos', 'video'],
    ['papers', 'paper'],
    ['browse kind:paper', 'paper'],
    ['browse book', 'book'],
  ])('%s shows that kind only', async (line, kind) => {
    const answer = await type(line);
    expect(idsOf(answer).length).toBeGreaterThan(0);
    expect(kindsOf(idsOf(answer))).toEqual(new Set([kind]));
  });

  it('begins with what stands in the original list', async () => {
    expect(
      idsOf(await type('books'))
        .slice(0, 2)
        .toSorted(),
    ).toEqual(['designing-machine-learning-systems', 'machine-learning-engineering']);
  });

  it('finds the NPTEL courses, each with the note that none is on MLOps itself', async () => {
    const cards = blocksOf(await type('nptel'), 'resource');
    expect(cards.length).toBeGreaterThanOrEqual(4);
    for (const card of cards) expect(card.note).toMatch(/no course on MLOps itself/);
  });

  it('opens a section by a part of its name, and by the list of sections', async () => {
    const answer = await type('browse problems');
    expect(headingsOf(answer)[0]).toBe('Practice Problems');
    const [select] = blocksOf(await type('browse'), 'select');
    const chosen = select?.options.find(({ label }) => label.startsWith('Notes'))?.value ?? '';
    expect(headingsOf(await dispatcher.call('browse', { section: chosen }, caller))[0]).toBe('Notes');
  });

  it('takes words that are no section as what to look for', async () => {
    const answer = await type('courses python');
    expect(kindsOf(idsOf(answer))).toEqual(new Set(['course']));
    expect(headingsOf(answer)[0]).toMatch(/Python.* · Courses/);
  });

  it('keeps kind and level on the next page', async () => {
    const answer = await type('browse kind:docs level:beginner');
    const next = await dispatcher.press(actionOf(answer, 'Next'), caller);
    expect(next.args).toMatchObject({ kind: 'docs', level: 'beginner', page: 2 });
    expect(kindsOf(idsOf(next))).toEqual(new Set(['docs']));
  });

  it('says what to do when nothing fits', async () => {
    expect(wordsOf(await type('browse asdfgh kind:video'))).toMatch(/No entry.*asdfgh.*browse/s);
    expect(wordsOf(await type('browse kind:ebook'))).toMatch(/kind cannot be “ebook”.*book, course/);
  });
});
