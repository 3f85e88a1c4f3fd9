import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPace } from '../../../src/adapters/slack/pace.ts';
import { createSeen } from '../../../src/adapters/slack/seen.ts';

const longest = 60_000;

it('messages into one channel go three at once, then one a second; other channels do not wait', () => {
  const pace = createPace(() => 5_000);
  expect([1, 2, 3, 4, 5].map(() => pace.turn('C1', longest))).toEqual([0, 0, 0, 1_000, 2_000]);
  expect(pace.turn('C2', longest)).toBe(0);
});

it('a turn that would come too late is not taken, so that a flood does not close the channel', () => {
  let now = 0;
  const pace = createPace(() => now);
  const turns = Array.from({ length: 1_000 }, () => pace.turn('C1', longest));
  expect(turns.filter((ms) => ms <= longest)).toHaveLength(63);
  expect(pace.turn('C1', longest)).toBe(61_000);
  now = 61_000;
  expect(pace.turn('C1', longest)).toBe(0);
});

it('in any n seconds no more than n + 3 messages go into a channel', () => {
  const pauses = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(pauses, fc.integer({ min: 1, max: 20 }), (all, seconds) => {
      let now = 0;
      const pace = createPace(() => now);
      const sent = all.flatMap((pause) => {
        now += pause;
        const ms = pace.turn('C1', longest);
        return ms > longest ? [] : [now + ms];
      });
      for (const from of sent) {
        const within = sent.filter((at) => at >= from && at < from + seconds * 1_000);
        expect(within.length).toBeLessThanOrEqual(seconds + 3);
      }
    }),
  );
});

it('channels that have been quiet are forgotten, and what has come long ago', () => {
  let now = 0;
  const pace = createPace(() => now);
  const seen = createSeen(() => now, 1_000);
  const before = heapUsed();
  for (let count = 0; count < 600_000; count++) {
    now += 1;
    pace.turn(`C${count}`, longest);
    seen.isNew(`Ev${count}`);
  }
  // All of them would be some 80 MB.
  expect(heapUsed() - before).toBeLessThan(20_000_000);
  expect([pace.turn('C599999', longest), seen.isNew('Ev599999')]).toEqual([0, false]);
});

/** Bytes that are still needed. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

it('what has come is known for a while, and not for ever', () => {
  let now = 0;
  const seen = createSeen(() => now, 1_000);
  expect([seen.isNew('a'), seen.isNew('a'), seen.isNew('b')]).toEqual([true, false, true]);
  seen.forget('b');
  expect(seen.isNew('b')).toBe(true);
  now = 1_000;
  expect(seen.isNew('a')).toBe(false);
  now = 1_001;
  expect([seen.isNew('a'), seen.isNew('b')]).toEqual([true, true]);
});
