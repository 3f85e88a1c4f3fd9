import { createServer } from 'node:http';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { message, text } from '../../../src/chat/reply.ts';
import { closeServer, listen } from '../../support/slack/front.ts';
import { requiredScopes, startWorkspace, type Workspace } from '../../support/slack/workspace.ts';
import { startArchive, type Written, written } from './find-post-archive.ts';
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
  posting.poster.find(where, { id, firstSentAt: at, agoMs: 0 }, timeoutMs);
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

  test.each([
    ['two minutes ahead of', { minutes: 2 }],
    ['an hour ahead of', { hours: 1 }],
    ['forty minutes behind', { minutes: -40 }],
    ['an hour behind', { hours: -1 }],
  ])('is found, and another one is absent, where our clock is %s Slack’s', async (_, wrong) => {
    workspace.break('chat.postMessage', 'reset', 1, { applied: true });
    await post('lost');
    await chat(20);
    expect(await find('lost', undefined, firstSentAt.add(wrong))).toMatchObject({ outcome: 'found' });
    expect(await find('never', undefined, firstSentAt.add(wrong))).toEqual({ outcome: 'absent' });
    expect(workspace.callsOf('conversations.history')).toHaveLength(2);
  });

  test('is not taken for one of another app', async () => {
    await post('mine');
    const { poster } = posterIn(workspace, {
      me: () => ({ ...identityIn(workspace), botId: 'B0OTHER', userId: 'U0OTHER' }),
    });
    const looked = await poster.find(posting.to('general'), { id: 'mine', firstSentAt, agoMs: 0 }, timeoutMs);
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
    const looked = await poster.find(to('general'), { id, firstSentAt, agoMs: 0 }, timeoutMs);
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
    const looking = posting.poster.find(posting.to('general'), { id: 'any', firstSentAt, agoMs: 0 }, 50);
    expect(await looking).toMatchObject({ outcome: 'later' });
    workspace.limit(method, { retryAfter: 60 });
    expect(await find('any')).toMatchObject({ outcome: 'later', afterMs: 60_000 });
  });

  test('into direct messages is possible once Slack has told which they are', async () => {
    const own = await startWorkspace();
    const { poster, toPerson } = posterIn(own);
    const ada = toPerson('ada');
    const look = () => poster.find(ada, { id: 'direct', firstSentAt, agoMs: 0 }, timeoutMs);
    expect(await look()).toMatchObject({ outcome: 'unreadable' });
    await poster.post(ada, { id: 'before', message: hello }, timeoutMs);
    own.break('chat.postMessage', 'reset', 1, { applied: true });
    await poster.post(ada, { id: 'direct', message: hello }, timeoutMs);
    expect(await look()).toMatchObject({ outcome: 'found', channel: own.dmOf(own.person('ada')).id });
    await own.close();
  });
});

