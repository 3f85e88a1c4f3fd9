import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText } from '../../support/arbitrary-text.ts';
import { isObject } from '../../support/shape.ts';
import type { View } from '../../support/slack/views.ts';
import { scene } from './scene.ts';
import { labelsOf, only, optionsOf, wordsIn, working } from './seen.ts';
import { steered } from './steered.ts';

const slack = scene();
const { press, modal, direct } = slack;
const person = (name: string) => slack.workspace.person(name);
const filled = (value: string, level?: string) => ({
  query: { value, text: value },
  ...(level === undefined ? {} : { level: { value: level, text: level } }),
});
/** Waits for the top modal to show something. */
async function showing(name: string, words: string): Promise<View> {
  await slack.workspace.until(() => wordsIn(slack.workspace.views(person(name)).at(-1)).includes(words));
  return only(slack.workspace.views(person(name)).slice(-1));
}

describe('the shortcut "Find a study resource"', () => {
  test('opens a search that suggests while one types, and shows what it finds with pages', async () => {
    const ada = person('ada');
    expect(await slack.people.shortcut(ada, 'find')).toMatchObject({ status: 200, ack: undefined });
    const form = await modal('ada');
    const { options } = await slack.people.suggest(ada, { view: form, typed: 'kube' });
    expect(options[0]).toMatchObject({ value: 'kube', text: { text: 'Search for “kube”' } });
    expect(options.length).toBeGreaterThan(2);

    await slack.people.submit(ada, form, filled('docker'));
    const first = await showing('ada', '1. ');
    expect(labelsOf(first)).toEqual(expect.arrayContaining(['Next', 'New search']));
    expect(labelsOf(first)).not.toContain('Share');
    await slack.people.pressInView(ada, first, 'Next');
    const second = await showing('ada', '6. ');
    expect(labelsOf(second)).toContain('New search');
    await slack.people.pressInView(ada, second, 'New search');
    await slack.people.submit(
      ada,
      await showing('ada', 'What are you looking for?'),
      filled('python', 'beginner'),
    );
    const narrowed = wordsIn(await showing('ada', '1. '));
    expect(narrowed).toContain('beginner');
    expect(narrowed).not.toContain('advanced');
    await slack.people.close(ada, await modal('ada'));
  });

  test('puts what one chooses there on top, three deep at most', async () => {
    const grace = person('grace');
    await slack.people.openHome(grace);
    await slack.workspace.until(() => slack.workspace.home(grace) !== undefined);
    await slack.people.pressInView(grace, only([slack.workspace.home(grace)].filter((one) => !!one)), 'Help');
    await slack.people.chooseInView(grace, await modal('grace'), 'resource');
    await slack.workspace.until(() => slack.workspace.views(grace).length === 2);
    await slack.people.pressInView(grace, await modal('grace', 2), 'All commands');
    await slack.workspace.until(() => slack.workspace.views(grace).length === 3);
    await slack.people.chooseInView(grace, await modal('grace', 3), 'topic');
    await showing('grace', 'You can add');
    expect(slack.workspace.views(grace)).toHaveLength(3);
    await slack.people.close(grace, await modal('grace', 3), { all: true });
  });

  test('offers what Slack takes for anything that is typed', async () => {
    const mary = person('mary');
    await slack.people.shortcut(mary, 'find');
    const form = await modal('mary');
    await fc.assert(
      fc.asyncProperty(anyText, async (typed) => {
        const { options } = await slack.people.suggest(mary, { view: form, typed });
        expect(options.length).toBeLessThanOrEqual(100);
      }),
      { numRuns: 60 },
    );
    await slack.people.close(mary, form);
  });
});

describe('the shortcut "Find resources for this"', () => {
  const about = async (text: string) => {
    const channel = slack.workspace.channel('elsewhere');
    const run = await slack.people.messageShortcut(person('ada'), 'find_about', { text, channel });
    return only(await run.until(1));
  };

  test('finds what a message is about, in private, and it can be shared there', async () => {
    const text =
      '@grace have you seen how we could *detect drift* in `production`? :eyes: https://example.org/x';
    const told = await about(text);
    expect(told).toMatchObject({ visibility: 'ephemeral', to: person('ada').id });
    expect(told.text.toLowerCase()).toContain('drift');
    expect(told.text).toContain('1. ');
    expect(await press('ada', told, 'Share')).toMatchObject({ visibility: 'in_channel' });
  });

  test('says that a message without words has none', async () => {
    expect((await about(':tada:')).text).toContain('no words');
  });

  test.each([
    ['does anybody know a good introduction to docker for data scientists?', /docker/i],
    ['I keep failing SQL questions in interviews, what do you practise with?', /sql/i],
    [
      'We want to deploy our model on kubernetes next quarter, where should I start reading?',
      /kubernetes|k8s/i,
    ],
    [
      'my pipeline in airflow is a mess. Any course on orchestration you would recommend?',
      /airflow|orchestrat/i,
    ],
    ['how do you folks version your datasets?', /data version|dvc|version/i],
    ['What is a feature store and do we need one?', /feature store/i],
    ['anyone up for reading about A/B testing of models together?', /a\/b|experiment/i],
    ['Is there something short on CI/CD for machine learning?', /ci\/cd/i],
  ])('finds something for: %s', async (text, expected) => {
    const told = await about(text);
    expect(told.text).toContain('1. ');
    expect(told.text).toMatch(expected);
  });
});

