import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { message, text } from '../../../src/chat/reply.ts';
import { requiredScopes, startWorkspace, type Workspace } from '../../support/slack/workspace.ts';
import { identityIn, type Posting, posterIn } from './posting.ts';

const timeoutMs = 5_000;
const hello = message(text('hello'));
let workspace: Workspace;
let posting: Posting;
let firstSentAt: Temporal.Instant;

beforeEach(async () => {
  workspace = await startWorkspace();
  posting = posterIn(workspace);
  // The loopback Slack stamps messages by the clock of the machine.
  firstSentAt = Temporal.Now.instant();
});
afterEach(async () => {
  expect(workspace.breaches).toEqual([]);
  await workspace.close();
});

const post = (id: string, name = 'general') =>
  posting.poster.post(posting.to(name), { id, message: hello }, timeoutMs);
const find = (id: string, where = posting.to('general'), at = firstSentAt) =>
  posting.poster.find(where, { id, firstSentAt: at }, timeoutMs);
const chat = async (lines: number, name = 'general') => {
  const { stage } = workspace;
  const channel = workspace.channel(name).id;
  for (let line = 0; line < lines; line++) {
    await stage.emulated.as(workspace.person('ada'), 'chat.postMessage', { channel, text: 'chat' });
  }
};

describe('a post whose answer got lost', () => {
  test.each(['general', 'secret'])('is found again in %s, with where it stands', async (name) => {
    if (name === 'secret') await workspace.invite(workspace.channel(name));
    const channel = workspace.channel(name);
    workspace.break('chat.postMessage', 'reset', 1, { applied: true });
    expect(await post('lost', name)).toMatchObject({ outcome: 'uncertain' });
    const ts = workspace.messages(channel).at(-1)?.ts ?? '';
    const url = `https://study-circle.slack.com/archives/${channel.id}/p${ts.replace('.', '')}`;
    const found = { outcome: 'found', messageId: ts, channel: channel.id, url };
    expect(await find('lost', posting.to(name))).toEqual(found);
  });

  test('is absent when it never came', async () => {
    workspace.break('chat.postMessage', 500);
    expect(await post('gone')).toMatchObject({ outcome: 'uncertain' });
    await post('another');
    expect(await find('gone')).toEqual({ outcome: 'absent' });
  });

  test('is found among others', async () => {
    await post('busy');
    await chat(20);
    expect(await find('busy')).toMatchObject({ outcome: 'found' });
  });

  test('is not called absent while not all that came around it was seen', async () => {
    await post('crowded');
    await chat(60);
    const { outcome } = await find('crowded');
    expect(outcome).toBe('unreadable');
    expect(await find('never')).toMatchObject({ outcome: 'unreadable' });
  });

  test('is looked for around its first attempt only', async () => {
    await post('now');
    const hours = (count: number) => firstSentAt.add({ hours: count });
    expect(await find('now', undefined, hours(-1))).toEqual({ outcome: 'absent' });
    expect(await find('now', undefined, hours(1))).toEqual({ outcome: 'absent' });
    expect(await find('now', undefined, firstSentAt.add({ seconds: 50 }))).toMatchObject({
      outcome: 'found',
    });
    const late = firstSentAt.subtract({ minutes: 29 });
    expect(await find('now', undefined, late)).toMatchObject({ outcome: 'found' });
  });

  test('is not taken for one of another app', async () => {
    await post('mine');
    const { poster } = posterIn(workspace, {
      me: () => ({ ...identityIn(workspace), botId: 'B0OTHER', userId: 'U0OTHER' }),
    });
    const looked = await poster.find(posting.to('general'), { id: 'mine', firstSentAt }, timeoutMs);
    expect(looked).toEqual({ outcome: 'absent' });
  });
});

describe('a look', () => {
  test('without the optional scopes sees nothing, and says which it lacks', async () => {
    const bare = await startWorkspace({ scopes: requiredScopes });
    const { poster, to } = posterIn(bare);
    bare.break('chat.postMessage', 'reset', 1, { applied: true });
    const id = 'lost';
    expect(await poster.post(to('general'), { id, message: hello }, timeoutMs)).toMatchObject({
      outcome: 'uncertain',
    });
    const looked = await poster.find(to('general'), { id, firstSentAt }, timeoutMs);
    expect(looked).toEqual({ outcome: 'unreadable', reason: 'missing_scope' });
    await bare.close();
  });

  test('where the bot is not, sees nothing', async () => {
    const looked = await find('any', posting.to('elsewhere'));
    expect(looked).toEqual({ outcome: 'unreadable', reason: 'not_in_channel' });
  });

  test('is put off by whatever goes by', async () => {
    const method = 'conversations.history';
    workspace.break(method, 500);
    expect(await find('any')).toEqual({ outcome: 'later', reason: 'HTTP 500' });
    workspace.break(method, 'reset');
    expect(await find('any')).toMatchObject({ outcome: 'later' });
    workspace.fail(method, 'internal_error');
    expect(await find('any')).toEqual({ outcome: 'later', reason: 'internal_error' });
    workspace.break(method, 'silence');
    const looking = posting.poster.find(posting.to('general'), { id: 'any', firstSentAt }, 50);
    expect(await looking).toMatchObject({ outcome: 'later' });
    workspace.limit(method, { retryAfter: 60 });
    expect(await find('any')).toMatchObject({ outcome: 'later', afterMs: 60_000 });
  });

  test('into direct messages is possible once Slack has told which they are', async () => {
    const own = await startWorkspace();
    const { poster, toPerson } = posterIn(own);
    const ada = toPerson('ada');
    const look = () => poster.find(ada, { id: 'direct', firstSentAt }, timeoutMs);
    expect(await look()).toMatchObject({ outcome: 'unreadable' });
    await poster.post(ada, { id: 'before', message: hello }, timeoutMs);
    own.break('chat.postMessage', 'reset', 1, { applied: true });
    await poster.post(ada, { id: 'direct', message: hello }, timeoutMs);
    expect(await look()).toMatchObject({ outcome: 'found', channel: own.dmOf(own.person('ada')).id });
    await own.close();
  });
});