describe('a look into a channel with a long past', () => {
  const minute = 60_000;
  const slackNow = Temporal.Instant.from('2026-11-26T08:00:00Z').epochMilliseconds;
  const ago = (minutes: number) => written(slackNow - minutes * minute);
  const long = Array.from({ length: 500 }, (_, index) => ago(30 + index));
  let own: Workspace;
  beforeAll(async () => {
    own = await startWorkspace();
  });
  afterAll(() => own.close());

  const ours = (minutes: number): Written => ({
    ...ago(minutes),
    bot_id: own.app.botId,
    metadata: { event_type: 'daily_post', event_payload: { post_id: 'lost' } },
  });
  /** Looks for what was first sent so many minutes ago; our clock says anything. */
  const look = async (
    messages: readonly Written[],
    { minutes = 0, ...of }: { minutes?: number; pageSize?: number; tellsTime?: boolean } = {},
  ) => {
    const archive = await startArchive({ now: slackNow, messages, ...of });
    const { poster, to } = posterIn(own, { apiUrl: archive.apiUrl });
    const at = Temporal.Instant.from('2031-01-01T00:00:00Z');
    const sought = { id: 'lost', firstSentAt: at, agoMs: minutes * minute };
    const found = await poster.find(to('general'), sought, timeoutMs);
    await archive.close();
    return { found, asked: archive.asked() };
  };

  test.each([15, 100])(
    'takes one request where Slack gives %i at once and it is not busy',
    async (pageSize) => {
      const found = { outcome: 'found', messageId: ours(4).ts };
      expect(await look([ago(1), ours(4), ...long], { minutes: 5, pageSize })).toMatchObject({
        found,
        asked: 1,
      });
      const absent = { found: { outcome: 'absent' }, asked: 1 };
      expect(await look([ago(1), ...long], { minutes: 5, pageSize })).toEqual(absent);
    },
  );

  test('follows it back for three pages, and no further', async () => {
    const busy = (count: number) => [...Array.from({ length: count }, () => ago(1)), ours(4), ...long];
    const of = { minutes: 5, pageSize: 15 };
    expect(await look(busy(44), of)).toMatchObject({ found: { outcome: 'found' }, asked: 3 });
    const reason = 'too much was written since to see it all';
    expect(await look(busy(45), of)).toEqual({ found: { outcome: 'unreadable', reason }, asked: 3 });
  });

  test('sees ten minutes before the first attempt', async () => {
    const edge = (minutes: number) =>
      look([...Array(14).fill(ago(1)), ago(minutes), ours(16)], { minutes: 5, pageSize: 15 });
    expect(await edge(14.9)).toMatchObject({ found: { outcome: 'found' } });
    expect(await edge(15.1)).toMatchObject({ found: { outcome: 'absent' } });
  });

  test('calls nothing absent for being old where Slack does not tell the time', async () => {
    const untold = { minutes: 5, tellsTime: false };
    expect(await look(long, untold)).toMatchObject({ found: { outcome: 'unreadable' }, asked: 3 });
    expect(await look(long.slice(0, 99), untold)).toEqual({ found: { outcome: 'absent' }, asked: 1 });
  });

  test('calls nothing absent for being old where it was sent in a time to come', async () => {
    expect(await look(long, { minutes: -60 })).toMatchObject({ found: { outcome: 'unreadable' }, asked: 3 });
    expect(await look(long, { minutes: Number.NaN })).toMatchObject({ found: { outcome: 'unreadable' } });
  });

  test.each(['{"ok":true}', '{"ok":true,"messages":[]}', '{"ok":true,"messages":[],"has_more":true}'])(
    'learns nothing of %s',
    async (body) => {
      const archive = createServer((_, response) => response.end(body));
      const { poster, to } = posterIn(own, { apiUrl: `${await listen(archive)}/api/` });
      const found = await poster.find(to('general'), { id: 'lost', firstSentAt, agoMs: 0 }, timeoutMs);
      await closeServer(archive);
      expect(found).toMatchObject({ outcome: 'unreadable' });
    },
  );

  test('never takes a post for absent that stands there, nor for found that does not', async () => {
    const minutes = fc.integer({ min: 0, max: 120 });
    const of = fc.record({ minutes, pageSize: fc.constantFrom(15, 100), tellsTime: fc.boolean() });
    const others = fc.array(fc.integer({ min: 0, max: 240 }), { maxLength: 120 });
    /** Minutes after the first attempt; the store's clock may have been set by a few. */
    const delay = fc.option(fc.integer({ min: -9, max: 20 }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(of, others, delay, async (options, ages, late) => {
        const post = late === undefined ? undefined : ours(Math.max(0, options.minutes - late));
        const messages = [...ages.map(ago), ...(post === undefined ? [] : [post])];
        const { found } = await look(messages, options);
        if (found.outcome === 'found') expect(found.messageId).toBe(post?.ts);
        else if (post !== undefined) expect(found.outcome).toBe('unreadable');
        if (messages.length <= 3 * options.pageSize) expect(found.outcome).not.toBe('unreadable');
      }),
      { numRuns: 80 },
    );
  });
});
