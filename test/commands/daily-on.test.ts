import { describe, expect, it } from 'vitest';
import { message, text } from '../../src/chat/reply.ts';
import { StoreError } from '../../src/store/error.ts';
import { start } from '../../src/study/cursor.ts';
import { actionOf, headingsOf } from './bot.ts';
import { filledIn, member, readable } from './member.ts';
import { labelsOf, linesOf, somebody, store } from './somebody.ts';

describe('daily on, in two taps', () => {
  it('first shows the post, the settings with whose zone it is, and the next runs', async () => {
    const { type, subscription, woken } = member();
    const answer = await type('daily on');
    expect(answer).toMatchObject({ command: 'daily on', visibility: 'private' });
    expect(linesOf(answer)).toEqual([
      'weekdays at 09:00, Europe/Berlin (from your profile)',
      'the steps of the path, one after the other, at most 20 minutes a day',
      'moves on with each post',
      'Fri 23 Oct, 09:00',
      'Mon 26 Oct, 09:00 (after the clocks go back)',
      'Tue 27 Oct, 09:00',
    ]);
    expect(headingsOf(answer)).toContain('Step 1 of 6 in Version control with Git');
    expect(readable(answer)).toContain('Switched on by Ada');
    expect(labelsOf(answer)).toEqual(['Confirm', 'Change']);
    expect(await subscription()).toBeUndefined();
    expect(woken()).toBe(0);
  });

  it('then switches it on', async () => {
    const { type, press, subscription, woken, caller } = member();
    const confirm = actionOf(await type('daily on'), 'Confirm');
    expect(confirm.mode).toBe('update');
    const answer = await press(await type('daily on'), 'Confirm');
    expect(readable(answer)).toContain('in #general on Fri 23 Oct, 09:00 (Europe/Berlin)');
    expect(labelsOf(answer)).toEqual(['Preview', 'Status', 'Off']);
    expect(woken()).toBe(1);
    expect(await subscription()).toMatchObject({
      platform: 'slack',
      target: { type: 'channel', workspace: 'T1', channel: caller.place?.channel },
      name: '#general',
      owner: `slack:${caller.person.id}`,
      ownerName: 'Ada',
      schedule: { time: '09:00', zone: 'Europe/Berlin', weekdays: 31 },
      options: {
        mode: { type: 'path' },
        minutes: 20,
        advance: { by: 'days', marks: 1, days: 5 },
        thread: false,
      },
      state: 'on',
      next: { date: '2026-10-23', at: Temporal.Instant.from('2026-10-23T07:00:00Z') },
      cursor: start,
      announced: false,
      version: 1,
    });
  });

  it.each([
    [{ zone: 'Asia/Tokyo' }, 'Asia/Tokyo (from your profile)'],
    [{ zone: undefined, defaultZone: 'Asia/Kolkata' }, 'Asia/Kolkata (from DEFAULT_TIME_ZONE)'],
    [{ zone: 'Mars/Base', defaultZone: 'Asia/Kolkata' }, 'Asia/Kolkata (from DEFAULT_TIME_ZONE)'],
    [{ zone: undefined }, 'UTC (since I do not know yours: press Change'],
  ])('takes the zone from where there is one: %j', async (scene, shown) => {
    expect(await member(scene).read('daily on')).toContain(shown);
  });

  it('asks no profile when the zone is said', async () => {
    const { read, type, press, asked } = member();
    expect(await read('daily on zone:Tokyo')).toContain('09:00, Asia/Tokyo\n');
    await press(await type('daily on'), 'Confirm');
    const before = asked.zone;
    await read('daily on');
    expect(asked.zone).toBe(before);
  });

  it('changes what it is in a dialog of five fields', async () => {
    const { type, press, dispatcher, caller, subscription } = member();
    const answer = await type('daily on minutes:25');
    expect(actionOf(answer, 'Change').mode).toBe('form');
    const form = await press(answer, 'Change');
    if (form.reply.type !== 'form') throw new Error('no form');
    expect(form.reply.fields.map(({ name, value }) => [name, value])).toEqual([
      ['time', '09:00'],
      ['zone', 'Europe/Berlin'],
      ['days', 'weekdays'],
      ['mode', 'path'],
      ['minutes', '25'],
    ]);
    const sent = filledIn(form, {
      time: '7:30 pm',
      zone: 'new york',
      days: 'mon-wed',
      mode: 'docker',
      minutes: '45',
    });
    const shown = await dispatcher.press(sent, caller);
    await press(shown, 'Confirm');
    expect(await subscription()).toMatchObject({
      schedule: { time: '19:30', zone: 'America/New_York', weekdays: 7 },
      options: { mode: { type: 'topic', topic: 'docker' }, minutes: 45 },
    });
  });

  it('opens an empty dialog at once, without looking anywhere', async () => {
    const { dispatcher, caller, deps, asked } = member();
    const form = await dispatcher.call('daily on', { form: true }, caller);
    expect(form.reply).toMatchObject({ type: 'form', submit: { args: {} } });
    expect(asked).toEqual({ may: 0, zone: 0 });
    const [command] = deps.commands.filter(({ name, group }) => group === 'daily' && name === 'on');
    expect([command?.opens({ form: true }), command?.opens({})]).toEqual(['form', 'reply']);
  });
});

