import { describe, expect, it } from 'vitest';
import { addPost, content, member, readable, thursday, withDaily } from './member.ts';
import { labelsOf, linesOf } from './somebody.ts';

const trouble = { code: 'not_in_channel', mend: 'Invite me: /invite @bot', at: thursday };

describe('daily pause and resume', () => {
  it('holds it until somebody resumes it', async () => {
    const { read, there, woken } = await withDaily();
    expect(await read('daily pause')).toMatch(/until somebody resumes it \(Europe\/Berlin\)/);
    expect(await there()).toMatchObject({ state: 'paused' });
    expect((await there()).next).toBeUndefined();
    expect(await read('daily pause')).toMatch(/paused already \(Europe/);
    expect(await read('daily status')).toContain('Paused (Europe/Berlin)');
    const before = woken();
    expect(await read('daily resume')).toContain('on Fri 23 Oct, 09:00 (Europe/Berlin)');
    expect(await there()).toMatchObject({ state: 'on', next: { date: '2026-10-23' } });
    expect(woken()).toBe(before + 1);
    expect(await read('daily resume')).toMatch(/on, and not paused. The next post comes on Fri 23 Oct/);
  });

  it.each([
    ['monday', '2026-10-26', '2026-10-26', /Paused until Mon 26 Oct/],
    [
      'until sat 31 Oct',
      '2026-10-31',
      '2026-11-02',
      /next post comes on Mon 2 Nov, 09:00 \(Europe\/Berlin\)/,
    ],
    ['2 weeks', '2026-11-05', '2026-11-05', /Thu 5 Nov/],
    ['2027-01-04', '2027-01-04', '2027-01-04', /Mon 4 Jan 2027/],
  ])('goes on by itself on the first of its days: %s', async (said, until, date, shown) => {
    const { read, there } = await withDaily();
    expect(await read(`daily pause ${said}`)).toMatch(shown);
    expect(await there()).toMatchObject({ state: 'paused', pausedUntil: until, next: { date } });
    expect(await read('daily')).toMatch(/Paused until/);
    await read('daily resume');
    expect((await there()).pausedUntil).toBeUndefined();
    expect((await there()).next?.date).toBe('2026-10-23');
  });

  it('says the year of a day in another one', async () => {
    const { read } = await withDaily();
    expect(await read('daily pause 5 Jan')).toContain('comes on Tue 5 Jan 2027, 09:00');
  });

  it.each(['yesterday', 'someday', '31 Feb', '2026-01-01', '3 years'])(
    'asks until when: %s',
    async (said) => {
      const { type, press, there } = await withDaily();
      const answer = await type(`daily pause ${said}`);
      expect(readable(answer)).toContain(`“${said}” is no day to come`);
      expect((await there()).state).toBe('on');
      await press(answer, 'For 2 weeks');
      expect(await there()).toMatchObject({ pausedUntil: '2026-11-05' });
    },
  );
});

describe('daily skip', () => {
  it('leaves out the next one and says which comes then', async () => {
    const { read, there } = await withDaily();
    expect(await read('daily skip')).toMatch(
      /No post comes on Fri 23 Oct, 09:00[\s\S]*next one comes on Mon 26 Oct, 09:00 \(Europe\/Berlin\)/,
    );
    expect((await there()).next).toEqual({
      date: '2026-10-26',
      at: Temporal.Instant.from('2026-10-26T08:00:00Z'),
    });
  });

  it('leaves out one however often the same button is pressed', async () => {
    const { type, press, there } = await withDaily();
    const status = await type('daily');
    await press(status, 'Skip the next');
    expect(readable(await press(status, 'Skip the next'))).toMatch(/does not come any more.*Mon 26 Oct/);
    expect((await there()).next?.date).toBe('2026-10-26');
    expect(linesOf(await type('daily')).at(-3)).toBe('Mon 26 Oct, 09:00');
  });

  it.each([
    ['another length', ['daily on minutes:30'], '2026-10-26'],
    ['another time', ['daily on time:18:00'], '2026-10-26'],
    ['every day', ['daily on days:daily'], '2026-10-24'],
    ['a pause', ['daily pause', 'daily resume'], '2026-10-26'],
    ['a pause until that day', ['daily pause until:fri'], '2026-10-26'],
    ['off and on', ['daily off', 'daily on'], '2026-10-26'],
  ])('is kept through %s', async (_, lines, date) => {
    const { type, press, read, there } = await withDaily();
    await read('daily skip');
    for (const line of lines) {
      const answer = await type(line);
      if (labelsOf(answer).includes('Confirm')) await press(answer, 'Confirm');
    }
    expect((await there()).next?.date).toBe(date);
  });

  it('is told as the last outcome once the day has come, and Send now takes it back', async () => {
    const { read, time } = await withDaily();
    await read('daily skip');
    expect(await read('daily')).not.toContain('Last:');
    time.now = Temporal.Instant.from('2026-10-23T09:00:00Z');
    expect(await read('daily')).toContain('Last: Fri 23 Oct – left out (skipped by Ada)');
    expect(await read('daily list')).toContain('last: Fri 23 Oct left out (skipped by Ada)');
    expect(await read('daily preview send:yes')).toMatch(/^On its way/);
  });

  it.each(['skip tomorrow', 'off monday', 'resume on friday', 'preview random'])(
    'and the others do nothing with words that they do not know: %s',
    async (line) => {
      const { read, there } = await withDaily();
      const before = await there();
      expect(await read(`daily ${line}`)).toMatch(
        /I did not understand “(?:on )?\w+”, so nothing was changed/,
      );
      expect(await there()).toEqual(before);
    },
  );

  it('knows how people ask for it', async () => {
    const { read } = await withDaily();
    expect(await read('daily skip the next one please')).toMatch(/^Left out/);
  });

  it('has nothing to leave out while it is paused or off', async () => {
    const { read } = await withDaily();
    await read('daily pause');
    expect(await read('daily skip')).toMatch(/It is paused, so no post/);
    await read('daily off');
    expect(await read('daily skip')).toMatch(/It is off, so no post/);
  });
});

describe('daily off', () => {
  it('ends it and keeps the place', async () => {
    const { read, there } = await withDaily();
    expect(await read('daily off')).toMatch(/Switched off[\s\S]*\/mlops daily on goes on from there/);
    expect((await there()).next).toBeUndefined();
    expect(await read('daily off')).toMatch(/off already/);
    expect(await read('daily pause')).toMatch(/nothing to pause/);
    expect(await read('daily resume')).toMatch(/off, and not paused/);
    expect(await read('daily')).toMatch(/Off \(Europe\/Berlin\)/);
  });
});

describe('those who may not', () => {
  it.each(['pause', 'resume', 'skip', 'off'])('cannot %s', async (name) => {
    const { read, rights, there } = await withDaily();
    rights.may = false;
    expect(await read(`daily ${name}`)).toMatch(
      /ask Grace\.\s+The one that is here was switched on by Ada\./,
    );
    expect((await there()).version).toBe(1);
  });

  it.each(['pause', 'resume', 'skip', 'off', 'preview send:yes'])(
    'have nothing to %s where nothing is on',
    async (name) => {
      expect(await member().read(`daily ${name}`)).toContain('no daily post in #general');
      const own = member();
      await own.press(await own.type('daily on me'), 'Confirm');
      expect(await own.read(`daily ${name}`)).toContain('one of your own: type /mlops daily status for:me.');
    },
  );
});

describe('daily list', () => {
  it('has what one switched on and the one here, and no channel of others', async () => {
    const ada = await withDaily();
    await ada.press(await ada.type('daily on me'), 'Confirm');
    await addPost(ada.id, { date: '2026-10-21', url: 'https://chat.example/7', pick: content });
    const bob = member({ beside: ada, name: 'Bob' });
    expect(linesOf(await ada.type('daily list'))).toEqual([
      expect.stringMatching(
        /^Here, #general – next on Fri 23 Oct, 09:00 \(Europe\/Berlin\) – last: Wed 21 Oct sent$/,
      ),
      expect.stringMatching(/^Your own – next on Fri 23 Oct/),
    ]);
    expect(linesOf(await bob.type('daily list'))).toHaveLength(1);
    const elsewhere = member({ name: 'Cleo' });
    expect(await elsewhere.read('daily list')).toMatch(/Nothing is switched on/);
  });

  it('says what has stopped elsewhere', async () => {
    const { change, dispatcher, caller } = await withDaily();
    await change({ state: 'paused', trouble });
    const other = await dispatcher.call(
      'daily list',
      {},
      { ...caller, place: { platform: 'slack', workspace: 'T1', channel: 'C0' } },
    );
    expect(linesOf(other)[0]).toMatch(
      /#general – paused, weekdays at 09:00, Europe\/Berlin – stopped: Invite me/,
    );
  });
});
