import type { ActionsBlock, ModalView } from '@slack/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BareApp, ephemeral, inChannel, message, startBareApp } from './bare-app.ts';
import { createPeople, type People } from './people.ts';
import { startWorkspace, type Workspace } from './workspace.ts';

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false }) as const;
const options = ['a', 'b'].map((value) => ({ text: plain(value), value }));
const picks: ActionsBlock = {
  type: 'actions',
  block_id: 'picks',
  elements: [{ type: 'static_select', action_id: 'pick', options }],
};
const modal = (title: string): ModalView => ({
  type: 'modal',
  callback_id: 'form',
  title: plain(title),
  submit: plain('Send'),
  close: plain('Close'),
  notify_on_close: true,
  blocks: [
    {
      type: 'input',
      block_id: 'topic',
      label: plain('Topic'),
      element: { type: 'plain_text_input', action_id: 'topic' },
    },
    {
      type: 'input',
      block_id: 'level',
      optional: true,
      label: plain('Level'),
      element: { type: 'external_select', action_id: 'level', min_query_length: 1 },
    },
  ],
});

describe.each(['http', 'socket'] as const)('people and a bare Bolt app over %s', (type) => {
  let workspace: Workspace;
  let bare: BareApp;
  let people: People;
  const seen: unknown[] = [];

  beforeAll(async () => {
    workspace = await startWorkspace();
    bare = await startBareApp(workspace, type);
    people = createPeople(workspace, bare.transport);
    teach(bare, seen);
  });
  afterAll(async () => {
    await bare.close();
    await workspace.close();
    expect(workspace.breaches).toEqual([]);
  });

  test('a command is acknowledged, and answered through its response_url', async () => {
    const ada = workspace.person('ada');
    const exchange = await people.slash(ada, 'R&D', { channel: workspace.channel('elsewhere') });
    expect(exchange).toMatchObject({ status: 200, ack: undefined, lost: false, late: false, attempts: 1 });
    expect(exchange.ackMs).toBeLessThan(1000);
    const [answer] = await exchange.until(1);
    const elsewhere = workspace.channel('elsewhere').id;
    expect(answer).toMatchObject({
      text: 'R&amp;D',
      visibility: 'ephemeral',
      to: ada.id,
      channel: elsewhere,
    });
  });

  test('an acknowledgement with a body is shown by itself', async () => {
    const { shown } = await people.slash(workspace.person('ada'), 'at once', { command: '/ack' });
    expect(shown).toMatchObject({ text: 'at once', visibility: 'ephemeral' });
  });

  test('a press replaces the message that it was on, also where the bot is no member', async () => {
    const [ada, secret] = [workspace.person('ada'), workspace.channel('secret')];
    const [first] = await (await people.slash(ada, 'first', { channel: secret })).until(1);
    if (first === undefined) throw new Error('no answer');
    const pressed = await people.press(ada, first, 'Next');
    expect(await pressed.until(1)).toEqual([first]);
    expect(first).toMatchObject({ text: 'replaced', replaced: 1, to: ada.id });
  });

  test('a press shares with everybody, and another deletes for the presser', async () => {
    const [mary, secret] = [workspace.person('mary'), workspace.channel('secret')];
    const [first] = await (await people.slash(mary, 'first', { channel: secret })).until(1);
    if (first === undefined) throw new Error('no answer');
    await expect(people.press(workspace.person('ada'), first, 'Share')).rejects.toThrow('does not see');
    const [shared] = await (await people.press(mary, first, 'Share')).until(1);
    expect(shared).toMatchObject({ visibility: 'in_channel', channel: secret.id, text: 'shared' });
    await (await people.press(mary, first, 'Dismiss')).until(1);
    expect(first.deleted).toBe(true);
    expect(workspace.messages(secret, mary)).toEqual([shared]);
    await expect(people.press(mary, first, 'Next')).rejects.toThrow('deleted');
    await expect(people.press(mary, shared ?? first, 'Nope')).rejects.toThrow('no button "Nope"');
  });

  test('a modal opens, offers options, refuses, is replaced, pushed upon and closed', async () => {
    const grace = workspace.person('grace');
    await people.slash(grace, '', { command: '/open' });
    await workspace.until(() => workspace.views(grace).length === 1);
    const [view] = workspace.views(grace);
    if (view === undefined) throw new Error('no view');
    const { options } = await people.suggest(grace, {
      view,
      blockId: 'level',
      actionId: 'level',
      typed: 'be',
    });
    expect(options).toEqual([{ text: plain('be 1'), value: 'one' }]);
    await expect(people.submit(grace, view)).rejects.toThrow('topic is empty');

    const refused = await people.submit(grace, view, { topic: 'bad' });
    expect(refused.ack).toMatchObject({ response_action: 'errors', errors: { topic: 'No' } });
    expect(workspace.views(grace)).toHaveLength(1);

    const pushed = await people.submit(grace, view, { topic: 'push', level: { value: 'one', text: 'be 1' } });
    expect(pushed.ack).toMatchObject({ response_action: 'push' });
    const [below, top] = workspace.views(grace);
    expect(top).toMatchObject({ previous_view_id: view.id, root_view_id: view.id });
    await expect(people.submit(grace, view, { topic: 'x' })).rejects.toThrow('not on top');
    await people.close(grace, top ?? view);
    expect(seen).toContain('closed');
    expect(workspace.views(grace)).toEqual([below]);

    await people.submit(grace, view, { topic: 'done' });
    expect(workspace.views(grace)).toEqual([]);
    const one = { text: { type: 'plain_text', text: 'be 1', emoji: true }, value: 'one' };
    expect(seen).toContainEqual({
      topic: { topic: { type: 'plain_text_input', value: 'done' } },
      level: { level: { type: 'external_select', selected_option: one } },
    });
  });

  test('a choice in a message and one in a modal come with the state', async () => {
    const ada = workspace.person('ada');
    const { shown } = await people.slash(ada, '', { command: '/menu' });
    if (shown === undefined) throw new Error('no message');
    const { sent } = await people.choose(ada, shown, 'b');
    expect(sent).toMatchObject({
      container: { type: 'message', is_ephemeral: true, message_ts: shown.ts },
      actions: [{ action_id: 'pick', selected_option: { value: 'b' } }],
      response_url: expect.stringContaining('/response/'),
    });
    expect(sent).not.toHaveProperty('message');
    const state = JSON.stringify(sent.state);
    expect(state).toContain('"pick":{"type":"static_select","selected_option":{"text"');
    await workspace.until(() => workspace.views(ada).length === 1);
    const [view] = workspace.views(ada);
    if (view === undefined) throw new Error('no view');
    people.fill(ada, view, { topic: 'typed' });
    const chosen = await people.chooseInView(ada, view, 'a');
    expect(chosen.sent).toMatchObject({
      container: { type: 'view', view_id: view.id },
      view: { state: { values: { topic: { topic: { value: 'typed' } } } } },
    });
    expect(chosen.sent).not.toHaveProperty('response_url');
    await people.close(ada, view);
    expect(workspace.views(ada)).toEqual([]);
  });

  test('the Home tab is published, and its buttons are pressed', async () => {
    const ada = workspace.person('ada');
    await people.openHome(ada);
    await workspace.until(() => workspace.home(ada) !== undefined);
    const home = workspace.home(ada);
    if (home === undefined) throw new Error('no home');
    await people.pressInView(ada, home, 'Open');
    await workspace.until(() => workspace.views(ada).length === 1);
    await people.close(ada, workspace.views(ada)[0] ?? home, { all: true });
  });

  test('a mention is answered in its thread, a direct message where it was written', async () => {
    const [ada, general] = [workspace.person('ada'), workspace.channel('general')];
    const { sent } = await people.mention(ada, general, 'what is https://a.example/?b&c');
    await workspace.until(() => workspace.messages(general).length === 1);
    const [reply] = workspace.messages(general);
    expect(sent).toMatchObject({ event: { text: '<@U0COMPANION> what is <https://a.example/?b&amp;c>' } });
    expect(reply).toMatchObject({ thread_ts: (sent.event as { ts: string }).ts, visibility: 'in_channel' });
    await people.directMessage(ada, 'hi');
    await workspace.until(() => workspace.messages(workspace.dmOf(ada)).length === 1);
    await expect(people.mention(ada, workspace.channel('elsewhere'), 'hi')).rejects.toThrow('no bot');
  });

  test('an event that is sent again has the same id', async () => {
    const { sent } = await people.directMessage(workspace.person('mary'), 'once');
    await people.event(sent, { num: 1, reason: 'http_timeout' });
    await workspace.until(() => seen.filter((one) => one === `event ${String(sent.event_id)}`).length === 2);
    expect(seen).toContain('retry 1 http_timeout');
  });

  test('shortcuts carry a trigger, and the message that they were chosen on', async () => {
    const [ada, grace] = [workspace.person('ada'), workspace.person('grace')];
    await people.shortcut(ada, 'find');
    await workspace.until(() => workspace.views(ada).length === 1);
    const written = { text: 'read <this>', channel: workspace.channel('secret'), author: grace };
    const [about] = await (await people.messageShortcut(ada, 'about', written)).until(1);
    expect(about).toMatchObject({ text: 'about read &lt;this&gt;', visibility: 'ephemeral' });
  });
});

