import { describe, expect, test } from 'vitest';
import type { Dispatcher } from '../../../src/chat/dispatch.ts';
import { isObject } from '../../support/shape.ts';
import { steered } from '../steered.ts';
import { scene } from './scene.ts';
import { labelsOf, only, tsOf, working } from './seen.ts';

/** So that nothing waits for the bot's own pace of one message a second. */
let now = 0;
const clock = () => (now += 1_000);

describe('a mention', () => {
  const slack = scene({ clock });
  const { press } = slack;
  const person = (name: string) => slack.workspace.person(name);
  const general = () => slack.workspace.channel('general');
  /** What everybody sees after somebody mentioned the bot, once that has come. */
  const mention = async (name: string, text: string) => {
    const before = slack.workspace.messages(general()).length;
    const { sent } = await slack.people.mention(person(name), general(), text);
    await slack.workspace.until(() => slack.workspace.messages(general()).length > before);
    return { sent, shown: only(slack.workspace.messages(general()).slice(before)) };
  };

  test('is answered in the thread, wherever the name stands', async () => {
    for (const text of ['@companion docker', 'what about docker, @companion ?']) {
      const { sent, shown } = await mention('ada', text);
      expect(shown.text).toMatch(/docker/i);
      expect(shown.thread_ts).toBe(isObject(sent.event) && sent.event.ts);
      expect(labelsOf(shown)).toContain('Dismiss');
      expect(labelsOf(shown)).not.toContain('Share');
    }
  });

  test('lets its author turn the pages, and answers others in private', async () => {
    const { shown } = await mention('grace', '@companion docker');
    const own = await press('ada', shown, 'Next');
    expect(own).toMatchObject({ visibility: 'ephemeral', to: person('ada').id });
    expect(await press('grace', shown, 'Next')).toBe(shown);
    expect(shown.text).toMatch(/^Docker[\s\S]*6\. /);
    expect(await press('grace', shown, 'Dismiss')).toBe(shown);
    expect(shown.deleted).toBe(true);
  });

  test('that an edit added is answered', async () => {
    const { people, workspace } = slack;
    const { sent } = await mention('ada', '@companion docker');
    const { event } = sent;
    if (!isObject(event)) throw new Error('there is no event');
    const before = workspace.callsOf('chat.postMessage').length;
    const later = {
      ...event,
      ts: '1700000000.000900',
      edited: { user: person('ada').id, ts: '1700000001.000100' },
    };
    await people.event(people.eventBody(later));
    await people.event(people.eventBody({ ...later, edited: { ...later.edited, ts: '1700000002.000100' } }));
    await workspace.until(() => workspace.callsOf('chat.postMessage').length > before);
    expect(workspace.callsOf('chat.postMessage').at(-1)?.args.thread_ts).toBe('1700000000.000900');
  });

  test('that is edited, or of a bot, is not answered again', async () => {
    const { people, workspace } = slack;
    const { sent } = await mention('mary', '@companion docker');
    const posts = workspace.callsOf('chat.postMessage').length;
    const { event } = sent;
    if (!isObject(event)) throw new Error('there is no event');
    const edited = { user: person('mary').id, ts: '1700000000.000100' };
    await people.event(people.eventBody({ ...event, text: `${event.text} and more`, edited }));
    await people.event(people.eventBody({ ...event, bot_id: 'B0OTHER' }));
    await people.event(sent, { num: 1, reason: 'http_timeout' });
    await mention('mary', '@companion browse');
    expect(workspace.callsOf('chat.postMessage')).toHaveLength(posts + 1);
  });
});

