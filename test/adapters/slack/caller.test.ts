import { beforeEach, describe, expect, test } from 'vitest';
import { slackManagers } from '../../../src/adapters/slack/caller.ts';
import type { Caller } from '../../../src/chat/command.ts';
import type { Answer, Dispatcher } from '../../../src/chat/dispatch.ts';
import { type Form, message, type Reply, text } from '../../../src/chat/reply.ts';
import { toText } from '../../../src/chat/text.ts';
import type { Profile } from '../../support/slack/parties.ts';
import { olderScopes, requiredScopes, startWorkspace } from '../../support/slack/workspace.ts';
import { connect } from './connected.ts';
import { scene } from './scene.ts';
import { only } from './seen.ts';

const callers: Caller[] = [];
let reply: Reply;
const button = { label: 'Go on', action: { command: 'daily on', args: {}, mode: 'reply' } } as const;
const plain = message(text('Hello'), { type: 'actions', buttons: [button] });
const form: Form = {
  type: 'form',
  title: 'When?',
  fields: [{ type: 'text', name: 'time', label: 'Time', value: '09:00' }],
  submitLabel: 'Go',
  submit: { command: 'daily on', args: {}, mode: 'reply' },
};

async function heard(caller: Caller): Promise<Answer> {
  callers.push(caller);
  return { command: 'daily on', args: {}, visibility: 'private', reply };
}

const dispatcher: Dispatcher = {
  type: (_line, caller) => heard(caller),
  call: (_command, _args, caller) => heard(caller),
  press: (_action, caller) => heard(caller),
  suggest: async () => [],
};

beforeEach(() => {
  callers.length = 0;
  reply = plain;
});
const caller = () => only(callers.slice(-1));
const may = async () => (await caller().may('daily')).may;
const why = async () => {
  const permission = await caller().may('daily');
  return permission.may ? '' : toText(permission.says);
};
const said = async () => {
  const { obstacle, lacks } = (await caller().access?.()) ?? { lacks: ['nobody can look'] };
  return { obstacle: obstacle && toText(obstacle), lacks };
};

describe('who asks', () => {
  const slack = scene({ dispatcher });
  const infos = () => slack.workspace.callsOf('users.info').length;
  const as = (name: string, profile: Profile) =>
    void slack.workspace.profiles.set(slack.workspace.person(name).id, profile);

  test('with a command has a name and a channel, and Slack is asked nothing', async () => {
    await slack.ask('ada', 'hello');
    const { id: channel } = slack.workspace.channel('general');
    const place = { platform: 'slack', workspace: 'T000000001', channel, kind: 'channel', name: '#general' };
    expect(caller()).toMatchObject({ name: 'ada', place });
    expect(infos()).toBe(0);
  });

  test('with a press and in a thread is in the same channel', async () => {
    const { people, workspace } = slack;
    const [ada, general] = [workspace.person('ada'), workspace.channel('general')];
    const answer = await slack.ask('ada', 'hello');
    await (await people.press(ada, answer, 'Go on')).until(1);
    expect(caller()).toMatchObject({ name: 'ada', place: { channel: general.id, kind: 'channel' } });
    expect(caller().place?.name).toBe('#general');
    const before = callers.length;
    await people.mention(ada, general, 'hello');
    await expect.poll(() => callers.length).toBe(before + 1);
    expect(caller().place).toMatchObject({ channel: general.id, kind: 'channel' });
  });

  test.each(['secret', 'pair'])('in %s is in a place without a name', async (name) => {
    await slack.ask('ada', 'hello', name);
    expect(caller().place?.channel).toBe(slack.workspace.channel(name).id);
    expect(caller().place?.name).toBeUndefined();
  });

  test('in a dialog is still where it was opened, and so are the buttons of its answer', async () => {
    const { people, workspace } = slack;
    const ada = workspace.person('ada');
    reply = form;
    await people.slash(ada, 'hello');
    const view = await slack.modal('ada');
    reply = plain;
    await people.submit(ada, view, {});
    const place = { channel: workspace.channel('general').id, name: '#general' };
    expect(caller()).toMatchObject({ name: 'ada', place });
    await people.pressInView(ada, await slack.modal('ada'), 'Go on');
    await slack.modal('ada', 2);
    expect(callers).toHaveLength(3);
    expect(caller()).toMatchObject({ name: 'ada', place });
    await people.close(ada, only(workspace.views(ada).slice(-1)), { all: true });
  });

  test('on the Home tab is nowhere, and switches nothing', async () => {
    await slack.people.openHome(slack.workspace.person('mary'));
    await expect.poll(() => callers.length).toBe(1);
    expect(caller().place).toBeUndefined();
    expect(caller().access).toBeUndefined();
    expect(await may()).toBe(false);
  });

  test('has the time zone of their profile, and is looked up once', async () => {
    as('grace', { tz: 'Australia/Lord_Howe' });
    await slack.ask('grace', 'hello');
    const before = infos();
    const zones = await Promise.all([caller().findZone?.(), caller().findZone?.()]);
    expect(zones).toEqual(['Australia/Lord_Howe', 'Australia/Lord_Howe']);
    await slack.ask('grace', 'once more');
    expect(await may()).toBe(true);
    expect(infos()).toBe(before + 1);
  });
});

