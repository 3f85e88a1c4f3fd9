import { describe, expect, test } from 'vitest';
import type { Dispatcher } from '../../../src/chat/dispatch.ts';
import { scene } from './scene.ts';
import { labelsOf, only, working } from './seen.ts';
import { steered } from './steered.ts';

describe('in a thread', () => {
  const stage = steered();
  const slack = scene({ dispatcher: stage.dispatcher });
  const seenBy = (name: string) =>
    slack.workspace.messages(slack.workspace.channel('general'), slack.workspace.person(name));
  /** Mentions the bot, and gives what that person sees in the thread, once there are `count`. */
  const mention = async (name: string, line: string) => {
    const { people, workspace } = slack;
    const { sent } = await people.mention(workspace.person(name), workspace.channel('general'), line);
    const { ts } = sent.event as { ts: string };
    const inThread = () => seenBy(name).filter(({ thread_ts }) => thread_ts === ts);
    return {
      ts,
      async until(count: number) {
        await workspace.until(() => inThread().length === count);
        return inThread();
      },
    };
  };

  test.concurrent('what is shared stays in that thread', async () => {
    const asked = await mention('ada', 'secret gate:none');
    const told = only(await asked.until(1));
    expect(told).toMatchObject({ visibility: 'ephemeral', to: slack.workspace.person('ada').id });
    const shown = await slack.press('ada', told, 'Share');
    expect(shown).toMatchObject({ visibility: 'in_channel', thread_ts: asked.ts });
    expect(shown.text).toMatch(/^Shared by ada\n\nPage 1/);
    expect(await slack.press('ada', shown, 'Next')).toBe(shown);
    expect(shown.thread_ts).toBe(asked.ts);
  });

  test.concurrent('what is private and takes long leaves only a word for others', async () => {
    const asked = await mention('grace', 'secret gate:private slow:yes');
    const common = only(await asked.until(1));
    expect(common).toMatchObject({ visibility: 'in_channel', text: working });
    stage.open('private');
    const [, told] = await asked.until(2);
    expect(common.text).toBe('The answer is for you alone; only you see it below.');
    expect(told).toMatchObject({ visibility: 'ephemeral', to: slack.workspace.person('grace').id });
    expect(told?.text).toContain('For you alone');
  });

  test.concurrent('what was dismissed while it was worked on does not come back', async () => {
    const asked = await mention('mary', 'show gate:dismissed slow:yes');
    const shown = only(await asked.until(1));
    expect(labelsOf(shown)).toEqual(['Dismiss']);
    await slack.press('mary', shown, 'Dismiss');
    const updates = slack.workspace.callsOf('chat.update').length;
    stage.open('dismissed');
    await slack.workspace.until(() =>
      slack.workspace.callsOf('chat.update').some((call, index) => index >= updates && call.status === 200),
    );
    const after = await mention('mary', 'show gate:none');
    expect(only(await after.until(1)).text).toMatch(/^Page 1/);
    expect(slack.workspace.messages(slack.workspace.dmOf(slack.workspace.person('mary')))).toEqual([]);
  });

  test.concurrent('a dialog cannot open, and that is said', async () => {
    const asked = await mention('ada', 'dialog');
    expect(only(await asked.until(1)).text).toContain('type /mlops');
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
