import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../src/catalog/create.ts';
import { actionOf, botOn, caller, idsOf, realCatalog, wordsOf } from './bot.ts';

describe('random', () => {
  it('draws one entry, any of them', async () => {
    const bot = botOn(realCatalog, [0, 0.999999]);
    expect(idsOf(await bot.type('random'))).toEqual([realCatalog.resources[0]?.id]);
    expect(idsOf(await bot.type('random'))).toEqual([realCatalog.resources.at(-1)?.id]);
  });

  it('keeps to kind and topic, also in Another', async () => {
    const bot = botOn(realCatalog, [0, 0.5, 0.99]);
    const answer = await bot.type('random docs kubernetes');
    const another = await bot.dispatcher.press(actionOf(answer, 'Another'), caller);
    for (const id of [...idsOf(answer), ...idsOf(another)]) {
      expect(realCatalog.resource(id)).toMatchObject({ kind: 'docs' });
      expect(realCatalog.resource(id)?.topics).toContain('kubernetes');
    }
  });

  it('shares what was drawn, not a new draw', async () => {
    const bot = botOn(realCatalog, [0.3, 0.9]);
    const answer = await bot.type('random');
    const shared = await bot.dispatcher.press(actionOf(answer, 'Share'), caller);
    expect(idsOf(shared)).toEqual(idsOf(answer));
    expect(shared.visibility).toBe('channel');
  });

  it('says what to do when there is nothing to draw from', async () => {
    expect(wordsOf(await botOn(realCatalog).type('random asdfgh'))).toMatch(/“asdfgh” is no topic/);
    expect(wordsOf(await botOn(createCatalog({})).type('random'))).toMatch(/empty/);
  });
});
