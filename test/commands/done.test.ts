import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCatalog } from '../../src/catalog/create.ts';
import { marksOf } from '../../src/store/marks.ts';
import { openStore } from '../../src/store/open.ts';
import { membersOf } from '../../src/store/people.ts';
import type { Store } from '../../src/store/store.ts';
import { blocksOf, headingsOf, idsOf, realCatalog } from './bot.ts';
import { labelsOf, linesOf, noon, progressOf, said, somebody, store } from './somebody.ts';

const { topics } = realCatalog;
const [git, docker] = ['git', 'docker'].map((id) => {
  const topic = realCatalog.topic(id);
  if (topic === undefined) throw new Error(`the catalog lacks ${id}`);
  return { ...topic, steps: topic.steps.filter(({ id }) => /^git-(why|first-commits)$/.test(id)) };
});
/** Two topics, the first with two steps. */
const small = createCatalog({ topics: [git, docker].filter((one) => one !== undefined) });

describe('done with a name', () => {
  it.each([
    ['docker', 'topic:docker'],
    ['Docker', 'topic:docker'],
    ['k8s', 'topic:kubernetes'],
    ['ci-cd', 'topic:ci-cd'],
    ['git-why', 'step:git-why'],
    ['Git-Why', 'step:git-why'],
    ['get-started-with-docker', 'resource:get-started-with-docker'],
    ['Get started with docker', 'resource:get-started-with-docker'],
    ['https://docs.docker.com/get-started/', 'resource:get-started-with-docker'],
    ['http://www.docs.docker.com/get-started?utm_source=team', 'resource:get-started-with-docker'],
    // A topic's other name before an entry's id and title; the full name of the entry before both.
    ['feast', 'topic:feature-store'],
    ['resource:feast', 'resource:feast'],
    // Two entries have this title, and one of them has the id.
    ['llm-course', 'resource:llm-course'],
  ])('marks what %j means', async (name, item) => {
    const { type, items } = somebody();
    expect(said(await type(`done ${name}`))).toMatch(/^Marked .+ as done\./);
    expect(await items()).toEqual([item]);
  });

  it('means something with each of its examples, and by its other word', async () => {
    const { type, items, deps } = somebody();
    for (const example of deps.commands.find(({ name }) => name === 'done')?.examples ?? []) {
      await type(example);
    }
    await type('finished git');
    expect(await items()).toHaveLength(3);
  });

  it('says what was marked, how far one is and what comes next, to nobody else', async () => {
    const { type, press } = somebody();
    await type('done git');
    const answer = await type('done docker');
    expect(answer).toMatchObject({ command: 'done', visibility: 'private' });
    expect(said(answer)).toMatch(
      /^Marked Docker and containers as done\. Next: Kubernetes\. You can .* Topic \d+ of /,
    );
    expect(blocksOf(answer, 'progress')).toEqual([
      { type: 'progress', label: 'Your path', done: 2, total: topics.length, unit: 'topics done' },
    ]);
    expect(headingsOf(await press(answer, 'Next: Kubernetes'))[0]).toBe('Kubernetes');
    expect(headingsOf(await press(answer, 'All you have done'))).toEqual(['What you have done']);
  });

  it('is kept with where it was said and when', async () => {
    const place = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const;
    const { type, caller } = somebody({ caller: { person: { platform: 'slack', id: 'T1/U1' }, place } });
    await type('done docker');
    const [mark] = await store.read((db) => marksOf(db, caller.person));
    expect(mark).toMatchObject({
      kind: 'done',
      at: noon,
      place: { workspace: 'T1', channel: 'C1' },
    });
    expect(await store.read((db) => membersOf(db, { workspace: 'T1', channel: 'C1' }))).toEqual([
      'slack:T1/U1',
    ]);
  });

  it('is marked once; the second time says when that was', async () => {
    const { type, time, items } = somebody();
    await type('done docker');
    time.now = noon.add({ hours: 24 * 3 });
    const answer = await type('done docker');
    expect(said(answer)).toMatch(/^You marked Docker and containers as done on 24 November\. Next: /);
    expect(progressOf(answer)).toEqual([[1, topics.length]]);
    expect(await items()).toHaveLength(1);
  });

  it('is one mark, also where the store does the work again or two presses come at once', async () => {
    const twice: Store = {
      ...store,
      write: (work, options) =>
        store.write(async (db) => {
          await work(db);
          return work(db);
        }, options),
    };
    const { type, items } = somebody({ keptIn: twice });
    await type('done docker');
    expect(await items()).toEqual(['topic:docker']);
    await Promise.all([type('done git'), type('done git')]);
    expect(linesOf(await type('done'))).toHaveLength(2);
    expect(progressOf(await type('done'))).toEqual([[2, topics.length]]);
  });

  it('is of each person alone', async () => {
    await somebody().type('done docker');
    expect(said(await somebody().type('done docker'))).toMatch(/^Marked/);
  });

  it('passes over topics that are done, also at the end of the path', async () => {
    const { type } = somebody();
    const [first, second, third] = topics;
    await type(`done ${second?.id}`);
    expect(labelsOf(await type(`done ${first?.id}`))[0]).toBe(`Next: ${third?.title}`);
    expect(labelsOf(await type(`done ${topics.at(-1)?.id}`))[0]).toBe(`Next: ${third?.title}`);
  });

  it('asks for no second cloud where one is enough', async () => {
    const { type } = somebody();
    const place = topics.findIndex(({ id }) => id === 'aws');
    const [before, after] = [topics[place - 1], topics[place + 3]];
    await type('done azure');
    expect(labelsOf(await type(`done ${before?.id}`))[0]).toBe(`Next: ${after?.title}`);
  });

  it('says so when nothing is left', async () => {
    const { type } = somebody({ catalog: small });
    await type('done git');
    const answer = await type('done docker');
    expect(said(answer)).toContain('Nothing is left on the path');
    expect(progressOf(answer)).toEqual([[2, 2]]);
  });

  it('leads from step to step, and at the last one to the topic itself', async () => {
    const { type, press, items } = somebody({ catalog: small });
    const first = await type('done git-why');
    expect(progressOf(first)).toEqual([
      [1, 2],
      [0, 2],
    ]);
    expect(blocksOf(first, 'step').map(({ id }) => id)).toEqual(['git-first-commits']);
    const second = await press(first, 'This is done too');
    expect(said(second)).toContain('These were all steps of Version control with Git.');
    const topic = await press(second, 'Mark Version control with Git as done');
    expect(progressOf(topic)).toEqual([[1, 2]]);
    expect(await items()).toHaveLength(3);
  });

  it('leads from an entry to the topic that it is about, and past it when that is done', async () => {
    const { type } = somebody();
    expect(labelsOf(await type('done get-started-with-docker'))[0]).toBe('Next: Docker and containers');
    await type('done docker');
    expect(labelsOf(await type('done get-started-with-docker'))[0]).toBe('Next: Kubernetes');
  });

  it('offers what else goes by the name', async () => {
    const { type, press, items } = somebody();
    const answer = await press(await type('done feast'), 'Or mark the entry Feast');
    expect(said(answer)).toMatch(/^Marked Feast as done/);
    expect((await items()).toSorted()).toEqual(['resource:feast', 'topic:feature-store']);
  });

  it('asks which one where entries share a title, and marks nothing before', async () => {
    const { type, press, items } = somebody();
    const answer = await type('done LLM Course');
    expect(headingsOf(answer)).toEqual(['Which one?']);
    expect(idsOf(answer).toSorted()).toEqual(['llm-course', 'llm-course-2']);
    expect(await items()).toEqual([]);
    await press(answer, '2 is done');
    expect(await items()).toEqual([`resource:${idsOf(answer)[1]}`]);
  });

  it('marks nothing for a name that there is not, and offers what is near and a search', async () => {
    const { type, press, items } = somebody();
    const answer = await type('done kubernets clusters');
    expect(headingsOf(answer)).toEqual(['Nothing by that name']);
    expect(await items()).toEqual([]);
    expect((await press(answer, 'Search for it')).args).toMatchObject({ query: 'kubernets clusters' });
    await press(answer, 'Kubernetes');
    expect(await items()).toEqual(['topic:kubernetes']);
  });

  it.each(['topic:', 'resource:nothing', '…', 'https://', `${'long '.repeat(60)}`, '__proto__'])(
    'takes %j for no name',
    async (name) => {
      const { dispatcher, caller, items } = somebody();
      const answer = await dispatcher.call('done', { item: name }, caller);
      expect(headingsOf(answer)).toEqual(['Nothing by that name']);
      expect(await items()).toEqual([]);
    },
  );
});

