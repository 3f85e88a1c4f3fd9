import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Visibility } from '../../../src/chat/command.ts';
import type { Answer, Dispatcher } from '../../../src/chat/dispatch.ts';
import { type Form, heading, type Message, message, text } from '../../../src/chat/reply.ts';
import { anyForm, anyMessage } from '../../support/reply-arbitrary.ts';
import { scene, shownBy } from './scene.ts';

let reply: Message | Form = message(text('nothing yet'));
let visibility: Visibility = 'private';

const answer = async (): Promise<Answer> => ({ command: 'resource', args: {}, visibility, reply });
const dispatcher: Dispatcher = { type: answer, call: answer, press: answer, suggest: async () => [] };
const discord = scene({ dispatcher });

const slash = (share: boolean) =>
  discord.people.slash(discord.person('ada'), 'resource', { query: 'x', share }, { name: 'mlops' });

/** An answer with a button that turns it, to press. */
const first = message(heading('First'), {
  type: 'actions',
  buttons: [{ label: 'Turn', action: { command: 'resource', args: {}, mode: 'update' } }],
});

const form: Form = {
  type: 'form',
  title: 'A question',
  fields: [{ type: 'text', name: 'word', label: 'A word' }],
  submitLabel: 'Send',
  submit: { command: 'resource', args: {}, mode: 'reply' },
};

test('any reply reaches people by every way, and Discord has nothing to object', async () => {
  const ways = {
    async slash() {
      const asked = await (await slash(visibility === 'channel')).settled();
      if (reply.type === 'form') expect(asked.modal()).toBeDefined();
      else expect(shownBy(asked).to === undefined).toBe(visibility === 'channel');
    },
    async turn() {
      const next = reply;
      reply = first;
      const shown = shownBy(await (await slash(visibility === 'channel')).settled());
      reply = next;
      const pressed = await discord.press('ada', shown, 'Turn');
      expect(pressed.callback()?.type).toBe(reply.type === 'form' ? 9 : 7);
    },
    async modal() {
      const next = reply;
      reply = form;
      const asked = await (await slash(false)).settled();
      const modal = asked.modal();
      if (modal === undefined) throw new Error('no dialog opened');
      reply = next;
      const sent = await (await discord.people.submit(discord.person('ada'), modal, { word: 'x' })).settled();
      // A dialog cannot answer a dialog.
      if (reply.type === 'form') expect(shownBy(sent).buttons).toEqual(['Open it']);
      else expect(shownBy(sent).thinking).toBe(false);
    },
  };
  await fc.assert(
    fc.asyncProperty(
      fc.oneof({ weight: 3, arbitrary: anyMessage }, anyForm),
      fc.constantFrom<Visibility>('private', 'channel'),
      fc.constantFrom(...Object.values(ways)),
      async (next, eyes, way) => {
        reply = next;
        visibility = eyes;
        await way();
        expect(discord.loopback.breaches).toEqual([]);
      },
    ),
    { numRuns: 120 },
  );
});

test('a shared answer that fills all that Discord takes still says whose it is', async () => {
  visibility = 'channel';
  for (const length of [10, 300]) {
    reply = message(...Array.from({ length: 120 }, () => text('x'.repeat(length))));
    const shown = shownBy(await (await slash(true)).settled());
    expect(shown.text).toMatch(/Shared by/);
    expect(shown.buttons).toContain('Dismiss');
  }
});
