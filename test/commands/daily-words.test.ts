import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../src/catalog/create.ts';
import { unpackSettings } from '../../src/commands/daily-pack.ts';
import { buttonsOf, headingsOf, realCatalog } from './bot.ts';
import { actions, filledIn, member, readable, subscriptionOf } from './member.ts';
import { labelsOf, linesOf } from './somebody.ts';

describe('daily on in words', () => {
  it.each([
    ['9am Berlin weekdays', '09:00 Europe/Berlin 31 20 path'],
    ['at 0900 in New York every day', '09:00 America/New_York 127 20 path'],
    ['every day at 9pm in New York topic docker 45 min', '21:00 America/New_York 127 45 docker'],
    ['zone:New York days:mon, wed time:9 pm', '21:00 America/New_York 5 20 path'],
    ['time:7.15 zone:"Los Angeles" days:"Mon to Thu"', '07:15 America/Los_Angeles 15 20 path'],
    ['mon wed fri 18:00 random', '18:00 Europe/Berlin 21 20 random'],
    ['for me practice 30 minutes', '09:00 Europe/Berlin 31 30 practice'],
    ['CET noon', '12:00 Europe/Berlin 31 20 path'],
    ['mode:k8s', '09:00 Europe/Berlin 31 20 kubernetes'],
    ['mode:topic:feature store', '09:00 Europe/Berlin 31 20 feature-store'],
  ])('%s', async (line, expected) => {
    const { type, press, caller } = member();
    const answer = await type(`daily on ${line}`);
    expect(labelsOf(answer), readable(answer)).toContain('Confirm');
    await press(answer, 'Confirm');
    const one = (await subscriptionOf(caller)) ?? (await subscriptionOf(caller, 'me'));
    const { time, zone, weekdays } = one?.schedule ?? {};
    const { mode, minutes } = one?.options ?? {};
    const what = mode?.type === 'topic' ? mode.topic : mode?.type;
    expect(`${time} ${zone} ${weekdays} ${minutes} ${what}`).toBe(expected);
  });

  it('says all of it in the time, where a platform offers nothing but options', async () => {
    const { dispatcher, caller } = member({ platform: 'discord' });
    const answer = await dispatcher.call('daily on', { time: '9am Lisbon mon-thu' }, caller);
    expect(linesOf(answer)[0]).toBe('Mon to Thu at 09:00, Europe/Lisbon');
    const odd = await dispatcher.call('daily on', { time: '9am xyzzy' }, caller);
    expect(readable(odd)).toMatch(/did not understand “xyzzy”/);
  });

  it('calls no everyone, and a role of Discord’s or a group of Slack’s by its id', async () => {
    const discord = member({ platform: 'discord' });
    const on = (ping: string) => discord.dispatcher.call('daily on', { ping }, discord.caller);
    // The role of everybody has the id of the server.
    for (const everyone of ['T1', '@everyone']) {
      expect(readable(await on(everyone))).toMatch(/so not everyone\. Choose a role, or none/);
    }
    expect(linesOf(await on('123456789012345678'))).toContain('calls a role');
    const { type, dispatcher, caller } = member();
    expect(linesOf(await type('daily on ping:@here'))).toContain('calls everybody who is here');
    const group = await dispatcher.call('daily on', { ping: '<!subteam^S012AB3CD|@team>' }, caller);
    expect(linesOf(group)).toContain('calls a user group');
  });

  it('takes when to move on, who is called and a thread', async () => {
    const { type, press, subscription, read } = member();
    const answer = await type('daily on advance:marks:3/4 ping:here thread:yes');
    expect(linesOf(answer).slice(2, 5)).toEqual([
      'moves on once 3 have marked a step Done, or after 4 posts',
      'calls everybody who is here',
      'opens a thread under each post',
    ]);
    await press(answer, 'Confirm');
    expect((await subscription())?.options).toMatchObject({
      advance: { by: 'marks', marks: 3, days: 4 },
      ping: 'here',
      thread: true,
    });
    expect(linesOf(await press(await type('daily on'), 'Without a ping'))).not.toContain(
      'calls everybody who is here',
    );
    expect(await read('daily on ping:none')).not.toContain('calls');
  });

  it('is typed when it is too long for a button, and means the same', async () => {
    const [git] = realCatalog.topics;
    if (git === undefined) throw new Error('the catalog is empty');
    const long = { ...git, id: 'a-topic-of-a-catalog-of-ones-own', title: 'Another' };
    const catalog = createCatalog({ ...realCatalog, topics: [...realCatalog.topics, long] });
    const { type, subscription } = member({ catalog });
    const said =
      'zone:America/Argentina/ComodRivadavia mode:topic:a-topic-of-a-catalog-of-ones-own minutes:120 advance:marks:100/30 ping:S0123456789ABCDEF thread:yes days:"Mon, Wed and Sun"';
    const answer = await type(`daily on ${said}`);
    expect(labelsOf(answer)).not.toContain('Confirm');
    const [line] = /\/mlops daily on time.*sure:yes/.exec(readable(answer)) ?? [];
    expect(readable(await type(line?.replace('/mlops ', '') ?? ''))).toMatch(/^Switched on/);
    const one = await subscription();
    expect(one).toMatchObject({
      schedule: { weekdays: 69 },
      options: {
        mode: { topic: long.id },
        minutes: 120,
        advance: { by: 'marks', marks: 100, days: 30 },
        ping: 'S0123456789ABCDEF',
        thread: true,
      },
    });
  });
});