describe('who may switch what comes into a channel', () => {
  test.each([
    ['a member', {}, true],
    ['a guest', { is_restricted: true }, false],
    ['a guest of one channel', { is_restricted: true, is_ultra_restricted: true }, false],
    ['a bot', { is_bot: true }, false],
    ['somebody of another organisation', { is_stranger: true }, false],
    ['somebody who has left', { deleted: true }, false],
  ])('%s', async (_, profile: Profile, allowed) => {
    const { workspace } = everybody;
    workspace.profiles.set(workspace.person('ada').id, { tz: 'no such zone', ...profile });
    now += 5 * 60_000;
    await everybody.ask('ada', 'hello');
    expect(await may()).toBe(allowed);
    expect(await caller().findZone?.()).toBeUndefined();
  });

  test('it is said to a guest, and not to somebody whom Slack could not look up', async () => {
    const { workspace } = everybody;
    const { id } = workspace.person('mary');
    workspace.profiles.set(id, {});
    await everybody.ask('mary', 'hello');
    workspace.fail('users.info', 'internal_error');
    expect(await why()).toMatch(/does not tell me .* full member \(internal_error\)/);
    expect(await may()).toBe(true);
    workspace.profiles.set(id, { is_restricted: true });
    now += 5 * 60_000;
    expect(await why()).toMatch(/by full members of the workspace, not by guests/);
  });

  test('for themselves everybody may', async () => {
    const { workspace, people } = everybody;
    const grace = workspace.person('grace');
    workspace.profiles.set(grace.id, { is_restricted: true });
    await people.directMessage(grace, 'hello');
    await everybody.direct('grace', 1);
    expect(caller().place?.kind).toBe('direct');
    expect(await may()).toBe(true);
    expect(await caller().access?.()).toEqual({ lacks: [] });
  });

  let now = 0;
  const everybody = scene({ dispatcher, clock: () => now, troubled: true });
});

describe('with managers', () => {
  test('only those may', async () => {
    const workspace = await startWorkspace();
    const [ada, grace, mary] = ['ada', 'grace', 'mary'].map((name) => workspace.person(name));
    const managers = [`slack:${ada?.id}`, ` ${grace?.id}`, 'discord:1'];
    const { people, stop } = await connect(workspace, { dispatcher, managers });
    const all: boolean[] = [];
    for (const person of [ada, grace, mary]) {
      if (person !== undefined) await people.slash(person, 'hello');
      all.push(await may());
    }
    expect(all).toEqual([true, true, false]);
    expect(await why()).toMatch(/those alone whom DAILY_MANAGERS names/);
    expect(workspace.callsOf('users.info')).toEqual([]);
    await stop();
    await workspace.close();
  });

  test('are Slack’s ids, written with or without Slack and the workspace', () => {
    expect(slackManagers(['U1', 'slack:U2', 'slack:T1/U3'])).toEqual(['U1', 'U2', 'U3']);
  });
});

describe('what keeps the bot from a channel', () => {
  const slack = scene({ dispatcher });

  test('is nothing where it is a member', async () => {
    await slack.ask('ada', 'hello');
    expect(await said()).toEqual({ obstacle: undefined, lacks: [] });
  });

  test.each(['elsewhere', 'secret'])(
    'is that it is not in %s, and the line that lets it in',
    async (name) => {
      await slack.ask('ada', 'hello', name);
      const { obstacle } = await said();
      expect(obstacle).toMatch(/since I am not in it\. .*\n\n\/invite @companion$/);
      await slack.workspace.invite(slack.workspace.channel(name));
      expect(await said()).toEqual({ obstacle: undefined, lacks: [] });
    },
  );

  test('is that it is archived, or that only some may post', async () => {
    const general = slack.workspace.channel('general');
    await slack.ask('ada', 'hello');
    general.writes = 'nowhere';
    expect((await said()).obstacle).toMatch(/^Only some people may post.*\n.*allow @companion to post/);
    general.writes = 'in threads';
    expect((await said()).obstacle).toMatch(/^In this channel I may only answer in threads/);
    general.archived = true;
    expect((await said()).obstacle).toMatch(/^This channel is archived/);
    Object.assign(general, { writes: 'everywhere', archived: false });
  });

  test('is unknown while Slack does not answer', async () => {
    await slack.ask('ada', 'hello');
    slack.workspace.fail('conversations.info', 'internal_error');
    expect(await said()).toEqual({ lacks: ['Slack did not say whether I may write here'] });
  });
});

describe('without the optional scopes', () => {
  const slack = scene({ dispatcher, workspace: { scopes: requiredScopes } });

  test.each([
    ['general', 'channels:history'],
    ['secret', 'groups:history'],
  ])('the bot says what that costs in %s', async (name, scope) => {
    if (name === 'secret') await slack.workspace.invite(slack.workspace.channel(name));
    await slack.ask('ada', 'hello', name);
    const lack = expect.stringMatching(new RegExp(`^${scope}: after a lost answer .* stands as unknown$`));
    expect(await said()).toEqual({ obstacle: undefined, lacks: [lack] });
  });
});

describe('with an installation of before', () => {
  const slack = scene({ dispatcher, workspace: { scopes: olderScopes }, troubled: true });

  test('nobody is known, so nobody may switch a channel, and the log says so once', async () => {
    for (const name of ['ada', 'grace']) {
      await slack.ask(name, 'hello');
      expect([await may(), await caller().findZone?.()]).toEqual([false, undefined]);
      expect(await why()).toMatch(/the app lacks users:read\.\n+Whoever installed it/);
    }
    const told = slack.connected.logged.filter((line) => line.includes('users:read'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('paste the manifest again');
    await slack.people.directMessage(slack.workspace.person('ada'), 'hello');
    await slack.direct('ada', 1);
    expect(await may()).toBe(true);
  });

  test('it says that it cannot look', async () => {
    await slack.ask('ada', 'hello');
    const { obstacle, lacks } = await said();
    expect(obstacle).toBeUndefined();
    expect(lacks).toEqual([
      'channels:read: I cannot look whether I may write here',
      expect.stringMatching(/^channels:history: /),
    ]);
  });
});
