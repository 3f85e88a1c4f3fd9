import { describe, expect, it } from 'vitest';
import { changeSubscription } from '../../src/store/subscriptions.ts';
import { start } from '../../src/study/cursor.ts';
import { addPost, member, readable } from './member.ts';
import { labelsOf, linesOf, store } from './somebody.ts';

describe('daily on where there is one', () => {
  it('says what there is and by whom, and Confirm changes it', async () => {
    const ada = member();
    await ada.press(await ada.type('daily on'), 'Confirm');
    const bob = member({ beside: ada, name: 'Bob' });
    const answer = await bob.type('daily on time:17:00');
    expect(readable(answer)).toMatch(
      /one already: weekdays at 09:00, Europe\/Berlin.*switched on by Ada.*Confirm changes/s,
    );
    expect(readable(await bob.press(answer, 'Confirm'))).toMatch(
      /^Changed\n\nThe next post comes in #general on Thu 22 Oct, 17:00/,
    );
    expect(await ada.subscription()).toMatchObject({
      ownerName: 'Bob',
      schedule: { time: '17:00' },
      version: 2,
    });
  });

  it('brings back one that was off, from its place on the path', async () => {
    const { type, press, subscription } = member();
    await press(await type('daily on mode:topic:docker'), 'Confirm');
    const cursor = { ...start, seen: ['docker-what'] };
    const one = await subscription();
    await store.write((db) =>
      db
        .updateTable('subscription')
        .set({ cursor: JSON.stringify(cursor) })
        .where('id', '=', one?.id ?? '')
        .execute(),
    );
    await type('daily off');
    expect(await subscription()).toMatchObject({ state: 'off' });
    expect(readable(await press(await type('daily on'), 'Confirm'))).toMatch(/^Switched on/);
    expect(await subscription()).toMatchObject({
      state: 'on',
      cursor,
      options: { mode: { type: 'topic', topic: 'docker' } },
    });
  });

  it('lists the next three as they will come, without a second post on a day', async () => {
    const { type, press, subscription } = member();
    await press(await type('daily on'), 'Confirm');
    await addPost((await subscription())?.id ?? '', { date: '2026-10-22' });
    const answer = await type('daily on time:23:00');
    expect(linesOf(answer).slice(-3)).toEqual([
      'Fri 23 Oct, 23:00',
      'Mon 26 Oct, 23:00 (after the clocks go back)',
      'Tue 27 Oct, 23:00',
    ]);
    expect(readable(await press(answer, 'Confirm'))).toContain('on Fri 23 Oct, 23:00');
  });

  it('says that a paused one goes on with it', async () => {
    const { type, press } = member();
    await press(await type('daily on'), 'Confirm');
    await type('daily pause');
    expect(readable(await type('daily on'))).toMatch(
      /and is paused. Confirm changes it to this, and it goes on:/,
    );
  });

  it('shows it anew to a Confirm that was made from something else', async () => {
    const ada = member();
    const old = await ada.type('daily on');
    await ada.press(await ada.type('daily on time:17:00'), 'Confirm');
    const bob = member({ beside: ada, name: 'Bob' });
    for (const one of [ada, bob]) {
      const answer = await one.press(old, 'Confirm');
      expect(readable(answer)).toMatch(/Somebody changed it meanwhile[\s\S]*one already: weekdays at 17:00/);
      expect(await ada.subscription()).toMatchObject({ schedule: { time: '17:00' }, ownerName: 'Ada' });
    }
    await bob.press(await bob.press(old, 'Confirm'), 'Confirm');
    expect(await ada.subscription()).toMatchObject({ schedule: { time: '09:00' }, ownerName: 'Bob' });
  });

  it('takes a second press for the first, and a post in between for no change', async () => {
    const { type, press, subscription } = member();
    const first = await type('daily on');
    await press(first, 'Confirm');
    expect(readable(await press(first, 'Confirm'))).toMatch(/^Changed/);
    const answer = await type('daily on time:17:00');
    const one = await subscription();
    await store.write((db) =>
      db
        .updateTable('subscription')
        .set({ version: 9, cursor: JSON.stringify({ ...start, seen: ['git-why'] }) })
        .where('id', '=', one?.id ?? '')
        .execute(),
    );
    expect(readable(await press(answer, 'Confirm'))).toMatch(/^Changed/);
    expect(await subscription()).toMatchObject({ schedule: { time: '17:00' }, version: 10 });
  });

  it.each(['c0900 31 Europe/Berlin 20 d1/5 p - -', '00000000 UTC p -'])(
    'switches nothing on from what it cannot read: %s',
    async (set) => {
      const { dispatcher, caller, subscription } = member();
      const answer = await dispatcher.call('daily on', { set, sure: true }, caller);
      expect(labelsOf(answer)).toContain('Confirm');
      expect(await subscription()).toBeUndefined();
    },
  );

  it('posts no second time on a day', async () => {
    const { type, press, subscription } = member();
    await press(await type('daily on'), 'Confirm');
    await addPost((await subscription())?.id ?? '', { date: '2026-10-22' });
    await press(await type('daily on time:20:00'), 'Confirm');
    expect((await subscription())?.next?.date).toBe('2026-10-23');
  });

  it('says first what has stopped it, and forgets it when it is switched on again', async () => {
    const { type, press, subscription } = member();
    await press(await type('daily on'), 'Confirm');
    const one = await subscription();
    if (one === undefined) throw new Error('nothing is on');
    const trouble = { code: 'not_in_channel', mend: 'Invite me: /invite @bot', at: one.createdAt };
    await store.write((db) =>
      changeSubscription(db, one, { ...one, state: 'paused', announced: true, trouble }),
    );
    const answer = await type('daily on');
    expect(readable(answer)).toMatch(/stopped. Invite me: \/invite @bot\n.*not_in_channel/);
    await press(answer, 'Confirm');
    expect(await subscription()).toMatchObject({ state: 'on', announced: false });
    expect((await subscription())?.trouble).toBeUndefined();
  });

  it('looks once more when somebody else was quicker, and gives up the second time', async () => {
    let losses = 1;
    const slower: typeof store = {
      ...store,
      write: async (work, options) => {
        if (losses-- > 0) return undefined as never;
        return store.write(work, options);
      },
    };
    const { type, press, subscription } = member({ keptIn: slower });
    const answer = await type('daily on');
    await press(answer, 'Confirm');
    expect(await subscription()).toMatchObject({ state: 'on' });
    losses = 2;
    expect(readable(await press(answer, 'Confirm'))).toMatch(/Somebody else changed/);
  });
});