describe('the Home tab', () => {
  test('is published when it is opened, and not again while it is the same', async () => {
    const ada = person('ada');
    await slack.people.openHome(ada);
    await slack.workspace.until(() => slack.workspace.home(ada) !== undefined);
    await slack.people.openHome(ada);
    await slack.people.openHome(ada);
    await slack.people.openHome(person('mary'));
    await slack.workspace.until(() => slack.workspace.home(person('mary')) !== undefined);
    const published = slack.workspace.callsOf('views.publish').map(({ args }) => args.user_id);
    expect(published.filter((id) => id === ada.id)).toHaveLength(1);
    expect(wordsIn(slack.workspace.home(ada))).toContain('/mlops docker');
  });

  test('has the search, the path and quick ways, which open modals', async () => {
    const mary = person('mary');
    await slack.people.openHome(mary);
    await slack.workspace.until(() => slack.workspace.home(mary) !== undefined);
    const home = slack.workspace.home(mary);
    if (home === undefined) throw new Error('there is no Home tab');
    for (const label of [
      'Find a study resource',
      'Browse',
      'Practise',
      'Surprise me',
      'What I have done',
      'Help',
    ]) {
      await slack.people.pressInView(mary, home, label);
      await slack.people.close(mary, await modal('mary'));
    }
    const [stage = ''] = optionsOf(home);
    await slack.people.chooseInView(mary, home, stage);
    expect(wordsIn(await modal('mary'))).toContain('Stage 1 of');
    await slack.people.close(mary, await modal('mary'));
  });
});

describe('a mention', () => {
  const inGeneral = () => slack.workspace.messages(slack.workspace.channel('general'));

  test('is answered in the thread, once, wherever the name stands', async () => {
    const channel = slack.workspace.channel('general');
    for (const text of ['@companion docker', 'what about docker, @companion ?']) {
      const before = inGeneral().length;
      const { sent } = await slack.people.mention(person('ada'), channel, text);
      await slack.workspace.until(() => inGeneral().length === before + 1);
      const shown = only(inGeneral().slice(-1));
      expect(shown.text).toMatch(/docker/i);
      expect(shown.thread_ts).toBe(isObject(sent.event) && sent.event.ts);
      expect(labelsOf(shown)).toContain('Dismiss');
      expect(labelsOf(shown)).not.toContain('Share');
    }
  });

  test('lets its author turn the pages, and answers others in private', async () => {
    const before = inGeneral().length;
    await slack.people.mention(person('grace'), slack.workspace.channel('general'), '@companion docker');
    await slack.workspace.until(() => inGeneral().length === before + 1);
    const shown = only(inGeneral().slice(-1));
    expect(await press('ada', shown, 'Next')).toMatchObject({
      visibility: 'ephemeral',
      to: person('ada').id,
    });
    expect(await press('grace', shown, 'Next')).toBe(shown);
    expect(shown.text).toMatch(/^Docker[\s\S]*6\. /);
    await slack.people.press(grace(), shown, 'Dismiss');
    await slack.workspace.until(() => shown.deleted);
  });
  const grace = () => person('grace');

  test('of something private is answered for the eyes of its author alone', async () => {
    const before = inGeneral().length;
    await slack.people.mention(person('mary'), slack.workspace.channel('general'), '@companion done docker');
    const calls = () => slack.workspace.callsOf('chat.postEphemeral');
    await slack.workspace.until(() => calls().length === 1);
    expect(only(calls()).args).toMatchObject({ user: person('mary').id });
    expect(inGeneral()).toHaveLength(before);
  });
});

describe('a direct message', () => {
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

describe('what takes long', () => {
  const stage = steered();
  const slow = scene({ dispatcher: stage.dispatcher });

  test('shows that it is worked on in a modal, and then what was found', async () => {
    const { people, workspace } = slow;
    const ada = workspace.person('ada');
    await people.shortcut(ada, 'find');
    await people.submit(ada, await slow.modal('ada'), filled('slow modal'));
    await workspace.until(() => wordsIn(workspace.views(ada).at(-1)).includes(working));
    stage.open('modal');
    await workspace.until(() => wordsIn(workspace.views(ada).at(-1)).includes('Found for slow modal'));
    expect(labelsOf(await slow.modal('ada'))).toContain('New search');
  });

  test('shows that it is worked on in a thread, and the answer takes that place', async () => {
    const { people, workspace } = slow;
    const channel = workspace.channel('general');
    await people.mention(workspace.person('ada'), channel, '@companion resource slow thread');
    await workspace.until(() => workspace.messages(channel).length === 1);
    const shown = only(workspace.messages(channel));
    expect(shown.text).toBe(working);
    stage.open('thread');
    await workspace.until(() => shown.replaced === 1);
    expect(shown.text).toMatch(/^Found for slow thread/);
    expect(workspace.messages(channel)).toHaveLength(1);
  });
});
