import { describe, expect, it } from 'vitest';
import { message, text } from '../../src/chat/reply.ts';
import { headingsOf } from './bot.ts';
import { addPost, member, readable, thursday, withDaily } from './member.ts';
import { labelsOf, linesOf, store } from './somebody.ts';

const trouble = { code: 'not_in_channel', mend: 'Invite me: /invite @bot', at: thursday };

describe('daily status', () => {
  it('is what daily alone means, and says when the next posts come and who switched it on', async () => {
    const { type } = await withDaily();
    const answer = await type('daily');
    expect(answer).toMatchObject({ command: 'daily status', visibility: 'private' });
    expect(readable(answer)).toMatch(
      /On. The next post comes on Fri 23 Oct, 09:00 \(Europe\/Berlin\)[\s\S]*Switched on by Ada/,
    );
    expect(linesOf(answer).slice(-3)).toEqual([
      'Fri 23 Oct, 09:00',
      'Mon 26 Oct, 09:00 (after the clocks go back)',
      'Tue 27 Oct, 09:00',
    ]);
    expect(labelsOf(answer)).toEqual(['Preview', 'Change', 'Pause', 'Skip the next', 'Off']);
  });

  it.each([
    ['sent', undefined, /Last: Wed 21 Oct \(https:\/\/chat\.example\/1\) – sent/],
    ['failed', 'msg_too_long', /– not sent: it was refused \(msg_too_long\)/],
    ['skipped', 'too late', /– left out \(too late\)/],
    ['unknown', undefined, /– nobody knows whether it came.*not sent again/],
    ['uncertain', undefined, /– on its way/],
  ] as const)('says of the last post that it is %s', async (state, error, said) => {
    const { read, id } = await withDaily();
    const url = 'https://chat.example/1';
    await addPost(id, { date: '2026-10-20', state: 'sent' });
    await addPost(id, { date: '2026-10-21', state, url, ...(error === undefined ? {} : { error }) });
    expect(await read('daily status')).toMatch(said);
  });

  it('counts what nobody knows of, and what nobody could send in time', async () => {
    const { read, id } = await withDaily();
    for (const date of ['2026-08-03', '2026-10-19', '2026-10-20'])
      await addPost(id, { date, state: 'unknown' });
    await store.write((db) =>
      db.updateTable('subscription').set({ missed: 1 }).where('id', '=', id).execute(),
    );
    const said = await read('daily status');
    expect(said).toContain('nobody knows of 2 posts whether it came');
    expect(said).toContain('Since Thu 22 Oct, 1 post could not be sent in time.');
  });

  it('says what is in the way and what is missing', async () => {
    const { read, rights } = await withDaily();
    rights.access = {
      obstacle: message(text('Nobody lets me in.')),
      lacks: ['channels:history: nobody can look'],
    };
    expect(await read('daily status')).toMatch(/Nobody lets me in\.[\s\S]*I lack channels:history/);
  });

  it('is for everybody, also for those who may not change it', async () => {
    const { type, rights } = await withDaily();
    rights.may = false;
    const answer = await type('daily status');
    expect(readable(answer)).toMatch(/^The daily post for #general/);
    expect(labelsOf(answer)).toEqual(['Preview']);
  });

  it('offers nobody what they may not do, and says who may', async () => {
    const answer = await member({ may: false }).type('daily status');
    expect(readable(answer)).toMatch(/no daily post in #general[\s\S]*Not you: ask Grace/);
    expect(labelsOf(answer)).toEqual(['One for me']);
    expect(labelsOf(await member({ may: false }).type('daily preview'))).toEqual(['One for me']);
  });

  it.each([
    ['thread:yes', /no room for threads/],
    ['ping:here', /nobody is called/],
    ['minutes:30', /^(?!.*(?:no room|nobody is called))/s],
  ])('says why a thread or a call will not work where it is wanted: %s', async (line, said) => {
    const access = { lacks: [], noThread: 'There is no room for threads.', noPing: 'So nobody is called.' };
    const { type, press, read } = member({ access });
    const answer = await type(`daily on ${line}`);
    expect(readable(answer)).toMatch(said);
    await press(answer, 'Confirm');
    expect(await read('daily status')).toMatch(said);
  });

  it('says so where nothing is on, and what one has of one’s own', async () => {
    const { type, press } = member();
    const answer = await type('daily status');
    expect(readable(answer)).toMatch(/no daily post in #general/);
    expect(labelsOf(answer)).toEqual(['Switch it on']);
    await press(await type('daily on me'), 'Confirm');
    const there = await press(await type('daily'), 'My own');
    expect(headingsOf(there)[0]).toBe('The daily post for you');
    // The buttons of one's own are not about the channel.
    await press(there, 'Off');
    expect(readable(await press(await type('daily on me'), 'Confirm'))).toContain('to you');
  });

  it('knows somebody who has left, and a step back from words that it does not know', async () => {
    const { read, type, id } = await withDaily();
    await store.write((db) =>
      db.updateTable('subscription').set({ owner: null, owner_name: null }).where('id', '=', id).execute(),
    );
    expect(await read('daily')).toContain('somebody who has left');
    const answer = await type('daily statsu');
    expect(readable(answer)).toMatch(/nothing called “statsu”/);
    expect(labelsOf(answer)).toEqual(['daily status']);
    expect(labelsOf(await type('daily send'))).toEqual(['daily preview', 'daily status']);
  });

  it('and all others say so when this machine does not know the zone any more', async () => {
    const { read, id } = await withDaily();
    await store.write((db) =>
      db.updateTable('subscription').set({ time_zone: 'Mars/Base' }).where('id', '=', id).execute(),
    );
    for (const line of [
      'daily status',
      'daily preview',
      'daily pause',
      'daily pause monday',
      'daily skip',
      'daily resume',
      'daily preview send:yes',
    ]) {
      expect(await read(line), line).toMatch(/no time zone Mars\/Base/);
    }
    expect(await read('daily list')).toContain('Mars/Base');
    expect(await read('daily on')).toContain('Europe/Berlin (from your profile)');
    expect(await read('daily off')).toContain('Switched off');
  });
});

describe('trouble', () => {
  it('is the first thing that any command of it says, until it is mended', async () => {
    const { read, change, there } = await withDaily();
    const { next: _, ...rest } = await there();
    await change({ ...rest, state: 'paused', trouble });
    for (const line of [
      'daily',
      'daily preview',
      'daily preview send:yes',
      'daily skip',
      'daily pause',
      'daily list',
      'daily on',
    ]) {
      expect(await read(line), line).toMatch(/The daily post has stopped\. Invite me: \/invite @bot/);
    }
    expect(await read('daily resume')).toMatch(/^It goes on/);
    expect((await there()).trouble).toBeUndefined();
    expect(await read('daily')).not.toContain('stopped');
  });

  it('says in status what is in the way now, and once', async () => {
    const { read, change, rights } = await withDaily();
    await change({ state: 'paused', trouble });
    expect(await read('daily')).toMatch(
      /stopped\. Invite me[\s\S]*\/mlops daily resume\.\s+As far as I can see, nothing/,
    );
    rights.access = { obstacle: message(text('The channel is archived.')), lacks: [] };
    expect(await read('daily')).toMatch(/stopped\.\s+The channel is archived\./);
    expect(await read('daily')).not.toContain('Invite me');
  });

  it('stays while it is not mended', async () => {
    const { read, change, there, rights } = await withDaily();
    await change({ state: 'paused', trouble });
    rights.access = { obstacle: message(text('Nobody lets me in.')), lacks: [] };
    expect(await read('daily resume')).toMatch(/Nobody lets me in\.\nSo it was not resumed/);
    expect(await there()).toMatchObject({ state: 'paused', trouble });
  });
});

describe('daily preview', () => {
  it('shows the next post as it will look, without its buttons', async () => {
    const { type } = await withDaily();
    const answer = await type('daily preview');
    expect(headingsOf(answer)).toEqual(['The next post', 'Step 1 of 6 in Version control with Git']);
    expect(readable(answer)).toContain('It comes on Fri 23 Oct, 09:00 (Europe/Berlin)');
    expect(labelsOf(answer)).toEqual(['Send now', 'Status']);
  });

  it('sends today’s now, once, and says when the next one comes', async () => {
    const { type, press, woken, there } = await withDaily({}, 'time:20:00');
    const preview = await type('daily preview');
    const before = woken();
    expect(readable(await press(preview, 'Send now'))).toMatch(
      /On its way[\s\S]*Fri 23 Oct, 20:00 \(Europe\/Berlin\)/,
    );
    expect(woken()).toBe(before + 1);
    expect(readable(await press(preview, 'Send now'))).toMatch(/there already: on its way/);
    // The one at 20:00 is made by now.
    expect(readable(await type('daily'))).toContain('The next post comes on Fri 23 Oct, 20:00');
    expect((await there()).next?.date).toBe('2026-10-22');
  });

  it.each([
    ['sent', /there already: sent\. Here it is \(https:\/\/chat\.example\/1\)/],
    ['unknown', /look in the channel first/],
    ['skipped', /On its way/],
    ['failed', /On its way/],
  ] as const)('of a day whose post is %s', async (state, said) => {
    const { read, id } = await withDaily();
    await addPost(id, { date: '2026-10-22', state, url: 'https://chat.example/1' });
    expect(await read('daily preview send:yes')).toMatch(said);
  });

  it('sends nothing for those who may not, nor while it is not on', async () => {
    const { read, rights, change, type } = await withDaily();
    rights.may = false;
    expect(labelsOf(await type('daily preview'))).toEqual(['Status']);
    expect(await read('daily preview send:yes')).toContain('ask Grace');
    rights.may = true;
    await change({ state: 'paused' });
    expect(await read('daily preview send:yes')).toMatch(
      /It is paused \(Europe\/Berlin\), so nothing was sent/,
    );
    expect(labelsOf(await type('daily preview'))).toEqual(['Status']);
  });

  it('shows the first post of all where nothing is on', async () => {
    const { type } = member();
    const answer = await type('daily preview');
    expect(headingsOf(answer)).toContain('Step 1 of 6 in Version control with Git');
    expect(labelsOf(answer)).toEqual(['Switch it on']);
  });
});
