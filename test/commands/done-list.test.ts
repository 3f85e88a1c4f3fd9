import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../src/catalog/create.ts';
import type { Resource } from '../../src/catalog/model.ts';
import { addMarks } from '../../src/store/marks.ts';
import { meet } from '../../src/store/people.ts';
import { realCatalog } from './bot.ts';
import { labelsOf, linesOf, noon, progressOf, said, somebody, store } from './somebody.ts';

describe('done alone', () => {
  it('says what to type while nothing is marked, and that works', async () => {
    const { type, items } = somebody();
    const answer = await type('done');
    expect(answer.visibility).toBe('private');
    expect(said(answer)).toMatch(/type \/mlops done and its name, such as \/mlops done git\b/);
    await type('done git');
    expect(await items()).toEqual(['topic:git']);
  });

  it('lists topics, steps and entries, the newest first, with the day and how far one is', async () => {
    const { type, time } = somebody();
    for (const [days, name] of [
      [0, 'docker'],
      [1, 'git-why'],
      [40, 'get-started-with-docker'],
    ] as const) {
      time.now = noon.add({ hours: 24 * days });
      await type(`done ${name}`);
    }
    const answer = await type('done');
    expect(linesOf(answer)).toEqual([
      'Get started with Docker – docs · 3 January',
      expect.stringMatching(/^Step 1 of \d+ in Version control with Git: .* – 25 November 2026$/),
      'Docker and containers – topic · 24 November 2026',
    ]);
    expect(progressOf(answer)).toEqual([[1, realCatalog.topics.length]]);
    expect(said(answer)).toContain('3 in all');
  });

  it('shows ten on a page, each once, and nothing to share', async () => {
    const { type, press } = somebody();
    for (const { id } of realCatalog.topics.slice(0, 23)) await type(`done ${id}`);
    let answer = await type('done');
    const pages = [linesOf(answer)];
    while (labelsOf(answer).includes('Next')) {
      answer = await press(answer, 'Next');
      pages.push(linesOf(answer));
      expect(labelsOf(answer)).not.toContain('Share');
    }
    expect(pages.map((lines) => lines.length)).toEqual([10, 10, 3]);
    expect(new Set(pages.flat()).size).toBe(23);
    expect(said(answer)).toContain('21–23 of 23');
  });

  it('shows what has left the catalog by its id, and an entry with a new id once', async () => {
    const entry = realCatalog.resource('get-started-with-docker');
    if (entry === undefined) throw new Error('the catalog lacks it');
    const renamed: Resource = { ...entry, id: 'docker-start', formerly: [entry.id] };
    const { type, caller } = somebody({ catalog: createCatalog({ resources: [renamed] }) });
    const marked = [`resource:${entry.id}`, 'resource:docker-start', 'topic:smalltalk', 'topic:smalltalk'];
    await store.write(async (db) => {
      await meet(db, caller.person, undefined, noon);
      await addMarks(
        db,
        marked.map((item, index) => ({
          id: `${caller.person.id}${index}`,
          person: caller.person,
          item,
          kind: 'done',
          at: noon.subtract({ hours: 24 * (10 - index) }),
        })),
      );
    });
    const answer = await type('done');
    expect(linesOf(answer)).toEqual([
      'topic:smalltalk – no longer in the catalog · 16 November',
      'Get started with Docker – docs · 14 November',
    ]);
    expect(said(await type('done docker-start'))).toMatch(/^You marked .* on 14 November\./);
  });
});
