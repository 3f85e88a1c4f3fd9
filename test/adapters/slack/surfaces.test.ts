import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText } from '../../support/arbitrary-text.ts';
import type { View } from '../../support/slack/views.ts';
import { steered } from '../steered.ts';
import { scene } from './scene.ts';
import { labelsOf, only, optionsOf, wordsIn, working } from './seen.ts';

const slack = scene();
const { press, modal } = slack;
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
    ['our docker image takes ages to build :sob: how do you make it `smaller`?', /Building best practices/],
    ['Topic: monitoring. Please post what you have read this week.', /monitoring/i],
    ['level:expert -kafka kind=nothing docker', /docker/i],
    ['Could someone explain why we need MLflow if we have git and a spreadsheet?', /MLflow Tracking/],
    ['do you remember the book about designing ML systems that we had on Friday?', /Designing Machine Lear/],
    ['has anyone tried distributed training with PyTorch or Ray on 2 GPUs?', /distributed/i],
  ])('finds something for: %s', async (text, expected) => {
    const told = await about(text);
    expect(told.text).toContain('1. ');
    expect(told.text).toMatch(expected);
    expect(told.text).not.toContain('needs a value');
  });

  test('answers a long story with what it is about', async () => {
    const told = await about(longStory);
    expect(told.text).toContain('1. ');
    expect(told.text).toMatch(/first model|production/i);
    const next = labelsOf(told).includes('Next') ? await press('ada', told, 'Next') : told;
    expect(next).toBe(told);
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
    for (const [label, shown] of [
      ['Find a study resource', 'Find a study resource'],
      ['Browse', 'The catalog'],
      ['Practise', 'Practise for'],
      ['Surprise me', 'Try this one'],
      ['What I have done', 'Nothing marked yet'],
      ['Help', 'MLOps Companion'],
    ] as const) {
      await slack.people.pressInView(mary, home, label);
      expect(wordsIn((await modal('mary')).title)).toContain(shown);
      await slack.people.close(mary, await modal('mary'));
    }
    const [stage = ''] = optionsOf(home);
    await slack.people.chooseInView(mary, home, stage);
    expect(wordsIn(await modal('mary'))).toContain('Stage 1 of');
    await slack.people.close(mary, await modal('mary'));
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

  test('shows that a message is looked at, and then what was found', async () => {
    const { people, workspace } = slow;
    const [mary, channel] = [workspace.person('mary'), workspace.channel('secret')];
    const run = await people.messageShortcut(mary, 'find_about', { text: 'slow about', channel });
    expect(await run.until(1)).toMatchObject([{ text: working, to: mary.id }]);
    stage.open('about');
    const [, found] = await run.until(2);
    expect(found).toMatchObject({ visibility: 'ephemeral', to: mary.id });
    expect(found?.text).toMatch(/^Found for slow about/);
  });
});

const longStory = `We are three people in a small company, and we have been asked to put our first machine learning
  model into production by the end of the quarter. Nobody of us has done this before. At the moment there is a notebook,
  a CSV file on somebody's laptop and a lot of good will. What would you learn first, and in which order? We know Python
  and SQL, and one of us has used Docker for a web page. The budget for courses is small, so that free things are
  welcome. ${'Books are fine too, if they are not too long. '.repeat(40)}`;
