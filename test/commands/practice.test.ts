import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../src/catalog/create.ts';
import { decodeAction, encodeAction } from '../../src/chat/action.ts';
import { actionOf, blocksOf, botOn, caller, headingsOf, idsOf, realCatalog, wordsOf } from './bot.ts';

const { type, dispatcher } = botOn(realCatalog);

describe('practice', () => {
  it('is never empty for a topic, and holds at least three things to do', async () => {
    for (const topic of realCatalog.topics) {
      const answer = await type(`practice ${topic.id}`);
      expect(idsOf(answer).length, topic.id).toBeGreaterThanOrEqual(3);
      for (const id of idsOf(answer)) expect(realCatalog.resource(id)?.kind).toBe('practice');
    }
  });

  it('labels what comes from a neighbouring topic, after its own', async () => {
    const headings = headingsOf(await type('practice feature store'));
    expect(headings[0]).toBe('Practise Feature stores');
    expect(headings.slice(2)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^From a neighbouring topic: /)]),
    );
  });

  it("begins with the original list's two, when no topic is named", async () => {
    const answer = await type('interview');
    const first = idsOf(answer)
      .slice(0, 2)
      .map((id) => realCatalog.resource(id)?.section);
    expect(first).toEqual(['Practice Problems', 'Practice Problems']);
    expect(answer).toEqual(await type('practice'));
  });

  it.each(['practise sql', 'interviews sql', 'interview SQL'])('is what %j means', async (line) => {
    expect(idsOf(await type(line))).toEqual(idsOf(await type('practice sql')));
  });

  it('looks for words that are no topic among the practice, and else goes to the nearest topic', async () => {
    const answer = await type('practice zzzzqq');
    expect(wordsOf(answer)).toMatch(/“zzzzqq” is no topic/);
    expect(idsOf(answer).length).toBeGreaterThanOrEqual(3);
  });

  it('asks on later pages what it asked on the first, with many words too', async () => {
    const words =
      'practice whatever there may be of interview questions about python and sql for data engineers';
    const first = await type(words);
    const action = decodeAction(encodeAction(actionOf(first, 'Next')));
    const second = action && (await dispatcher.press(action, caller));
    expect(second?.reply).toEqual((await type(words, { page: 2 })).reply);
  });

  it('offers other topics, the nearest first and not itself', async () => {
    const [select] = blocksOf(await type('practice docker'), 'select');
    expect(select?.options).toHaveLength(25);
    expect(select?.options.map(({ value }) => value)).not.toContain('docker');
    const other = await dispatcher.call('practice', { topic: select?.options[0]?.value ?? '' }, caller);
    expect(idsOf(other).length).toBeGreaterThanOrEqual(3);
  });

  it('says so when a catalog has none', async () => {
    expect(wordsOf(await botOn(createCatalog({})).type('practice'))).toMatch(/no practice yet/);
  });
});
