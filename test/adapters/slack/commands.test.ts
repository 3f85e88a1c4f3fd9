import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dispatcher } from '../../../src/chat/dispatch.ts';
import { anyText } from '../../support/arbitrary-text.ts';
import { isObject } from '../../support/shape.ts';
import { steered } from '../steered.ts';
import { scene } from './scene.ts';
import { answerOf, calledIn, labelsOf, only, working } from './seen.ts';

describe('a slash command', () => {
  const slack = scene();
  const { ask } = slack;

  test('is answered by its acknowledgement, for the eyes of the one who typed it', async () => {
    const ada = slack.workspace.person('ada');
    const { status, ack, answers } = await slack.people.slash(ada, 'resource docker');
    expect(status).toBe(200);
    expect(isObject(ack) && ack.response_type).toBe('ephemeral');
    expect(answers()).toEqual([]);
    expect(slack.workspace.calls.filter(({ method }) => method !== 'auth.test')).toEqual([]);
  });

  test('with share shows the channel the answer, and who shared it', async () => {
    const shown = await ask('ada', 'resource docker share');
    expect(shown).toMatchObject({ visibility: 'in_channel' });
    expect(shown.text).toMatch(/^Shared by ada\n\nDocker/);
    expect(calledIn(shown.blocks)).toEqual([slack.workspace.person('ada').id]);
    expect(labelsOf(shown)).toContain('Dismiss');
    expect(labelsOf(shown)).not.toContain('Share');
  });

  test('with share works where the bot is no member', async () => {
    for (const channel of ['secret', 'pair']) {
      expect(await ask('ada', 'path share', channel)).toMatchObject({ visibility: 'in_channel' });
    }
  });

  test('without words says what there is to type, with buttons that work', async () => {
    const shown = await ask('grace', '');
    expect(shown.text).toContain('/mlops');
    expect(labelsOf(shown)).toContain('The path');
    expect((await slack.press('grace', shown, 'The path')).text).toContain('The path to machine learning');
  });

  test('may repeat the name of the bot, and may be called otherwise in Slack', async () => {
    expect((await ask('ada', '/mlops topic docker')).text).toContain('Docker');
    const ada = slack.workspace.person('ada');
    const other = await answerOf(await slack.people.slash(ada, 'topic docker', { command: '/learn' }));
    expect(other.text).toContain('Docker');
  });

  test('that is one slip away, or nothing that is known, gets a plain answer', async () => {
    expect((await ask('ada', 'hepl docker')).text).toContain('Did you mean help docker?');
    expect((await ask('ada', 'asdfghjkl')).text).toContain('is no command');
  });

  test('with any text at all gets an answer that Slack takes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyText, fc.string({ unit: 'grapheme', maxLength: 4_000 })), async (line) => {
        const shown = await ask('mary', line);
        expect(shown.text.length).toBeGreaterThan(0);
        expect(calledIn(shown.blocks).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a command that takes long', () => {
  const stage = steered();
  const slack = scene({ dispatcher: stage.dispatcher });

  test('is acknowledged at once, and its answer follows', async () => {
    const typed = await slack.people.slash(slack.workspace.person('ada'), 'show slow:yes gate:typed');
    expect(typed.ackMs).toBeLessThan(1_500);
    expect(typed.shown).toMatchObject({ text: working, visibility: 'ephemeral' });
    stage.open('typed');
    const told = only(await typed.until(1));
    expect(told).toMatchObject({ visibility: 'ephemeral' });
    expect(told.text).toMatch(/^Page 1/);
  });

  test('and is shared is worked on in private, and then shown to all', async () => {
    const typed = await slack.people.slash(slack.workspace.person('ada'), 'show slow:yes gate:shared share');
    expect(typed.shown).toMatchObject({ text: working, visibility: 'ephemeral' });
    stage.open('shared');
    const told = only(await typed.until(1));
    expect(told).toMatchObject({ visibility: 'in_channel' });
    expect(told.text).toMatch(/^Shared by ada\n\nPage 1/);
  });
});

describe('a command that finds no way', () => {
  const stage = steered();
  const slack = scene({ dispatcher: stage.dispatcher, troubled: true });

  test('since it broke, is excused with the number that the log has', async () => {
    const told = await slack.ask('ada', 'broken');
    const { id } = only(stage.errors.slice(-1));
    expect(told.text).toContain(`the number ${id}`);
  });

  test('back is answered in a direct message', async () => {
    const typed = await slack.people.slash(slack.workspace.person('mary'), 'show slow:yes gate:lost');
    slack.workspace.break('response_url', 500, 1);
    stage.open('lost');
    const told = only(await slack.direct('mary', 1));
    expect(told.text).toMatch(/^This could not be shown where you asked for it/);
    expect(told.text).toContain('Page 1');
    expect(typed.answers()).toEqual([]);
  });
});

describe('a bot that breaks', () => {
  const broken: Dispatcher = {
    type: () => Promise.reject(new Error('the dispatcher broke')),
    call: () => Promise.reject(new Error('the dispatcher broke')),
    press: () => Promise.reject(new Error('the dispatcher broke')),
    suggest: () => Promise.reject(new Error('the dispatcher broke')),
  };
  const slack = scene({ dispatcher: broken, troubled: true });
  const idIn = (text: string) => /the number (\w{6})/.exec(text)?.[1] ?? 'none';

  test('excuses itself to whoever types, mentions and writes to it, with the number that the log has', async () => {
    const told = [(await slack.ask('ada', 'docker')).text];
    const { workspace, people } = slack;
    await people.directMessage(workspace.person('ada'), 'docker');
    told.push(only(await slack.direct('ada', 1)).text);
    for (const text of told) {
      expect(text).toContain('Something broke on our side');
      expect(slack.connected.logged.join('\n')).toContain(`"id":"${idIn(text)}"`);
    }
  });

  test('still offers to search for what was typed', async () => {
    const { workspace, people } = slack;
    const ada = workspace.person('ada');
    await people.shortcut(ada, 'find');
    const modal = await slack.modal('ada');
    const { options } = await people.suggest(ada, { view: modal, typed: 'docker' });
    expect(options).toMatchObject([{ value: 'docker' }]);
    await people.submit(ada, modal, { query: { value: 'docker', text: 'docker' } });
    expect(JSON.stringify(await slack.modal('ada'))).toContain('Something broke on our side');
  });
});