describe('what is private, after a mention', () => {
  const stage = steered();
  const slack = scene({ dispatcher: stage.dispatcher, clock });
  const general = () => slack.workspace.channel('general');
  /** A message of somebody, to begin a thread with. */
  const head = async (name: string) => {
    const { workspace } = slack;
    const said = { channel: general().id, text: 'Who reads with me?' };
    const posted = await workspace.stage.emulated.as(workspace.person(name), 'chat.postMessage', said);
    return String(posted.ts);
  };
  /** Mentions the bot, and waits for what that person sees of it in the thread, or outside of any. */
  const mention = async (name: string, line: string, thread?: string) => {
    const { people, workspace } = slack;
    const [person, how] = [workspace.person(name), thread === undefined ? {} : { thread }];
    const seen = () => workspace.messages(general(), person).filter(({ to = person.id }) => to === person.id);
    const asked = await people.mention(person, general(), line, how);
    const ts = thread ?? tsOf(asked);
    return async (place: 'thread' | 'channel', count: number) => {
      const there = () =>
        seen().filter(({ thread_ts }) => thread_ts === (place === 'thread' ? ts : undefined));
      await workspace.until(() => there().length === count);
      return there();
    };
  };

  test.concurrent('stands in the channel, since Slack shows nothing private in a thread that is none', async () => {
    const seen = await mention('grace', 'secret gate:none');
    const told = only(await seen('channel', 1));
    expect(told).toMatchObject({ visibility: 'ephemeral', to: slack.workspace.person('grace').id });
    expect(told.text).toContain('For you alone');
    expect((await slack.press('grace', told, 'Share')).thread_ts).toBeUndefined();
  });

  test.concurrent('stands in the thread where it was asked for, and is shared there', async () => {
    const thread = await head('grace');
    const told = only(await (await mention('ada', 'secret gate:none', thread))('thread', 1));
    expect(told).toMatchObject({ visibility: 'ephemeral', to: slack.workspace.person('ada').id });
    const shown = await slack.press('ada', told, 'Share');
    expect(shown).toMatchObject({ visibility: 'in_channel', thread_ts: thread });
    expect(shown.text).toMatch(/^Shared by ada\n\nPage 1/);
    expect(await slack.press('ada', shown, 'Next')).toBe(shown);
    expect(shown.thread_ts).toBe(thread);
  });

  test.concurrent('and takes long, leaves only a word for others, and stands below that', async () => {
    const seen = await mention('ada', 'secret gate:private slow:yes');
    const common = only(await seen('thread', 1));
    expect(common).toMatchObject({ visibility: 'in_channel', text: working });
    stage.open('private');
    const [, told] = await seen('thread', 2);
    expect(common.text).toBe('The answer is for you alone; only you see it below.');
    expect(told).toMatchObject({ visibility: 'ephemeral', to: slack.workspace.person('ada').id });
    expect(told?.text).toContain('For you alone');
  });

  test.concurrent('and opens a dialog, is nothing that can be opened there, and that is said', async () => {
    const told = only(await (await mention('ada', 'dialog', await head('ada')))('thread', 1));
    expect(told.text).toContain('type /mlops');
  });
});

describe('an answer in a thread that takes long', () => {
  const stage = steered();
  const slack = scene({ dispatcher: stage.dispatcher, clock });
  const general = () => slack.workspace.channel('general');
  const mention = async (name: string, line: string) => {
    const { people, workspace } = slack;
    const asked = await people.mention(workspace.person(name), general(), line);
    const inThread = () => workspace.messages(general()).filter(({ thread_ts }) => thread_ts === tsOf(asked));
    await workspace.until(() => inThread().length === 1);
    return only(inThread());
  };

  test.concurrent('shows that it is worked on, and takes that place', async () => {
    const shown = await mention('ada', '@companion resource slow thread');
    expect(shown.text).toBe(working);
    stage.open('thread');
    await slack.workspace.until(() => shown.replaced === 1);
    expect(shown.text).toMatch(/^Found for slow thread/);
  });

  test.concurrent('does not come back when it was dismissed meanwhile', async () => {
    const { workspace } = slack;
    const shown = await mention('mary', 'show gate:dismissed slow:yes');
    expect(labelsOf(shown)).toEqual(['Dismiss']);
    await slack.press('mary', shown, 'Dismiss');
    const updates = workspace.callsOf('chat.update').length;
    stage.open('dismissed');
    await workspace.until(() => workspace.callsOf('chat.update').at(updates)?.status === 200);
    expect((await mention('mary', 'show gate:none')).text).toMatch(/^Page 1/);
    expect(workspace.messages(workspace.dmOf(workspace.person('mary')))).toEqual([]);
  });
});

