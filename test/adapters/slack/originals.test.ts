import { beforeEach, describe, expect, test } from 'vitest';
import { createLatest } from '../../../src/adapters/slack/latest.ts';
import { renderPost } from '../../../src/adapters/slack/render.ts';
import type { Answer, Dispatcher } from '../../../src/chat/dispatch.ts';
import { heading, type Message, message, quiet, text } from '../../../src/chat/reply.ts';
import type { ShownMessage } from '../../support/slack/timeline.ts';
import { scene } from './scene.ts';
import { labelsOf, only } from './seen.ts';

let done = 0;
const post = (count: number): Message =>
  message(heading('Step 2 of 5'), quiet(`${count} done`), {
    type: 'actions',
    buttons: [{ label: 'Done', action: { command: 'mark', args: { item: 'step' }, mode: 'reply' } }],
  });

async function press(): Promise<Answer> {
  const said = message(text('Marked for you. Next comes step 3.'));
  return { command: 'mark', args: {}, visibility: 'private', reply: { ...said, original: post(++done) } };
}

const nothing = async (): Promise<Answer> => ({ args: {}, visibility: 'private', reply: message(text('?')) });
const dispatcher: Dispatcher = { type: nothing, call: nothing, press, suggest: async () => [] };
const slack = scene({ dispatcher, troubled: true });

beforeEach(() => {
  done = 0;
});

async function posted(more: { ping?: string } = {}, name?: string): Promise<ShownMessage> {
  const { workspace, connected } = slack;
  const place = name === undefined ? workspace.channel('general') : workspace.dmOf(workspace.person(name));
  const where =
    name === undefined
      ? { type: 'channel' as const, channel: place.id }
      : { type: 'person' as const, person: workspace.person(name).id };
  const to = { workspace: workspace.app.team.id, ...where };
  const sent = await connected.slack.poster?.post(to, { id: 'post1', message: post(0), ...more }, 5_000);
  expect(sent?.outcome).toBe('sent');
  return only(workspace.messages(place).slice(-1));
}

const begin = (name: string, shown: ShownMessage) =>
  slack.people.press(slack.workspace.person(name), shown, 'Done');
const contentOf = ({ blocks }: { blocks: readonly object[] }) =>
  blocks.map((block) => ({ ...block, block_id: undefined }));

describe('a press on a daily post', () => {
  test('counts for everybody, and is answered to whoever pressed', async () => {
    const shown = await posted();
    const answer = only(await (await begin('ada', shown)).until(1));
    expect(answer).toMatchObject({ visibility: 'ephemeral', to: slack.workspace.person('ada').id });
    expect(answer.text).toMatch(/^Marked for you\./);
    expect(shown).toMatchObject({ replaced: 1, visibility: 'in_channel' });
    expect(shown.text).toContain('1 done');
    expect(contentOf(shown)).toEqual(contentOf(renderPost(post(1))));
    expect(labelsOf(shown)).toEqual(['Done']);
    await (await begin('grace', shown)).until(1);
    expect(shown.text).toContain('2 done');
  });

  test('leaves what the post is known by, and whom it called', async () => {
    slack.workspace.pings.add('here');
    const firstSentAt = Temporal.Now.instant();
    const shown = await posted({ ping: 'here' });
    const [ping] = shown.blocks;
    await (await begin('ada', shown)).until(1);
    expect(shown.text).toContain('1 done');
    expect(shown.blocks[0]).toEqual(ping);
    const { app, channel } = slack.workspace;
    const to = { type: 'channel', workspace: app.team.id, channel: channel('general').id } as const;
    const found = await slack.connected.slack.poster?.find(to, { id: 'post1', firstSentAt, agoMs: 0 }, 5_000);
    expect(found).toMatchObject({ outcome: 'found' });
  });

  test('in direct messages changes the post and is answered below it', async () => {
    const shown = await posted({}, 'mary');
    await begin('mary', shown);
    const [, answer] = await slack.direct('mary', 2);
    expect(answer).toMatchObject({ thread_ts: shown.ts, replaced: 0 });
    expect(answer?.text).toMatch(/^Marked for you\./);
    expect(shown).toMatchObject({ replaced: 1, deleted: false });
    expect(shown.text).toContain('1 done');
  });

  test.each(['edit_window_closed', 'cant_update_message'])(
    'finds another way to the post when Slack says %s',
    async (error) => {
      const shown = await posted();
      slack.workspace.fail('chat.update', error);
      await (await begin('ada', shown)).until(2);
      expect(shown.text).toContain('1 done');
    },
  );

  test.each([
    ['somebody has deleted it', () => slack.workspace.fail('chat.update', 'message_not_found')],
    ['the connection breaks', () => slack.workspace.break('chat.update', 'reset')],
    [
      'Slack refuses every way to it',
      () => {
        slack.workspace.fail('chat.update', 'edit_window_closed');
        slack.workspace.fail('response_url', 'expired_url');
      },
    ],
  ])('is answered though %s', async (_, trouble) => {
    const shown = await posted();
    const before = marksFor('ada');
    trouble();
    await begin('ada', shown);
    await slack.workspace.until(() => marksFor('ada') === before + 1);
    expect(shown.replaced).toBe(0);
  });

  test('counts though it cannot be answered by the way back', async () => {
    const shown = await posted();
    const before = slack.workspace.messages(slack.workspace.dmOf(slack.workspace.person('grace'))).length;
    slack.workspace.fail('response_url', 'used_url');
    await begin('grace', shown);
    expect((await slack.direct('grace', before + 1)).at(-1)?.text).toContain('Marked for you.');
    expect(shown.text).toContain('1 done');
  });

  test('shows the last count, whoever was faster', async () => {
    const shown = await posted();
    slack.workspace.slow('chat.update', 60);
    const all = await Promise.all(['ada', 'grace', 'mary'].map((name) => begin(name, shown)));
    for (const one of all) await one.until(1);
    await slack.workspace.until(() => shown.text.includes('3 done'));
  });
});

function marksFor(name: string): number {
  const { workspace } = slack;
  const seen = workspace.messages(workspace.channel('general'), workspace.person(name));
  return seen.filter((one) => one.text.startsWith('Marked for you.')).length;
}

describe('works of which only the last one matters', () => {
  test('follow each other, and those in between are left out', async () => {
    const latest = createLatest();
    const { promise, resolve } = Promise.withResolvers<void>();
    const ran: number[] = [];
    const work = (number: number) => async () => {
      ran.push(number);
      if (number === 1) await promise;
    };
    const all = [1, 2, 3].map((number) => latest.run('post', work(number)));
    await latest.run('another', work(4));
    expect(ran).toEqual([1, 4]);
    resolve();
    await Promise.all(all);
    expect(ran).toEqual([1, 4, 3]);
    await latest.run('post', work(5));
    expect(ran).toEqual([1, 4, 3, 5]);
  });
});