describe('what daily on cannot use', () => {
  it.each([
    ['zone:Berln', /“Berln” is no time zone/, 'Europe/Berlin'],
    ['zone:Qqqqq', /“Qqqqq” is no time zone/, undefined],
    ['zone:UTC+1', /an hour off for half of the year/, 'Europe/Berlin'],
    ['IST', /“IST” may be several zones/, 'Asia/Kolkata'],
    ['9am UTC+1', /an hour off/, 'Europe/Berlin'],
    ['time:25:00', /“25:00” is no time of day/, undefined],
    ['25:00', /“25:00” is no time of day/, undefined],
    ['days:none', /do not understand “none” as days/, 'Weekdays'],
    ['mode:topic:dokcer', /“dokcer” is no topic/, 'Docker and containers'],
    ['minutes:0', /from 10 to 120 minutes/, '20 minutes'],
    ['minutes:5', /from 10 to 120 minutes/, '20 minutes'],
    ['minutes:-5', /from 10 to 120 minutes/, '20 minutes'],
    ['minutes:500', /from 10 to 120 minutes/, '20 minutes'],
    ['advance:sometimes', /advance cannot be “sometimes”/, undefined],
    ['advance:marks:0', /advance cannot be/, undefined],
    ['ping:everyone', /call people who are asleep. ping:here/, undefined],
    ['ping:@channel', /call people who are asleep. ping:here/, undefined],
    ['ping:@team', /who “@team” is. Give the id of the user group/, undefined],
    ['blubb', /did not understand “blubb”/, undefined],
    ['9am Berln', /did not understand “Berln”/, 'Europe/Berlin'],
  ])('%s', async (line, said, choice) => {
    const { type, press, subscription } = member();
    const answer = await type(`daily on ${line} sure:yes`);
    expect(headingsOf(answer)).toEqual(['Not yet']);
    expect(readable(answer)).toMatch(said);
    expect(await subscription()).toBeUndefined();
    if (choice === undefined) return;
    expect(labelsOf(await press(answer, choice))).toContain('Confirm');
  });

  it('is said all at once, and the dialog keeps what was understood', async () => {
    const { type, press } = member();
    const answer = await type('daily on time:25:00 zone:Berln minutes:30');
    expect(readable(answer)).toMatch(/25:00.*Berln/s);
    expect(labelsOf(answer)).toEqual(['Fill in a form']);
    const form = await press(answer, 'Fill in a form');
    expect(unpackSettings(String(filledIn(form, {}).args.set))?.options.minutes).toBe(30);
    expect(readable(answer)).not.toContain('All else');
    if (form.reply.type !== 'form') throw new Error('no form');
    expect(form.reply.fields.slice(0, 2).map(({ value }) => value)).toEqual(['25:00', 'Berln']);
  });

  it('goes on from a choice with all else that was said', async () => {
    const { type, press } = member();
    const answer = await press(await type('daily on IST 7am daily minutes:40'), 'Asia/Kolkata');
    expect(linesOf(answer).slice(0, 2)).toEqual([
      'every day at 07:00, Asia/Kolkata',
      'the steps of the path, one after the other, at most 40 minutes a day',
    ]);
  });

  it('finds no button that does nothing', async () => {
    const { type } = member();
    for (const line of ['daily on', 'daily on zone:UTC+1', 'daily on ping:here']) {
      const answer = await type(line);
      expect(actions(answer)).toHaveLength(buttonsOf(answer).length);
    }
  });
});