/** What the bare app does with each. */
function teach({ app }: BareApp, seen: unknown[]): void {
  const buttons = ['Next', 'Share', 'Dismiss'];
  app.use(async ({ context, body, next }) => {
    if ('event_id' in body) seen.push(`event ${String(body.event_id)}`);
    if (context.retryNum !== undefined) seen.push(`retry ${context.retryNum} ${context.retryReason}`);
    await next();
  });
  app.command('/mlops', async ({ ack, respond, command }) => {
    await ack();
    await respond({ ...ephemeral, ...message(command.text, ...buttons) });
  });
  app.command('/ack', async ({ ack, command }) => ack({ ...ephemeral, ...message(command.text) }));
  app.command('/open', async ({ ack, client, command }) => {
    await ack();
    await client.views.open({ trigger_id: command.trigger_id, view: modal('First') });
  });
  app.command('/menu', async ({ ack }) => {
    await ack({ ...ephemeral, ...message('choose'), blocks: [picks] });
  });
  app.action('pick', async ({ ack, client, body }) => {
    await ack();
    const blocks = [...modal('Pick').blocks, picks];
    const view = { ...modal('Pick'), clear_on_close: true, blocks };
    if (body.type === 'block_actions' && body.container.type === 'message') {
      await client.views.open({ trigger_id: body.trigger_id, view });
    }
  });
  app.action('next', async ({ ack, respond }) => {
    await ack();
    await respond({ ...ephemeral, replace_original: true, ...message('replaced', ...buttons) });
  });
  app.action('share', async ({ ack, respond }) => {
    await ack();
    await respond({ ...inChannel, ...message('shared') });
  });
  app.action('dismiss', async ({ ack, respond }) => {
    await ack();
    await respond({ delete_original: true });
  });
  app.options('level', async ({ ack, payload }) =>
    ack({ options: [{ text: plain(`${payload.value} 1`), value: 'one' }] }),
  );
  app.view({ callback_id: 'form', type: 'view_submission' }, async ({ ack, view }) => {
    const { value } = view.state.values.topic?.topic ?? {};
    if (value === 'bad') return ack({ response_action: 'errors', errors: { topic: 'No' } });
    if (value === 'push') return ack({ response_action: 'push', view: modal('Second') });
    seen.push(view.state.values);
    return ack();
  });
  app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack }) => {
    seen.push('closed');
    await ack();
  });
  app.event('app_home_opened', async ({ event, client }) => {
    const { blocks } = message('home', 'Open');
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
  });
  app.action('open', async ({ ack, client, body }) => {
    await ack();
    if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view: modal('Home') });
  });
  app.event('app_mention', async ({ event, say }) => {
    await say({ ...message('here'), thread_ts: event.ts });
  });
  app.message(async ({ say }) => {
    await say(message('hello'));
  });
  app.shortcut('find', async ({ ack, client, shortcut }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: modal('Find') });
  });
  app.shortcut({ type: 'message_action', callback_id: 'about' }, async ({ ack, respond, shortcut }) => {
    await ack();
    await respond({ ...ephemeral, ...message(`about ${shortcut.message.text}`) });
  });
}
