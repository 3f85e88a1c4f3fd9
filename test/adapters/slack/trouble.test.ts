import { setTimeout as idle } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Dispatcher } from '../../../src/chat/dispatch.ts';
import { message, text } from '../../../src/chat/reply.ts';
import type { Person } from '../../support/slack/parties.ts';
import type { People } from '../../support/slack/people.ts';
import { startWorkspace, type Workspace } from '../../support/slack/workspace.ts';
import { steered } from '../steered.ts';
import { type Connected, type ConnectOptions, connect } from './connected.ts';
import { only, wordsIn, working } from './seen.ts';

const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function begin(
  dispatcher?: Dispatcher,
  more: ConnectOptions = {},
): Promise<Connected & { workspace: Workspace }> {
  const workspace = await startWorkspace();
  ends.push(() => workspace.close());
  const connected = await connect(workspace, {
    ...more,
    ...(dispatcher === undefined ? {} : { dispatcher }),
  });
  ends.push(connected.stop);
  return { ...connected, workspace };
}

/** Somebody mentions the bot in a channel where Slack refuses the answer; gives what they get instead. */
async function refused(error: string, more: Record<string, string> = {}): Promise<string> {
  const { workspace, people, logged } = await begin();
  const ada = workspace.person('ada');
  workspace.fail('chat.postMessage', error, 1, more);
  await people.mention(ada, workspace.channel('general'), '@companion resource docker');
  await workspace.until(() => workspace.messages(workspace.dmOf(ada)).length === 1);
  expect(workspace.breaches).toEqual([]);
  const log = logged.join('\n');
  expect(log).toContain(error);
  for (const secret of [workspace.botToken, workspace.signingSecret, 'resource docker']) {
    expect(log).not.toContain(secret);
  }
  return workspace.messages(workspace.dmOf(ada))[0]?.text ?? '';
}

describe('an answer that Slack refuses in a channel', () => {
  it.each([
    ['not_in_channel', 'since I am not in it. To let me in, paste this there:\n\n/invite @companion'],
    ['channel_not_found', '/invite @companion'],
    ['is_archived', 'it is archived, and nobody can write in it'],
    ['restricted_action', 'its managers allow only some to post there'],
  ])('with %s comes in a direct message, which says why and what to do', async (error, said) => {
    const told = await refused(error);
    expect(told).toContain(said);
    expect(told).toContain('https://docs.docker.com/get-started');
  });

  it('with missing_scope names the right that the app lacks', async () => {
    expect(await refused('missing_scope', { needed: 'chat:write', provided: 'commands' })).toContain(
      'The app lacks a right in this workspace: chat:write.',
    );
  });

  it('with an error that nobody foresaw comes in a direct message all the same', async () => {
    expect(await refused('team_is_on_fire')).toContain('https://docs.docker.com/get-started');
  });

  it('since the bot is not in a private channel where somebody shares, needs no invitation', async () => {
    const { workspace, people } = await begin();
    const ada = workspace.person('ada');
    const where = { channel: workspace.channel('secret') };
    expect((await people.slash(ada, 'path share', where)).shown?.visibility).toBe('in_channel');
  });
});

describe('an answer that nobody gives after all', () => {
  it('is excused in the modal that says that it is worked on', async () => {
    const stage = steered();
    const { promise: asked, reject } = Promise.withResolvers<never>();
    const { workspace, people, logged } = await begin({ ...stage.dispatcher, press: () => asked });
    const ada = workspace.person('ada');
    await people.shortcut(ada, 'find');
    await workspace.until(() => workspace.views(ada).length === 1);
    const top = () => only(workspace.views(ada).slice(-1));
    await people.submit(ada, top(), { query: { value: 'owls', text: 'owls' } });
    await workspace.until(() => wordsIn(top()).includes('Found for owls'));
    await people.pressInView(ada, top(), 'Slow other');
    await workspace.until(() => wordsIn(top()).includes(working));
    reject(new Error('it fell over'));
    await workspace.until(() => wordsIn(top()).includes('Something broke on our side'));
    expect(workspace.views(ada)).toHaveLength(2);
    expect(logged.join('\n')).toContain('it fell over');
  });
});