/** A folder that goes with the test. */
function folderOfTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'companion-done-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('done while the database is in trouble', () => {
  it('says that nothing was kept, and works again when the trouble is over', async () => {
    const obstacle = join(folderOfTest(), 'data');
    writeFileSync(obstacle, 'where the folder of the database should be');
    let ms = 0;
    const troubled = openStore(
      { path: join(obstacle, 'companion.db') },
      { access: 'write', patienceMs: 0, now: () => noon, clock: () => ms },
    );
    onTestFinished(() => troubled.close());
    const { type } = somebody({ keptIn: troubled });

    for (const line of ['done docker', 'done', 'done docker']) {
      const answer = await type(line);
      expect(answer).toMatchObject({ command: 'done', visibility: 'private' });
      expect(said(answer)).toMatch(/memory, which cannot be reached right now\. Nothing was changed\./);
    }
    expect(idsOf(await type('resource docker'))).toHaveLength(5);
    expect(headingsOf(await type('done asdfghjkl'))).toEqual(['Nothing by that name']);

    rmSync(obstacle);
    ms += 1_001;
    expect(said(await type('done docker'))).toMatch(/^Marked Docker/);
    expect(linesOf(await type('done'))).toEqual(['Docker and containers – topic · 24 November']);
  });

  it('says so when another process writes, and still lists what is done', async () => {
    const path = join(folderOfTest(), 'companion.db');
    const opened = (access: 'write' | 'either') => {
      const one = openStore({ path }, { access, patienceMs: 0, now: () => noon, clock: () => 0 });
      onTestFinished(() => one.close());
      return one;
    };
    const { type, caller } = somebody({ keptIn: opened('write') });
    await type('done git');
    const beside = somebody({ keptIn: opened('either'), caller });
    expect(said(await beside.type('done docker'))).toMatch(/^Nothing was kept: the bot runs in another/);
    expect(said(await beside.type('done git'))).toMatch(/^You marked Version control with Git/);
    expect(linesOf(await beside.type('done'))).toHaveLength(1);
  });
});

describe('a question that begins nearly like done', () => {
  it.each(['one hot encoding', 'one class svm'])('is no slip of it: %s', async (line) => {
    expect(said(await somebody().type(line))).not.toContain('Did you mean');
  });
});
