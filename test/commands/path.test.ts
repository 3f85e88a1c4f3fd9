import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../src/catalog/create.ts';
import { actionOf, blocksOf, botOn, buttonsOf, caller, headingsOf, realCatalog, wordsOf } from './bot.ts';

const { type, dispatcher } = botOn(realCatalog);

describe('path', () => {
  it('shows every stage and topic in order, with one cloud to choose', async () => {
    const answer = await type('path');
    const [stages] = blocksOf(answer, 'list');
    expect(stages?.items).toHaveLength(realCatalog.path.stages.length);
    const words = wordsOf(answer);
    for (const { title } of realCatalog.topics) expect(words).toContain(title);
    expect(words).toMatch(/AWS or Google Cloud or Azure \(one is enough\)/);
    expect(answer).toEqual(await type('roadmap'));
  });

  it.each(['path 2', 'path databases', 'path stage 2', 'path nosql', 'path stage:databases'])(
    'opens the stage that %j means',
    async (line) => {
      expect(headingsOf(await type(line))[0]).toMatch(/^Stage 2 of \d+: Databases/);
    },
  );

  it('leads from stage to stage to the end', async () => {
    let answer = await type('path 1');
    for (let stage = 2; stage <= realCatalog.path.stages.length; stage++) {
      answer = await dispatcher.press(actionOf(answer, /^Next: /), caller);
      expect(headingsOf(answer)[0]).toMatch(new RegExp(`^Stage ${stage} of`));
    }
    expect(buttonsOf(answer).some(({ label }) => label.startsWith('Next'))).toBe(false);
  });

  it.each(['path 99', 'path 0', 'path gardening'])('shows all stages for %j, and says so', async (line) => {
    const answer = await type(line);
    expect(wordsOf(answer)).toMatch(/The path has no stage “(99|0|gardening)”/);
    expect(blocksOf(answer, 'list')).toHaveLength(1);
  });

  it('says so when a catalog has no path', async () => {
    expect(wordsOf(await botOn(createCatalog({})).type('path'))).toMatch(/no study path/);
  });
});