describe('an answer that goes nowhere', () => {
  it('is written down with what Slack refused, and blames no token', async () => {
    const { workspace, people, logged, slack } = await begin();
    workspace.fail('chat.postMessage', 'channel_not_found', 2);
    await people.mention(workspace.person('ada'), workspace.channel('general'), '@companion docker');
    await expect.poll(() => logged.join('\n')).toContain('An answer was lost. Slack refused it there');
    expect(logged.join('\n')).not.toContain('SLACK_BOT_TOKEN');
    expect(slack.state()).toBe('connected');
  });
});

describe('a token that Slack takes no more', () => {
  it.each([
    ['token_revoked', 'Slack no longer takes SLACK_BOT_TOKEN (token_revoked): the app was removed'],
    ['invalid_auth', 'Slack does not take SLACK_BOT_TOKEN (invalid_auth): copy it again'],
  ])('(%s) is told in the log in one sentence, and what needs no token goes on', async (error, said) => {
    const { workspace, people, logged, slack, url } = await begin();
    const ada = workspace.person('ada');
    workspace.fail('chat.postMessage', error, 5);
    await people.mention(ada, workspace.channel('general'), '@companion docker');
    await expect.poll(() => slack.state()).toBe('refused');
    expect(logged.join('\n')).toContain(said);
    expect(await (await fetch(new URL('/readyz', url))).json()).toMatchObject({ slack: 'refused' });
    expect((await people.slash(ada, 'resource docker')).shown?.text).toContain('docs.docker.com');
  });

  it('is asked about again later, and taken again without a restart', async () => {
    const { promise: later, resolve } = Promise.withResolvers<void>();
    const minutes = (ms: number) => (ms >= 60_000 ? later : idle(ms, undefined, { ref: false }));
    const { workspace, people, slack } = await begin(undefined, { wait: minutes });
    workspace.fail('chat.postMessage', 'token_expired', 5);
    await people.mention(workspace.person('ada'), workspace.channel('general'), '@companion docker');
    await expect.poll(() => slack.state()).toBe('refused');
    resolve();
    await expect.poll(() => slack.state()).toBe('connected');
  });

  it('turns pages all the same, and tells whoever wanted a dialog or the Home tab as far as it can', async () => {
    const { workspace, people, slack, logged } = await begin(steered().dispatcher);
    const ada = workspace.person('ada');
    const { shown } = await people.slash(ada, 'show');
    workspace.revokeToken();
    if (shown === undefined) throw new Error('nothing was shown');
    await (await people.press(ada, shown, 'Next')).until(1);
    expect(shown.text).toContain('Page 2');
    expect(slack.state()).toBe('connected');
    const [told] = await (await people.press(ada, shown, 'Dialog')).until(1);
    expect(told).toMatchObject({ visibility: 'ephemeral', to: ada.id });
    expect(told?.text).toContain('Slack no longer takes the key that I was given');
    expect(slack.state()).toBe('refused');
    const before = logged.length;
    await people.openHome(ada);
    await workspace.until(() => workspace.callsOf('views.publish').at(-1)?.status === 200);
    await expect
      .poll(() => logged.slice(before).join())
      .toContain('the app was removed or its token revoked');
    expect(logged.join('\n')).not.toContain(workspace.botToken);
  });

  it('is told once when posts meet it, and the bot counts as refused', async () => {
    const { workspace, slack, logged } = await begin();
    const { id: channel } = workspace.channel('general');
    const to = { type: 'channel', workspace: workspace.app.team.id, channel } as const;
    const post = () => slack.poster?.post(to, { id: 'post1', message: message(text('hello')) }, 5_000);
    expect(await post()).toMatchObject({ outcome: 'sent' });
    workspace.revokeToken();
    expect(await post()).toMatchObject({ outcome: 'later' });
    expect(await post()).toMatchObject({ outcome: 'later' });
    expect(slack.state()).toBe('refused');
    expect(logged.filter((line) => line.includes('token_revoked'))).toHaveLength(1);
  });

  it.each([
    ['the find shortcut', 'views.open', (people: People, ada: Person) => people.shortcut(ada, 'find')],
    [
      'a direct message',
      'chat.postMessage',
      (people: People, ada: Person) => people.directMessage(ada, 'hi'),
    ],
  ])('is told in the log once after %s, and nothing more is tried', async (_, method, act) => {
    const { workspace, people, slack, logged } = await begin();
    workspace.revokeToken();
    await act(people, workspace.person('ada'));
    await expect.poll(() => slack.state()).toBe('refused');
    expect(logged.filter((line) => line.includes('token_revoked'))).toHaveLength(1);
    expect(workspace.callsOf(method)).toHaveLength(1);
  });
});
