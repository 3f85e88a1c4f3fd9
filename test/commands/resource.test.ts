import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../src/catalog/create.ts';
import { decodeAction, encodeAction } from '../../src/chat/action.ts';
import {
  actionOf,
  blocksOf,
  botOn,
  buttonsOf,
  caller,
  headingsOf,
  idsOf,
  realCatalog,
  wordsOf,
} from './bot.ts';

const { type, dispatcher } = botOn(realCatalog);

describe('resource', () => {
  it("answers docker with the topic's card and Docker's own introduction first", async () => {
    const answer = await type('resource docker');
    expect(headingsOf(answer)[0]).toBe('Docker and containers');
    expect(wordsOf(answer)).toContain('You can build a small, reproducible, non-root image');
    expect(blocksOf(answer, 'resource')[0]?.url).toBe('https://docs.docker.com/get-started/');
    expect(idsOf(answer)).toHaveLength(5);
    expect(answer).toMatchObject({ command: 'resource', args: { query: 'docker' }, visibility: 'private' });
  });

  it.each(['docker', 'find docker', 'search docker', 'resources docker', 'RESOURCE Docker'])(
    'is what %j means',
    async (line) => {
      expect(idsOf(await type(line))).toEqual(idsOf(await type('resource docker')));
    },
  );

  it('gives options and typed filters the same answer', async () => {
    const typed = await type('resource docker kind:practice level:beginner');
    const called = await dispatcher.call(
      'resource',
      { query: 'docker', kind: 'practice', level: 'beginner' },
      caller,
    );
    expect(idsOf(typed).length).toBeGreaterThan(0);
    expect(idsOf(called)).toEqual(idsOf(typed));
    const kinds = idsOf(typed).map((id) => realCatalog.resource(id)?.kind);
    expect(new Set(kinds)).toEqual(new Set(['practice']));
  });

  it('leads through all pages without showing an entry twice', async () => {
    let answer = await type('resource docker');
    const seen = idsOf(answer);
    while (buttonsOf(answer).some(({ label }) => label === 'Next')) {
      answer = await dispatcher.press(actionOf(answer, 'Next'), caller);
      seen.push(...idsOf(answer));
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(wordsOf(answer)).toContain(`of ${seen.length}`);
    expect(buttonsOf(answer).map(({ label }) => label)).toContain('Previous');
  });

  it('asks on later pages what it asked on the first, also when the question is longer than a button holds', async () => {
    const question =
      'resource what is the best free introduction for somebody who wants to learn about monitoring and drift detection';
    const first = await type(question);
    const pressed = decodeAction(encodeAction(actionOf(first, 'Next')));
    if (pressed === undefined) throw new Error('the button carries nothing');
    const second = await dispatcher.press(pressed, caller);
    expect(second.reply).toEqual((await type(question, { page: 2 })).reply);
    expect(wordsOf(second)).toContain(` of ${/of (\d+)/.exec(wordsOf(first))?.[1]}`);
    expect(idsOf(first).map((id) => realCatalog.resource(id)?.topics.join(' '))).toContainEqual(
      expect.stringMatching(/drift|monitoring/),
    );
  });

  it("shows a topic's card on the first page only", async () => {
    expect(wordsOf(await type('resource docker', { page: 2 }))).not.toContain('You can build');
  });

  it('reads a bare line as it reads one after the command', async () => {
    expect(idsOf(await type('docker page:2'))).toEqual(idsOf(await type('resource docker', { page: 2 })));
    expect((await type('docker share')).visibility).toBe('channel');
    for (const line of ['kind:banana', 'access:free max:30 kind:video']) {
      expect((await type(line)).command).toBe('resource');
    }
  });

  it('says when no entry is of the kind that was asked for in plain words', async () => {
    expect(wordsOf(await type('resource kubernetes book'))).toMatch(/nothing of the kind book/);
    expect(wordsOf(await type('resource docker book'))).not.toMatch(/nothing of the kind/);
    const [first] = blocksOf(await type('resource free docker book'), 'resource');
    expect(first?.facts).toEqual(expect.arrayContaining(['book', 'free']));
  });

  it.each(['docker', 'kubernetes'])(
    'shows the entries of topic:%s as it does for its name',
    async (topic) => {
      expect(idsOf(await type(`resource topic:${topic}`))).toEqual(idsOf(await type(`resource ${topic}`)));
    },
  );

  it('takes a number of minutes that cannot be for a mistake', async () => {
    expect(wordsOf(await type('resource docker max:-5'))).toMatch(/max: does not know “-5”/);
    expect(idsOf(await type('resource docker max:0'))).toHaveLength(5);
  });

  it.each(['@everyone', '<!channel>', '\u200B\u200D'])('takes %j for nothing asked', async (query) => {
    const answer = await dispatcher.call('resource', { query }, caller);
    expect(headingsOf(answer)).toEqual(['What would you like to learn?']);
  });

  it('brings a page that does not exist to the last one', async () => {
    const answer = await type('resource docker', { page: 400 });
    expect(idsOf(answer).length).toBeGreaterThan(0);
    expect(buttonsOf(answer).map(({ label }) => label)).not.toContain('Next');
  });

  it('is for everybody once it is shared, with no further Share button', async () => {
    const shared = await dispatcher.press(actionOf(await type('resource docker'), 'Share'), caller);
    expect(shared.visibility).toBe('channel');
    expect(buttonsOf(shared).map(({ label }) => label)).not.toContain('Share');
    expect((await type('resource docker share')).visibility).toBe('channel');
  });

  it('finds more like an entry, itself not among them', async () => {
    const related = await dispatcher.call('resource', { like: 'get-started-with-docker' }, caller);
    expect(headingsOf(related)[0]).toMatch(/^More like /);
    expect(idsOf(related)).not.toContain('get-started-with-docker');
    for (const id of idsOf(related)) expect(realCatalog.resource(id)?.topics).toContain('docker');
  });

  it('says what to do when an entry is not there any more', async () => {
    const answer = await dispatcher.call('resource', { like: 'gone-for-ever' }, caller);
    expect(wordsOf(answer)).toMatch(/not in the catalog any more.*search/);
  });

  it('offers topics when nothing is asked', async () => {
    const answer = await type('resource');
    expect(headingsOf(answer)).toEqual(['What would you like to learn?']);
    expect(blocksOf(answer, 'select')[0]).toMatchObject({ fills: 'query' });
    expect(blocksOf(answer, 'select')[0]?.options).toHaveLength(25);
  });

  it('mends a typing error', async () => {
    expect(idsOf(await type('resource kuberntes'))).toEqual(idsOf(await type('resource kubernetes')));
  });

  it('finds nothing for nonsense, and says how to go on', async () => {
    const answer = await type('resource asdfgh');
    expect(headingsOf(answer)).toEqual(['Nothing found']);
    expect(idsOf(answer)).toEqual([]);
    expect(wordsOf(answer)).toContain('“asdfgh”');
    expect(wordsOf(answer)).toMatch(/Topics to go on with: \S/);
  });

  it('leads on without topics too', async () => {
    const answer = await botOn(createCatalog({})).type('resource asdfgh');
    expect(buttonsOf(answer).map(({ label }) => label)).toEqual(['The path', 'Browse']);
  });

  it('names the values of a filter that was given an unknown one', async () => {
    expect(wordsOf(await type('resource docker kind:magazine'))).toMatch(/“magazine”.*book, course, article/);
    expect(wordsOf(await type('resource docker kind:'))).toMatch(/kind: needs a value/);
  });

  it('offers the same search without filters when they leave nothing', async () => {
    const answer = await type('resource kubernetes kind:course');
    expect(wordsOf(answer)).toContain('“kubernetes” with these filters');
    const wider = await dispatcher.press(actionOf(answer, 'Without filters'), caller);
    expect(idsOf(wider)).toHaveLength(5);
  });

  it('marks what is only partly free when asked for what is free', async () => {
    const answer = await type('resource docker access:free', { limit: 25 });
    const facts = blocksOf(answer, 'resource').map((card) => card.facts.join(' '));
    expect(facts.every((fact) => /free/.test(fact))).toBe(true);
  });

  it('says why each was found when asked to', async () => {
    const answer = await type('resource docker', { explain: true });
    expect(blocksOf(answer, 'resource')[0]?.why).toMatch(/docker/);
  });

  it('completes what is typed', async () => {
    const suggested = await dispatcher.suggest('resource', 'query', 'kub', caller);
    expect(suggested[0]).toMatchObject({ label: expect.stringMatching(/Kubernetes/) });
    expect(await dispatcher.suggest('resource', 'query', '', caller)).toHaveLength(25);
  });
});
