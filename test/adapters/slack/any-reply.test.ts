import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Visibility } from '../../../src/chat/command.ts';
import type { Answer, Dispatcher } from '../../../src/chat/dispatch.ts';
import { message, type Reply, text } from '../../../src/chat/reply.ts';
import { anyReply } from '../../support/reply-arbitrary.ts';
import { scene } from './scene.ts';
import { answerOf, labelsOf, only } from './seen.ts';

let reply: Reply = message(text('nothing yet'));
let visibility: Visibility = 'private';

const answer = async (): Promise<Answer> => ({ command: 'resource', args: {}, visibility, reply });
const dispatcher: Dispatcher = { type: answer, call: answer, press: answer, suggest: async () => [] };
/** A second goes by whenever somebody looks, so that no channel has to wait for its turn. */
let now = 0;
const slack = scene({ dispatcher, clock: () => (now += 1_000) });

/** No two are the same, since a Home tab that stays the same is not sent again. */
function numbered(next: Reply, number: number): Reply {
  return next.type === 'form' ? next : message(text(`Answer ${number}`), ...next.blocks);
}

let count = 0;

test('any reply reaches people by every way, and Slack has nothing to object', async () => {
  const { people, workspace } = slack;
  const [ada, general] = [workspace.person('ada'), workspace.channel('general')];
  const closeAll = async () => {
    const top = workspace.views(ada).at(-1);
    if (top !== undefined) await people.close(ada, top, { all: true });
  };
  const ways = {
    async slash() {
      visibility = 'private';
      const typed = await people.slash(ada, 'anything');
      if (reply.type === 'form') await slack.modal('ada');
      else expect((await answerOf(typed)).visibility).toBe('ephemeral');
    },
    async share() {
      visibility = 'channel';
      const typed = await people.slash(ada, 'anything share');
      if (reply.type === 'form') await slack.modal('ada');
      else expect((await answerOf(typed)).visibility).toBe('in_channel');
    },
    async mention() {
      visibility = 'channel';
      const before = workspace.messages(general).length;
      await people.mention(ada, general, 'anything');
      await workspace.until(() => workspace.messages(general).length > before);
    },
    async whisper() {
      visibility = 'private';
      const before = workspace.messages(general, ada).length;
      await people.mention(ada, general, 'anything');
      await workspace.until(() => workspace.messages(general, ada).length > before);
    },
    async modal() {
      await people.shortcut(ada, 'find');
      const view = await slack.modal('ada');
      const before = view.hash;
      await people.submit(ada, view, { query: { value: 'owl', text: 'owl' } });
      expect(only(workspace.views(ada)).hash).not.toBe(before);
    },
    async home() {
      const before = workspace.home(ada)?.hash;
      await people.openHome(ada);
      if (reply.type === 'form') return;
      await workspace.until(() => workspace.home(ada)?.hash !== before);
    },
  };
  await fc.assert(
    fc.asyncProperty(anyReply, fc.constantFrom(...Object.values(ways)), async (next, way) => {
      reply = numbered(next, ++count);
      await way();
      await closeAll();
      expect(workspace.breaches).toEqual([]);
    }),
    { numRuns: 120 },
  );
});

const texts = (length: number, count: number) =>
  Array.from({ length: count }, () => text('x'.repeat(length)));

test.each([
  ['every block', texts(10, 120)],
  ['nearly all text that Slack takes', [...texts(250, 35), ...texts(15, 120)]],
])('an answer that fills %s still says whose it is', async (_, blocks) => {
  const { people, workspace } = slack;
  visibility = 'channel';
  reply = message(...blocks);
  const shown = await answerOf(await people.slash(workspace.person('ada'), 'anything share'));
  expect(labelsOf(shown)).toContain('Dismiss');
  expect(workspace.breaches).toEqual([]);
});
