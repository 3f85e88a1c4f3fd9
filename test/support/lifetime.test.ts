import { describe, expect, it } from 'vitest';
import { endFile, endTest, perFile, perTest } from './lifetime.ts';

describe.each([
  ['a test', perTest, endTest],
  ['a file', perFile, endFile],
])('what %s has for itself', (_whose, per, end) => {
  it('is made when it is first asked for, once, and anew after its end', async () => {
    let made = 0;
    const ask = per(() => ({ number: ++made }));
    expect(made).toBe(0);
    const first = ask();
    expect(ask()).toBe(first);
    await end();
    expect(ask()).toEqual({ number: 2 });
  });

  it('ends once, the last made first, and not at all if nobody asked', async () => {
    const ended: string[] = [];
    const [early, late] = ['early', 'late', 'never'].map((name) =>
      per(
        () => name,
        (it) => ended.push(it),
      ),
    );
    late?.();
    early?.();
    await end();
    await end();
    expect(ended).toEqual(['early', 'late']);
  });

  it('ends though something else cannot, which is told', async () => {
    const ended: string[] = [];
    const fine = per(
      () => 'fine',
      (it) => ended.push(it),
    );
    const bad = per(
      () => 'bad',
      (it) => Promise.reject(new Error(it)),
    );
    fine();
    bad();
    await expect(end()).rejects.toThrow('bad');
    expect(ended).toEqual(['fine']);
  });
});

const seen = perTest(() => ({ times: 0 }));

describe('the tests of a file', () => {
  it.each([1, 2])('find nothing of each other (%i)', () => {
    expect(++seen().times).toBe(1);
  });
});
