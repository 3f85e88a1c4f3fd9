import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGates } from '../../../src/adapters/slack/gates.ts';
import { createPace } from '../../../src/adapters/slack/pace.ts';
import { createMoments } from './moments.ts';

describe('a gate', () => {
  it('lets all through while it is open, and nobody while it is closed', async () => {
    const { clock, wait, pass } = createMoments();
    const gates = createGates(clock, wait);
    const at: number[] = [];
    const go = () => gates.pass('a', { until: 60_000 }, async () => at.push(clock()));
    await Promise.all([go(), go()]);
    gates.close('a', 5_000);
    const all = [go(), go()];
    await gates.pass('b', { until: 0 }, async () => at.push(clock()));
    await pass();
    await Promise.all(all);
    expect(at).toEqual([0, 0, 0, 5_000, 5_000]);
  });

  it('lets one go alone after it was closed, and the others once that one is back', async () => {
    const { clock, wait, pass } = createMoments();
    const gates = createGates(clock, wait);
    const said: string[] = [];
    gates.close('a', 1_000);
    const all = ['first', 'second', 'third'].map((name) =>
      gates.pass('a', { until: 60_000 }, async () => {
        said.push(`${name} goes`);
        await wait(100);
        said.push(`${name} is back`);
        if (name === 'first') gates.close('a', 2_000);
      }),
    );
    await pass();
    await Promise.all(all);
    expect(said.slice(0, 4)).toEqual(['first goes', 'first is back', 'second goes', 'second is back']);
    expect(clock()).toBe(3_300);
  });

  it('is opened by nothing sooner than Slack said first', async () => {
    const { clock, wait, pass } = createMoments();
    const gates = createGates(clock, wait);
    gates.close('a', 5_000);
    gates.close('a', 1_000);
    const through = gates.pass('a', { until: 60_000 }, async () => clock());
    await pass();
    expect(await through).toEqual({ done: 5_000 });
  });

  it('that closes while some wait for their turns lets them through at their pace again', async () => {
    const { clock, wait, pass } = createMoments();
    const gates = createGates(clock, wait);
    const pace = createPace(clock);
    const turn = (longestMs: number) => pace.turn('C1', longestMs);
    const at: number[] = [];
    const all = Array.from({ length: 9 }, () =>
      gates.pass('a', { until: 60_000, turn }, async () => at.push(clock())),
    );
    gates.close('a', 20_000);
    await pass();
    await Promise.all(all);
    expect(at).toEqual([0, 0, 0, 20_000, 20_000, 20_000, 21_000, 22_000, 23_000]);
  });

  it('is no trap when the one that goes alone fails', async () => {
    const { clock, wait, pass } = createMoments();
    const gates = createGates(clock, wait);
    gates.close('a', 1_000);
    const failed = gates.pass('a', { until: 60_000 }, () => Promise.reject(new Error('reset')));
    const next = gates.pass('a', { until: 60_000 }, async () => 'through');
    const expected = expect(failed).rejects.toThrow('reset');
    await pass();
    await expected;
    expect(await next).toEqual({ done: 'through' });
  });

  it('says at once how long it would take when that is too long, and takes no turn for it', async () => {
    const { clock, wait } = createMoments();
    const gates = createGates(clock, wait);
    const turns: number[] = [];
    gates.close('a', 90_000);
    const turn = (longestMs: number) => turns.push(longestMs);
    expect(await gates.pass('a', { until: 60_000, turn }, async () => {})).toEqual({ waitMs: 90_000 });
    expect(await gates.pass('b', { until: 60_000, turn: () => 70_000 }, async () => {})).toEqual({
      waitMs: 70_000,
    });
    expect(turns).toEqual([]);
  });
});

/** What Slack does with messages into one channel: three at once and then one a second, and 429 for `seconds` to the rest. */
function strictSlack(clock: () => number, seconds: number) {
  let full = 0;
  let closedUntil = 0;
  const told = { early: 0, limited: 0, posted: 0 };
  return {
    told,
    post(): number | undefined {
      const now = clock();
      if (now < closedUntil) told.early += 1;
      const due = Math.max(full, now);
      if (now >= closedUntil && due - now <= 2_000) {
        full = due + 1_000;
        told.posted += 1;
        return undefined;
      }
      told.limited += 1;
      closedUntil = Math.max(closedUntil, now + seconds * 1_000);
      return seconds;
    },
    closeNow(ms: number) {
      closedUntil = clock() + ms;
    },
  };
}

it('what has gathered before a closed gate goes through at the pace of its channel', async () => {
  const closings = fc.integer({ min: 1, max: 25 });
  const arrivals = fc.array(fc.integer({ min: 0, max: 15_000 }), { minLength: 1, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(closings, arrivals, async (seconds, all) => {
      const { clock, wait, pass } = createMoments();
      const gates = createGates(clock, wait);
      const pace = createPace(clock);
      const slack = strictSlack(clock, seconds);
      const patient = (): Parameters<typeof gates.pass>[1] => ({
        until: clock() + 60_000,
        turn: (longestMs) => pace.turn('C1', longestMs),
      });
      slack.closeNow(500);
      const sent = all.map(async (at) => {
        await wait(at);
        const mine = patient();
        for (let made = 1; made <= 4; made++) {
          const passed = await gates.pass('C1', mine, async () => {
            const retry = slack.post();
            await wait(30);
            if (retry !== undefined) gates.close('C1', retry * 1_000);
            return retry;
          });
          if ('waitMs' in passed || passed.done === undefined) return;
        }
      });
      await pass();
      await Promise.all(sent);
      expect(slack.told.posted).toBe(all.length);
      // Three may be on their way when the first 429 comes; after it nobody knocks too soon.
      expect(slack.told.limited).toBeLessThanOrEqual(3);
    }),
    { numRuns: 30 },
  );
});