describe('a direct message', () => {
  const slack = scene({ clock });
  const { press, direct } = slack;
  const person = (name: string) => slack.workspace.person(name);

  test('is answered in its thread, and the buttons of the answer work there', async () => {
    const { sent } = await slack.people.directMessage(person('grace'), 'docker');
    const shown = only(await direct('grace', 1));
    const ts = isObject(sent.event) ? sent.event.ts : undefined;
    expect(shown).toMatchObject({ visibility: 'in_channel', thread_ts: ts });
    expect(labelsOf(shown)).not.toContain('Share');
    expect(await press('grace', shown, 'Next')).toBe(shown);
    expect(shown.text).toContain('6. ');
    const topic = labelsOf(shown).find((label) => label.startsWith('Topic:')) ?? '';
    await slack.people.press(person('grace'), shown, topic);
    expect((await direct('grace', 2)).at(-1)).toMatchObject({ visibility: 'in_channel', thread_ts: ts });
  });

  test('with a file beside it is answered', async () => {
    const { eventBody, event } = slack.people;
    const { id: channel } = slack.workspace.dmOf(person('ada'));
    const written = {
      type: 'message',
      subtype: 'file_share',
      channel,
      channel_type: 'im',
      files: [{ id: 'F1' }],
    };
    await event(eventBody({ ...written, user: person('ada').id, text: 'docker', ts: '1700000000.000700' }));
    expect(only(await direct('ada', 1)).text).toContain('docs.docker.com');
  });

  test('from a bot, or one that is edited, or of the bot itself, is none', async () => {
    const { eventBody, event } = slack.people;
    const dm = slack.workspace.dmOf(person('mary')).id;
    const before = slack.workspace.callsOf('chat.postMessage').length;
    const written = {
      type: 'message',
      channel: dm,
      channel_type: 'im',
      text: 'docker',
      ts: '1700000000.000100',
    };
    const user = person('mary').id;
    await event(eventBody({ ...written, user, bot_id: 'B0OTHER' }));
    await event(eventBody({ ...written, subtype: 'message_changed', message: { user, text: 'docker' } }));
    await event(eventBody({ ...written, user: slack.workspace.app.botUserId }));
    await event(eventBody({ ...written, user, channel_type: 'channel' }));
    await slack.people.directMessage(person('mary'), 'help');
    await direct('mary', 1);
    expect(slack.workspace.callsOf('chat.postMessage')).toHaveLength(before + 1);
  });
});

describe('a dispatcher that throws', () => {
  const fail = () => Promise.reject(new Error('out of order'));
  const dispatcher: Dispatcher = { type: fail, call: fail, press: fail, suggest: fail };
  const slack = scene({ dispatcher, troubled: true });
  const isExcused = (told = '') => {
    const [, id = 'no number'] = /the number\W+(\w{6})/.exec(told) ?? [];
    expect(slack.connected.logged.at(-1)).toContain(`"id":"${id}"`);
  };

  test('is excused after a mention, to whoever wrote it alone', async () => {
    const { people, workspace } = slack;
    const [grace, general] = [workspace.person('grace'), workspace.channel('general')];
    await people.mention(grace, general, 'docker');
    await workspace.until(() => workspace.messages(general, grace).length === 1);
    const told = only(workspace.messages(general, grace));
    expect(told).toMatchObject({ visibility: 'ephemeral', to: grace.id });
    isExcused(told.text);
  });

  test('is excused after a shortcut in a message', async () => {
    const { people, workspace } = slack;
    const written = { text: 'docker', channel: workspace.channel('secret') };
    const run = await people.messageShortcut(workspace.person('ada'), 'find_about', written);
    isExcused(only(await run.until(1)).text);
  });
});
