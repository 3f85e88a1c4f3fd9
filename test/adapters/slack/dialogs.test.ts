import { describe, expect, test } from 'vitest';
import { steered } from '../steered.ts';
import { scene } from './scene.ts';
import { answerOf, labelsOf, only, wordsIn, working } from './seen.ts';

let now = 0;
const stage = steered();
const slack = scene({ dispatcher: stage.dispatcher, workspace: { clock: () => now }, troubled: true });
const { ask, press } = slack;

/** Slack gives 3 s for opening a modal. */
function triggersExpire(): void {
  now += 3_001;
}

describe('a dialog', () => {
  test('opens from a button, and what was filled in comes back with the channel', async () => {
    const { people, workspace } = slack;
    const [ada, secret] = [workspace.person('ada'), workspace.channel('secret')];
    const answer = await ask('ada', 'show', 'secret');
    expect(await people.press(ada, answer, 'Dialog')).toMatchObject({ ack: undefined });
    const modal = await slack.modal('ada');
    expect(wordsIn(modal.title)).toContain('A few questions');
    await people.submit(ada, modal, { word: 'an owl', level: 'low' });
    const args = { from: 'dialog', word: 'an owl', level: 'low' };
    expect(stage.ran.at(-1)).toEqual({ command: 'filled', args, channel: secret.id });
    expect(wordsIn(await slack.modal('ada'))).toContain('Filled with an owl');
    await people.close(ada, await slack.modal('ada'));
  });

  test('opens from a command without another word, and what is left empty is left out', async () => {
    const { people, workspace } = slack;
    const grace = workspace.person('grace');
    const typed = await people.slash(grace, 'dialog');
    const modal = await slack.modal('grace');
    expect(typed).toMatchObject({ ack: undefined, shown: undefined });
    await people.submit(grace, modal, { word: 'a wren' });
    const channel = workspace.channel('general').id;
    expect(stage.ran.at(-1)).toEqual({
      command: 'filled',
      args: { from: 'dialog', word: 'a wren' },
      channel,
    });
    expect(typed.answers()).toEqual([]);
    await people.close(grace, await slack.modal('grace'));
  });

  test('opens from a modal on top of it', async () => {
    const { people, workspace } = slack;
    const mary = workspace.person('mary');
    await people.shortcut(mary, 'find');
    const found = { query: { value: 'owls', text: 'owls' } };
    await people.submit(mary, await slack.modal('mary'), found);
    await people.pressInView(mary, await slack.modal('mary'), 'Dialog');
    await workspace.until(() => workspace.views(mary).length === 2);
    await people.submit(mary, await slack.modal('mary', 2), { word: 'a kite' });
    expect(wordsIn(await slack.modal('mary', 2))).toContain('Filled with a kite');
    await people.close(mary, await slack.modal('mary', 2), { all: true });
  });

  test('that comes too late for a button says so, and a new press opens it', async () => {
    const { people, workspace } = slack;
    const ada = workspace.person('ada');
    const answer = await ask('ada', 'show gate:late');
    const pressed = await people.press(ada, answer, 'Slow dialog');
    triggersExpire();
    stage.open('late');
    const told = only(await pressed.until(1));
    expect(told).toMatchObject({ visibility: 'ephemeral', to: ada.id, replaced: 0 });
    expect(told.text).toMatch(/^This took longer than Slack waits for a dialog/);
    expect(labelsOf(told)).toEqual(['Open it']);
    await people.press(ada, told, 'Open it');
    await people.close(ada, await slack.modal('ada'));
  });

  test('that comes too late for a command says so, and a press opens it', async () => {
    const { people, workspace } = slack;
    const grace = workspace.person('grace');
    const typed = await people.slash(grace, 'dialog gate:later slow');
    expect(typed.shown?.text).toBe(working);
    triggersExpire();
    stage.open('later');
    const told = await answerOf(typed);
    expect(told.text).toMatch(/^This took longer than Slack waits for a dialog/);
    await people.press(grace, told, 'Open it');
    await people.close(grace, await slack.modal('grace'));
    expect(stage.ran.at(-1)).toMatchObject({ command: 'dialog', args: { gate: 'later', slow: true } });
  });

  test('that Slack refuses is excused with the number that the log has', async () => {
    slack.workspace.fail('views.open', 'view_too_large');
    const told = await answerOf(await slack.people.slash(slack.workspace.person('ada'), 'dialog'));
    const [, id = ''] = /the number (\w{6})/.exec(told.text) ?? [];
    expect(slack.connected.logged.at(-1)).toContain(`"id":"${id}"`);
  });
});

test('a press in a direct message opens a dialog too', async () => {
  const { people, workspace } = slack;
  const mary = workspace.person('mary');
  await people.directMessage(mary, 'show');
  const shown = only(await slack.direct('mary', 1));
  await people.press(mary, shown, 'Dialog');
  await people.submit(mary, await slack.modal('mary'), { word: 'a rook' });
  expect(stage.ran.at(-1)).toMatchObject({ command: 'filled', channel: workspace.dmOf(mary).id });
  await people.close(mary, await slack.modal('mary'));
  expect(await press('mary', shown, 'Next')).toBe(shown);
});
