import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dispatcher } from '../../../src/chat/dispatch.ts';
import { anyText } from '../../support/arbitrary-text.ts';
import { ephemeral, message as plainMessage } from '../../support/slack/bare-app.ts';
import { scene } from './scene.ts';
import { answerOf, calledIn, labelsOf, only, wordsIn, working } from './seen.ts';
import { steered } from './steered.ts';

describe('a command', () => {
  const slack = scene();

  test('is answered by its acknowledgement, for the eyes of whoever typed it', async () => {
    const { people, workspace } = slack;
    const ada = workspace.person('ada');
    const typed = await people.slash(ada, 'resource docker');
    expect(typed).toMatchObject({ status: 200, shown: { visibility: 'ephemeral', to: ada.id } });
    expect(typed.shown?.text).toContain('https://docs.docker.com/get-started');
    expect(typed.shown && labelsOf(typed.shown)).toContain('Share');
    expect(typed.answers()).toEqual([]);
  });

  test.each(['general', 'elsewhere', 'secret', 'pair'])(
    'with the word share is for everybody in %s, and says who shared it',
    async (place) => {
      const { workspace } = slack;
      const [grace, channel] = [workspace.person('grace'), workspace.channel(place)];
      const shared = await slack.ask('grace', 'resource drift share', place);
      expect(shared).toMatchObject({ visibility: 'in_channel', channel: channel.id });
      expect(shared.text).toMatch(/^Shared by grace\n/);
      expect(calledIn(shared.blocks)).toEqual([grace.id]);
      expect(labelsOf(shared)).toContain('Dismiss');
      expect(labelsOf(shared)).not.toContain('Share');
      expect(await slack.press('grace', shared, 'Dismiss')).toMatchObject({ deleted: true });
    },
  );

  test.each(['', '   ', 'help'])('with nothing to do (%j) gives help that can be pressed', async (line) => {
    const help = await slack.ask('mary', line);
    expect(help.visibility).toBe('ephemeral');
    expect(labelsOf(help).length).toBeGreaterThan(0);
    const [first = ''] = labelsOf(help);
    expect((await slack.press('mary', help, first)).text).not.toBe(help.text);
  });

  test('is answered whatever it is called in Slack, and with its own name before it', async () => {
    const { people, workspace } = slack;
    const ada = workspace.person('ada');
    const usual = await slack.ask('ada', 'topic docker');
    const named = await answerOf(await people.slash(ada, 'topic docker', { command: '/study-circle' }));
    expect(named.text).toBe(usual.text);
    for (const line of ['/mlops topic docker', 'mlops topic docker']) {
      expect((await slack.ask('ada', line)).text).toBe(usual.text);
    }
  });

  test('with marks of Slack in it is read as it was typed', async () => {
    expect((await slack.ask('ada', 'resource R&D <owl>')).text).toContain('R&amp;D &lt;owl&gt;');
  });

  test('of whatever text gets one answer that Slack takes', async () => {
    const { people, workspace } = slack;
    const ada = workspace.person('ada');
    const line = fc.oneof(
      anyText,
      anyText.map((text) => `resource ${text}`),
      anyText.map((text) => `${text} share`),
      fc.constantFrom('docker '.repeat(571), 'x'.repeat(4_000), '&'.repeat(4_000), '🦉'.repeat(2_000)),
    );
    await fc.assert(
      fc.asyncProperty(line, async (text) => {
        const answer = await answerOf(await people.slash(ada, text.slice(0, 4_000)));
        expect(answer.text).not.toBe('');
        expect(workspace.breaches).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a command that takes long', () => {
  const stage = steered();
  const slack = scene({ dispatcher: stage.dispatcher, troubled: true });

  test.concurrent('is acknowledged at once, and its answer follows', async () => {
    const typed = await slack.people.slash(slack.workspace.person('ada'), 'show gate:one slow');
    expect(typed.ackMs).toBeLessThan(1_000);
    expect(typed.shown).toMatchObject({ visibility: 'ephemeral', text: working });
    stage.open('one');
    const answer = only(await typed.until(1));
    expect(answer).toMatchObject({ visibility: 'ephemeral' });
    expect(answer.text).toContain('Page 1');
  });

  test.concurrent('and is shared says so only to whoever typed it, until the answer is there', async () => {
    const grace = slack.workspace.person('grace');
    const typed = await slack.people.slash(grace, 'show slow:yes gate:two share');
    expect(typed.shown).toMatchObject({ visibility: 'ephemeral', to: grace.id, text: working });
    stage.open('two');
    const answer = only(await typed.until(1));
    expect(answer.visibility).toBe('in_channel');
    expect(answer.text).toMatch(/^Shared by grace\n\nPage 1/);
    expect(labelsOf(answer)).toContain('Dismiss');
  });

  test.concurrent('and breaks is excused to whoever typed it alone', async () => {
    const typed = await slack.people.slash(slack.workspace.person('ada'), 'broken slow:yes gate:three share');
    stage.open('three');
    const answer = only(await typed.until(1));
    expect(answer.visibility).toBe('ephemeral');
    expect(answer.text).toContain(`the number ${stage.errors.at(-1)?.id}`);
  });

  test.concurrent('comes as a direct message when its way back is used up', async () => {
    const mary = slack.workspace.person('mary');
    const typed = await slack.people.slash(mary, 'show gate:four slow');
    const body = JSON.stringify({ ...ephemeral, ...plainMessage('hi') });
    const headers = { 'content-type': 'application/json' };
    for (let use = 1; use <= 5; use++) {
      await fetch(String(typed.sent.response_url), { method: 'POST', headers, body });
    }
    stage.open('four');
    const told = only(await slack.direct('mary', 1));
    expect(told.text).toMatch(/^This could not be shown where you asked for it, so here it is\.\n\nPage 1/);
  });
});

describe('a dispatcher that throws', () => {
  const fail = () => Promise.reject(new Error('out of order'));
  const dispatcher: Dispatcher = { type: fail, call: fail, press: fail, suggest: fail };
  const slack = scene({ dispatcher, troubled: true });

  /** That person was told the number that stands last in the log. */
  function isExcused(told: string | undefined): void {
    const [, id = 'no number'] = /the number\s+(\w{6})/.exec(told ?? '') ?? [];
    const line = slack.connected.logged.findLast((one) => one.includes('out of order'));
    expect(line).toContain(`"id":"${id}"`);
  }

  test('is excused with a number that the log has, after a command', async () => {
    const typed = await slack.people.slash(slack.workspace.person('ada'), 'docker');
    expect(typed.shown?.visibility).toBe('ephemeral');
    isExcused(typed.shown?.text);
  });

  test('is excused after a shortcut in a message and in a modal', async () => {
    const { people, workspace } = slack;
    const ada = workspace.person('ada');
    const written = { text: 'docker', channel: workspace.channel('general') };
    isExcused(only(await (await people.messageShortcut(ada, 'find_about', written)).until(1)).text);
    await people.shortcut(ada, 'find');
    const view = await slack.modal('ada');
    expect((await people.suggest(ada, { view, typed: 'owl' })).options).toHaveLength(1);
    await people.submit(ada, view, { query: 'owl' });
    isExcused(wordsIn(await slack.modal('ada')));
  });

  test('is excused after a mention to whoever wrote it, and after a direct message', async () => {
    const { people, workspace } = slack;
    const [grace, general] = [workspace.person('grace'), workspace.channel('general')];
    await people.mention(grace, general, 'docker');
    await workspace.until(() => workspace.messages(general, grace).length === 1);
    isExcused(workspace.messages(general, grace).at(-1)?.text);
    await people.directMessage(grace, 'docker');
    isExcused(only(await slack.direct('grace', 1)).text);
  });
});
