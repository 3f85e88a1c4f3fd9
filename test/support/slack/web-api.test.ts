import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOptions, message } from './bare-app.ts';
import { createPeople } from './people.ts';
import { olderScopes, startWorkspace, type Workspace } from './workspace.ts';

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false }) as const;
const modal = { type: 'modal', title: plain('A'), blocks: message('a').blocks } as const;

describe('the Web API of the loopback Slack', () => {
  let workspace: Workspace;
  let client: WebClient;
  let now = 0;
  const post = (channel: string, more = {}) =>
    client.chat.postMessage({ channel, ...message('hello'), ...more });
  const breach = () => workspace.breaches.splice(0);

  beforeAll(async () => {
    workspace = await startWorkspace({ clock: () => now });
    client = new WebClient(workspace.botToken, clientOptions(workspace));
  });
  afterAll(async () => {
    expect(workspace.breaches).toEqual([]);
    await workspace.close();
  });

  test('only the token that it gave out is known, and the app token opens connections', async () => {
    const { team_id, user_id, bot_id, response_metadata } = await client.auth.test();
    expect([team_id, user_id, bot_id]).toEqual(['T000000001', 'U0COMPANION', 'B0COMPANION']);
    expect(response_metadata?.scopes).toContain('commands');
    for (const [token, error] of [
      ['xoxb-other', 'invalid_auth'],
      ['', 'not_authed'],
    ]) {
      await expect(new WebClient(token, clientOptions(workspace)).auth.test()).rejects.toThrow(error);
    }
    await expect(client.apps.connections.open({})).rejects.toThrow('invalid_auth');
    const opened = await new WebClient(workspace.appToken, clientOptions(workspace)).apps.connections.open(
      {},
    );
    expect(opened.url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/link\/\?ticket=/);
  });

  test('it knows no other methods', async () => {
    await expect(client.apiCall('chat.shout')).rejects.toThrow('unknown_method');
  });

  test('it says which scope is missing', async () => {
    const older = await startWorkspace({ scopes: olderScopes });
    const own = new WebClient(older.botToken, clientOptions(older));
    const asked = own.users.info({ user: older.person('ada').id });
    await expect(asked).rejects.toMatchObject({ data: { error: 'missing_scope', needed: 'users:read' } });
    await older.close();
  });

  test('the bot posts where it is a member, and nowhere else until it is brought in', async () => {
    const [general, ada] = [workspace.channel('general'), workspace.person('ada')];
    await post(general.id);
    expect(workspace.messages(general)).toMatchObject([{ text: 'hello', visibility: 'in_channel' }]);
    await post(ada.id);
    expect(workspace.messages(workspace.dmOf(ada))).toHaveLength(1);
    for (const [name, error] of [
      ['elsewhere', 'not_in_channel'],
      ['secret', 'channel_not_found'],
      ['pair', 'channel_not_found'],
      ['attic', 'not_in_channel'],
    ]) {
      await expect(post(workspace.channel(name ?? '').id)).rejects.toThrow(error);
    }
    await expect(post('C404')).rejects.toThrow('channel_not_found');
    workspace.channel('attic').members.add(workspace.app.botUserId);
    await expect(post(workspace.channel('attic').id)).rejects.toThrow('is_archived');
    await workspace.invite(workspace.channel('secret'));
    await post(workspace.channel('secret').id);
  });

  test('only one person sees a private message, and only in a channel of theirs', async () => {
    const [general, ada] = [workspace.channel('general'), workspace.person('ada')];
    const { text, blocks } = message('psst');
    await client.chat.postEphemeral({ channel: general.id, user: ada.id, text, blocks });
    expect(workspace.messages(general, ada).at(-1)).toMatchObject({ text: 'psst', to: ada.id });
    expect(workspace.messages(general).at(-1)?.text).toBe('hello');
    const stranger = client.chat.postEphemeral({ channel: general.id, user: 'U404', text, blocks });
    await expect(stranger).rejects.toThrow('user_not_found');
  });

  test('a message is changed and deleted in place', async () => {
    const general = workspace.channel('general');
    const { ts = '' } = await post(general.id);
    await client.chat.update({ channel: general.id, ts, ...message('changed') });
    expect(workspace.messages(general).at(-1)).toMatchObject({ ts, text: 'changed', replaced: 1 });
    await client.chat.delete({ channel: general.id, ts });
    expect(workspace.messages(general).some((one) => one.ts === ts)).toBe(false);
  });

  test('a message over a limit, without text or with markup of its own is refused and noted', async () => {
    const { id } = workspace.channel('general');
    const long = Array.from({ length: 4 }, () => message('x'.repeat(2900)).blocks).flat();
    for (const [more, error, noted] of [
      [{ blocks: long }, 'msg_blocks_too_long', 'more than 9000'],
      [{ blocks: message('<!channel>').blocks }, 'invalid_blocks', 'live bracket'],
      [{ text: '' }, 'no_text', 'fewer than 1'],
      [{ colour: 'red' }, 'invalid_arguments', 'does not take colour'],
    ] as const) {
      await expect(post(id, more)).rejects.toThrow(error);
      expect(breach().join('\n')).toContain(noted);
    }
  });

  test('a trigger is good once, and for 3 s', async () => {
    const people = createPeople(workspace, { type: 'socket' });
    const triggerOf = async () =>
      String((await people.shortcut(workspace.person('ada'), 'find')).sent.trigger_id);
    const open = (trigger_id: string) => client.views.open({ trigger_id, view: modal });
    const first = await triggerOf();
    await open(first);
    await expect(open(first)).rejects.toThrow('exchanged_trigger_id');
    const second = await triggerOf();
    now += 3001;
    await expect(open(second)).rejects.toThrow('expired_trigger_id');
    await expect(open('1.2.3')).rejects.toThrow('invalid_trigger_id');
    await expect(client.views.push({ trigger_id: await triggerOf(), view: modal })).rejects.toThrow(
      'not_found',
    );
  });

  test('a view is updated while it is open and as it was seen, a wrong one is refused', async () => {
    const ada = workspace.person('ada');
    const [view] = workspace.views(ada);
    const update = (hash: string) => client.views.update({ view_id: view?.id ?? '', hash, view: modal });
    await update(view?.hash ?? '');
    await expect(update(view?.hash ?? '')).rejects.toThrow('hash_conflict');
    const home = client.views.publish({ user_id: ada.id, view: { ...modal, type: 'home' } as never });
    await expect(home).rejects.toThrow('invalid_arguments');
    expect(breach()).toEqual(['views.publish: view: does not take title']);
    if (view !== undefined) await createPeople(workspace, { type: 'socket' }).close(ada, view);
    await expect(update('')).rejects.toThrow('not_found');
  });

  test('history is read within its bounds, with metadata for who asks for it', async () => {
    const reader = await startWorkspace({ scopes: ['chat:write', 'channels:history'] });
    const own = new WebClient(reader.botToken, clientOptions(reader));
    const channel = reader.channel('general').id;
    const metadata = { event_type: 'daily', event_payload: { post_id: 'p1' } };
    const [, second] = [
      await own.chat.postMessage({ channel, ...message('one') }),
      await own.chat.postMessage({ channel, ...message('two'), metadata }),
    ];
    const { messages } = await own.conversations.history({ channel, limit: 1 });
    expect(messages).toMatchObject([{ text: 'two' }]);
    expect(messages?.[0]).not.toHaveProperty('metadata');
    const whole = { channel, oldest: second.ts ?? '', inclusive: true, include_all_metadata: true };
    expect((await own.conversations.history(whole)).messages).toMatchObject([{ text: 'two', metadata }]);
    const barred = own.conversations.history({ channel: reader.channel('elsewhere').id });
    await expect(barred).rejects.toThrow('not_in_channel');
    await reader.close();
  });

  test('history comes in pages, the newest first', async () => {
    const reader = await startWorkspace({ scopes: ['chat:write', 'channels:history', 'channels:read'] });
    const own = new WebClient(reader.botToken, clientOptions(reader));
    const channel = reader.channel('general').id;
    for (const text of ['1', '2', '3', '4', '5']) {
      await own.chat.postMessage({ channel, ...message(text) });
    }
    const seen: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page = await own.conversations.history({ channel, limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push((page.messages ?? []).map(({ text }) => text).join());
      cursor = page.response_metadata?.next_cursor || undefined;
    }
    expect(seen).toEqual(['5,4', '3,2', '1']);
    await reader.close();
  });

  test('channels and people are told of, as Slack tells it', async () => {
    const look = (name: string) => client.conversations.info({ channel: workspace.channel(name).id });
    const { channel } = await look('elsewhere');
    expect(channel).toMatchObject({ name: 'elsewhere', is_member: false, is_archived: false });
    workspace.channel('elsewhere').writes = 'nowhere';
    expect((await look('elsewhere')).channel).toMatchObject({ is_read_only: true, is_thread_only: false });
    await expect(look('pair')).rejects.toThrow('missing_scope');
    const hidden = await startWorkspace();
    const stranger = new WebClient(hidden.botToken, clientOptions(hidden));
    const secret = stranger.conversations.info({ channel: hidden.channel('secret').id });
    await expect(secret).rejects.toThrow('channel_not_found');
    await hidden.close();

    const { id } = workspace.person('grace');
    expect((await client.users.info({ user: id })).user).toMatchObject({
      name: 'grace',
      is_restricted: false,
    });
    workspace.profiles.set(id, { tz: 'Europe/Berlin', is_restricted: true });
    const guest = { tz: 'Europe/Berlin', is_restricted: true };
    expect((await client.users.info({ user: id })).user).toMatchObject(guest);
  });

  test('metadata and pings keep to their form', async () => {
    const { id } = workspace.channel('general');
    const metadata = { event_type: 'daily', event_payload: { post_id: 'p1' } };
    const wrong = { event_type: 'daily', event_payload: 'p1' } as never;
    await expect(post(id, { metadata: wrong })).rejects.toThrow('invalid_metadata_format');
    expect(breach()).toEqual(['chat.postMessage: metadata event_payload: is no object']);
    const { ts = '' } = await post(id, { metadata });
    await client.chat.update({ channel: id, ts, ...message('changed') });
    expect(workspace.messages(workspace.channel('general')).at(-1)?.metadata).toEqual(metadata);

    const here = { type: 'broadcast', range: 'here' } as const;
    const section = { type: 'rich_text_section', elements: [here] } as const;
    const blocks = [{ type: 'rich_text', elements: [section] } as const, ...message('hello').blocks];
    await expect(post(id, { blocks })).rejects.toThrow('invalid_blocks');
    expect(breach().join()).toContain('holds a broadcast');
    workspace.pings.add('here');
    await post(id, { blocks });
    await expect(post(id, { blocks: blocks.toReversed() })).rejects.toThrow('invalid_blocks');
    expect(breach().join()).toContain('holds a broadcast');
  });

  test('an organisation is told of, and a token is revoked', async () => {
    const enterprise = { id: 'E1', name: 'Org' };
    const org = await startWorkspace({ enterprise, orgInstall: true });
    const own = new WebClient(org.botToken, clientOptions(org));
    expect(await own.auth.test()).toMatchObject({
      team_id: 'E1',
      enterprise_id: 'E1',
      is_enterprise_install: true,
    });
    const { sent } = await createPeople(org, { type: 'socket' }).shortcut(org.person('ada'), 'find');
    expect(sent).toMatchObject({ team: null, enterprise, is_enterprise_install: true });
    org.revokeToken();
    await expect(own.auth.test()).rejects.toThrow('token_revoked');
    await org.close();
  });

  test('every call is written down, with what was sent as JSON read', () => {
    const [first] = workspace.callsOf('chat.postMessage');
    expect(first).toMatchObject({
      status: 200,
      args: { unfurl_links: false, blocks: [{ type: 'section' }] },
    });
    expect(first?.answer.ok).toBe(true);
  });
});
