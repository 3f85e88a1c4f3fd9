import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ephemeral, inChannel, message } from './bare-app.ts';
import type { Origin } from './response-urls.ts';
import { startWorkspace, type Workspace } from './workspace.ts';

describe('a response_url', () => {
  let workspace: Workspace;
  let now = 0;
  beforeEach(async () => {
    now = 0;
    workspace = await startWorkspace({ clock: () => now });
  });
  afterEach(() => workspace.close());

  const open = (more: Partial<Origin> = {}, channel = 'secret') =>
    workspace.stage.responseUrls.open({
      person: workspace.person('ada'),
      channel: workspace.channel(channel),
      ...more,
    });
  const use = async (url: string, payload: object) => {
    const body = JSON.stringify(payload);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return `${response.status} ${await response.text()}`;
  };
  const said = (text: string) => ({ ...ephemeral, ...message(text) });

  test('is good five times', async () => {
    const { url, answers } = open();
    for (const text of ['1', '2', '3', '4', '5']) expect(await use(url, said(text))).toBe('200 ok');
    expect(await use(url, said('6'))).toBe('404 used_url');
    expect(answers.map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5']);
  });

  test('is good for thirty minutes', async () => {
    const { url } = open();
    now = 30 * 60_000;
    expect(await use(url, said('late'))).toBe('200 ok');
    now += 1;
    expect(await use(url, said('too late'))).toBe('404 expired_url');
    expect(workspace.callsOf('response_url').map(({ answer }) => answer.text)).toEqual(['ok', 'expired_url']);
  });

  test('refuses what has no text, and names what else it would refuse', async () => {
    const { url, answers } = open();
    expect(await use(url, { ...said('a'), text: undefined })).toBe('400 no_text');
    expect(await use(url, { ...said('a'), unfurl_links: true })).toBe('400 invalid_payload');
    expect(answers).toEqual([]);
    expect(workspace.breaches).toContain('response_url: message: unfurls');
  });

  test('posts for all and into threads, also where the bot is no member', async () => {
    const { url } = open();
    const thread_ts = '1700000000.000001';
    await use(url, { ...inChannel, ...message('all') });
    await use(url, { ...inChannel, thread_ts, ...message('thread') });
    expect(workspace.messages(workspace.channel('secret'))).toMatchObject([
      { text: 'all', visibility: 'in_channel' },
      { text: 'thread', thread_ts },
    ]);
  });

  test('of a command has nothing to replace, and posts anew', async () => {
    const { url, answers } = open();
    await use(url, said('one'));
    await use(url, { ...said('two'), replace_original: true });
    expect(answers.map(({ text, replaced }) => [text, replaced])).toEqual([
      ['one', 0],
      ['two', 0],
    ]);
  });

  test('of a press replaces and deletes the message, for one person or for all', async () => {
    for (const kind of [ephemeral, inChannel]) {
      const first = open({}, 'general');
      await use(first.url, { ...kind, ...message('first') });
      const [source] = first.answers;
      if (source === undefined) throw new Error('no answer');
      const { url, answers } = open({ source }, 'general');
      await use(url, { ...kind, replace_original: true, ...message('second') });
      expect(source).toMatchObject({ text: 'second', replaced: 1, deleted: false });
      await use(url, { delete_original: true });
      expect(source.deleted).toBe(true);
      expect(answers).toEqual([source, source]);
    }
    expect(workspace.breaches).toEqual([]);
    expect(workspace.messages(workspace.channel('general'), workspace.person('ada'))).toEqual([]);
  });

  test('makes no message for one person public', async () => {
    const first = open();
    await use(first.url, said('mine'));
    const [source] = first.answers;
    if (source === undefined) throw new Error('no answer');
    await use(open({ source }).url, { ...inChannel, replace_original: true, ...message('ours') });
    expect(source).toMatchObject({ text: 'ours', visibility: 'ephemeral' });
    expect(workspace.breaches).toEqual([
      'response_url: makes a message for one person public by replacing it',
    ]);
  });

  test('lets the app name whoever pressed, and nobody else', async () => {
    const calling = (person: string) => {
      const user = { type: 'user', user_id: workspace.person(person).id };
      const section = { type: 'rich_text_section', elements: [user] };
      return { ...said('by'), blocks: [{ type: 'rich_text', elements: [section] }] };
    };
    expect(await use(open().url, calling('ada'))).toBe('200 ok');
    expect(await use(open().url, calling('grace'))).toBe('400 invalid_payload');
    workspace.mentions.add(workspace.person('grace').id);
    expect(await use(open().url, calling('grace'))).toBe('200 ok');
  });
});