describe('who may, and whether it can be written there', () => {
  it.each(['slack', 'discord'] as const)(
    'says on %s who may, and offers one of one’s own',
    async (platform) => {
      const { type, press, subscription } = member({ platform, may: false });
      const answer = await type('daily on sure:yes');
      expect(readable(answer)).toMatch(/^Not you: ask Grace\.\nOr have/);
      expect(await subscription()).toBeUndefined();
      await press(await press(answer, 'One for me'), 'Confirm');
      expect(await subscription()).toBeUndefined();
      expect(await subscription('me')).toMatchObject({ state: 'on' });
    },
  );

  it('looks once more when it is confirmed', async () => {
    const { type, press, rights, subscription } = member();
    const answer = await type('daily on');
    rights.may = false;
    expect(readable(await press(answer, 'Confirm'))).toContain('ask Grace');
    rights.may = true;
    rights.access = { obstacle: message(text('Nobody lets me in.')), lacks: [] };
    expect(readable(await press(answer, 'Confirm'))).toContain('Nobody lets me in.');
    expect(await subscription()).toBeUndefined();
  });

  it('says what is in the way, and goes on with the same when it is gone', async () => {
    const obstacle = message(text('I am not in it: '), text('/invite @bot'));
    const { type, press, rights } = member({ access: { obstacle, lacks: [] } });
    const answer = await type('daily on 8am Lisbon');
    expect(readable(answer)).toMatch(/\/invite @bot[\s\S]*Nothing was switched on/);
    rights.access = { lacks: ['Read Message History: nobody can look'] };
    const again = await press(answer, 'Try again');
    expect(linesOf(again)[0]).toBe('weekdays at 08:00, Europe/Lisbon');
    expect(readable(again)).toContain('I lack Read Message History: nobody can look');
  });

  it('offers no second try where it can never write', async () => {
    const answer = await member({ kind: 'other' }).type('daily on');
    expect(labelsOf(answer)).toEqual(['One for me instead']);
  });

  it('knows a place where nobody can write', async () => {
    expect(await member({ kind: 'other' }).read('daily on')).toMatch(/in a text channel, in a thread/);
    expect(await member({ kind: 'thread' }).read('daily on')).toContain('Confirm');
  });

  it('is at home in no terminal, and says where it is', async () => {
    const { type, press } = somebody();
    const answer = await type('daily on');
    expect(readable(answer)).toMatch(/a channel of Slack or Discord.*\/mlops daily on/s);
    expect(headingsOf(await press(answer, 'See the first post'))).toContain(
      'Step 1 of 6 in Version control with Git',
    );
  });

  it('says what to type where a platform does not tell the channel', async () => {
    const { caller, dispatcher } = member();
    const { place: _, ...nowhere } = caller;
    const answer = await dispatcher.call('daily on', {}, nowhere);
    expect(readable(answer)).toContain('type /mlops daily on.');
  });
});

describe('one’s own daily post', () => {
  it('is the same in every server of Discord, and asks nobody', async () => {
    const { type, press, subscription, caller, asked } = member({ platform: 'discord', may: false });
    const answer = await type('daily on me ping:123456789012345678 thread:yes');
    expect(headingsOf(answer)[0]).toBe('A daily post for you');
    expect(asked.may).toBe(0);
    expect(readable(answer)).not.toContain('Switched on by');
    expect(readable(await press(answer, 'Confirm'))).toContain('in direct messages to you');
    const one = await subscription('me');
    expect(one?.target).toEqual({ type: 'person', workspace: 'direct', person: caller.person.id });
    expect(one?.options).toMatchObject({ thread: false });
    expect(one?.options.ping).toBeUndefined();
  });

  it('is what is meant in the conversation with the bot; on Slack of that workspace', async () => {
    const { type, press, subscription, caller } = member({ kind: 'direct' });
    await press(await type('daily on'), 'Confirm');
    const [, person] = caller.person.id.split('/');
    expect((await subscription())?.target).toEqual({ type: 'person', workspace: 'T1', person });
  });
});

describe('what is offered while one types', () => {
  it.each([
    ['daily on', 'zone', 'lisb', 'Europe/Lisbon'],
    ['daily on', 'days', 'week', 'weekdays'],
    ['daily on', 'mode', 'ran', 'random'],
    ['daily on', 'mode', 'docker', 'topic:docker'],
    ['daily on', 'mode', 'topic:kube', 'topic:kubernetes'],
    ['daily pause', 'until', 'mon', 'monday'],
  ])('%s %s:%s', async (command, option, typed, value) => {
    const { dispatcher, caller } = member();
    const offered = await dispatcher.suggest(command, option, typed, caller);
    expect(offered.map((one) => one.value)).toContain(value);
    expect((await dispatcher.suggest(command, option, '', caller)).length).toBeGreaterThan(3);
  });
});

describe('daily while the store is away', () => {
  it.each(['daily on', 'daily', 'daily preview', 'daily pause', 'daily list'])('%s says so', async (line) => {
    const away = async () => {
      throw new StoreError('away', 'The database is not there.');
    };
    const { read } = member({ keptIn: { ...store, read: away, write: away } });
    expect(await read(line)).toMatch(/memory, which cannot be reached right now\. Nothing was changed/);
  });
});
