import { describe, expect, it } from 'vitest';
import { actionOf, blocksOf, botOn, buttonsOf, caller, headingsOf, realCatalog, wordsOf } from './bot.ts';

const { type, dispatcher } = botOn(realCatalog);

describe('topic', () => {
  it('shows goal, place, prerequisites, steps and resources by kind', async () => {
    const answer = await type('topic docker');
    expect(headingsOf(answer)).toEqual(
      expect.arrayContaining([
        'Docker and containers',
        'Steps of a day',
        expect.stringMatching(/^Docs and tools/),
      ]),
    );
    expect(wordsOf(answer)).toMatch(/You can build .* Needs: {1,2}Shell and command line, Python/s);
    expect(blocksOf(answer, 'step')[0]).toMatchObject({
      label: expect.stringMatching(/^Step 1 of \d+ in Docker/),
      check: expect.stringMatching(/\?$/),
    });
  });

  it.each([
    ['k8s', 'Kubernetes'],
    ['ci cd', 'CI/CD'],
    ['CI-CD', 'CI/CD'],
    ['Feature Stores', 'Feature stores'],
  ])('knows %j', async (name, title) => {
    const answer = await type(`topic ${name}`);
    expect(headingsOf(answer)[0]?.toLowerCase()).toContain(title.toLowerCase());
  });

  it('leads to all resources, to practice and to what comes next', async () => {
    const answer = await type('topic docker');
    expect(buttonsOf(answer).map(({ label }) => label)).toEqual([
      'All resources',
      'Practice',
      'Next: Kubernetes',
      'Share',
    ]);
    const next = await dispatcher.press(actionOf(answer, /^Next/), caller);
    expect(headingsOf(next)[0]).toBe('Kubernetes');
    const all = await dispatcher.press(actionOf(answer, 'All resources'), caller);
    expect(blocksOf(all, 'resource').length).toBeGreaterThan(0);
  });

  it('shows every topic of the path, each with its goal and at least one resource', async () => {
    for (const topic of realCatalog.topics) {
      const answer = await type(`topic ${topic.id}`);
      expect(headingsOf(answer)[0]).toBe(topic.title);
      expect(blocksOf(answer, 'list').length).toBeGreaterThan(0);
    }
  });

  it('shows the stages when no topic is named', async () => {
    expect(headingsOf(await type('topic'))[0]).toMatch(/path/);
  });

  it.each([
    ['kuberntes', 'Kubernetes'],
    ['dokcer', 'Docker and containers'],
    ['docker for beginners', 'Docker and containers'],
  ])('knows %j as %s, and says what it took for it', async (typed, title) => {
    const answer = await type(`topic ${typed}`);
    expect(headingsOf(answer)[0]).toBe(title);
    expect(wordsOf(answer)).toContain(`The topic for “${typed}”.`);
    expect(wordsOf(await type(`topic ${title}`))).not.toContain('The topic for');
  });

  it('offers the nearest topics when there is none by that name', async () => {
    const answer = await type('topic kubernets clusters');
    expect(headingsOf(answer)).toEqual(['No topic by that name']);
    expect(buttonsOf(answer).map(({ label }) => label)).toEqual(expect.arrayContaining(['Kubernetes']));
  });
});
