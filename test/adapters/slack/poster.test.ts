import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { message, text } from '../../../src/chat/reply.ts';
import { anyMessage } from '../../support/reply-arbitrary.ts';
import { startWorkspace, type Workspace } from '../../support/slack/workspace.ts';
import { type Posting, posterIn } from './posting.ts';
import { only, wordsIn } from './seen.ts';

const timeoutMs = 5_000;
let workspace: Workspace;
let posting: Posting;
let count = 0;
const nextId = () => `post${++count}`;
const hello = message(text('hello'));
const post = (name = 'general', more = {}) =>
  posting.poster.post(posting.to(name), { id: nextId(), message: hello, ...more }, timeoutMs);
const messages = (name = 'general') => workspace.messages(workspace.channel(name));
const last = (name?: string) => only(messages(name).slice(-1));

beforeAll(async () => {
  workspace = await startWorkspace();
  posting = posterIn(workspace);
});
afterAll(async () => {
  await posting.settled();
  expect(workspace.breaches).toEqual([]);
  await workspace.close();
});

describe('a daily post', () => {
  test('stands in the channel, is known again and leads there', async () => {
    const sent = await post('general', { id: 'abc123' });
    const { ts, text: said, metadata, channel } = last();
    expect(said).toBe('hello');
    expect(metadata).toEqual({ event_type: 'daily_post', event_payload: { post_id: 'abc123' } });
    const url = `https://study-circle.slack.com/archives/${channel}/p${ts.replace('.', '')}`;
    expect(sent).toEqual({ outcome: 'sent', messageId: ts, channel, url });
  });

  test('goes to a person, and says in which conversation it stands', async () => {
    const to = posting.toPerson('ada');
    const sent = await posting.poster.post(to, { id: nextId(), message: hello }, timeoutMs);
    const channel = workspace.dmOf(workspace.person('ada'));
    const { ts } = only(workspace.messages(channel));
    expect(sent).toMatchObject({ outcome: 'sent', channel: channel.id, messageId: ts });
  });

  test('pings nobody, whatever it says', async () => {
    const hostile = '<!here> <!channel> <!subteam^S1> @here @everyone <@U1> &lt;!here&gt;';
    expect(await post('general', { message: message(text(hostile)) })).toMatchObject({ outcome: 'sent' });
    expect(JSON.stringify(last().blocks)).not.toMatch(/"type":"(broadcast|user|usergroup)"/);
    expect(last().text).not.toContain('<');
    expect(last().text).toContain('@everyone');
  });

  test.each([
    ['here', { type: 'broadcast', range: 'here' }],
    ['S012AB3CD', { type: 'usergroup', usergroup_id: 'S012AB3CD' }],
  ])('calls %s in a line above when that is asked for', async (ping, element) => {
    workspace.pings.add(ping);
    expect(await post('general', { ping })).toMatchObject({ outcome: 'sent' });
    const [first, ...others] = last().blocks;
    const section = { type: 'rich_text_section', elements: [element] };
    expect(first).toMatchObject({ type: 'rich_text', elements: [section] });
    expect(wordsIn(others)).toContain('hello');
  });

  test.each(['everyone', 'channel', 'U1', '123456789', 'S1> <!here', ''])(
    'does not call "%s"',
    async (ping) => {
      expect(await post('general', { ping })).toMatchObject({ outcome: 'sent' });
      expect(last().blocks).toHaveLength(1);
    },
  );

  test('begins a thread when that is asked for', async () => {
    const sent = await post('general', { thread: 'Docker, step 2' });
    await posting.settled();
    expect(last()).toMatchObject({ text: 'Talk about it here: Docker, step 2' });
    expect(sent).toMatchObject({ outcome: 'sent', messageId: last().thread_ts });
  });

  test('stands all the same when the thread cannot be begun', async () => {
    const before = messages().length;
    const posted = post('general', { thread: 'Docker' });
    await workspace.until(() => messages().length === before + 1);
    workspace.fail('chat.postMessage', 'restricted_action_non_threadable_channel');
    expect(await posted).toMatchObject({ outcome: 'sent' });
    await posting.settled();
    expect(messages()).toHaveLength(before + 1);
    expect(posting.logged).toEqual(['a daily post got no thread']);
  });

  test('is taken by Slack whatever it holds', async () => {
    workspace.pings.add('here');
    const anyPost = fc.record(
      { message: anyMessage, ping: fc.constantFrom('here', 'S012AB3CD', 'nobody'), thread: fc.string() },
      { requiredKeys: ['message'] },
    );
    await fc.assert(
      fc.asyncProperty(anyPost, async (any) => {
        const sent = await post('general', any);
        await posting.settled();
        expect([sent.outcome, workspace.breaches]).toEqual(['sent', []]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a word to a person', () => {
  const tell = (name = 'grace') =>
    posting.poster.tell(workspace.person(name).id, message(text('It was paused.')), timeoutMs);

  test('stands in their direct messages', async () => {
    expect(await tell()).toBe('told');
    expect(only(workspace.messages(workspace.dmOf(workspace.person('grace')))).text).toBe('It was paused.');
  });

  test.each([
    ['messages_tab_disabled', 'refused'],
    ['user_disabled', 'refused'],
    ['internal_error', 'later'],
    ['token_revoked', 'later'],
  ])('is with %s %s', async (error, outcome) => {
    workspace.fail('chat.postMessage', error);
    expect(await tell()).toBe(outcome);
  });
});
