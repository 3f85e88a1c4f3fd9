import { afterEach, describe, expect, it, test } from 'vitest';
import type { Args } from '../../../src/chat/command.ts';
import type { Answer, Dispatcher } from '../../../src/chat/dispatch.ts';
import { heading, type Message, message, text } from '../../../src/chat/reply.ts';
import type { ShownMessage } from '../../support/discord/timeline.ts';
import { scene } from './scene.ts';

const callback = 'POST /interactions/:id/:token/callback';
const edit = 'PATCH /webhooks/:app/:token/messages/@original';
const refused = { status: 400, code: 50_035, message: 'Invalid Form Body' };
const role = '123456789012345678';

/** What a press is answered with, and what it waits for. */
let marked = 0;
let gate: Promise<void> = Promise.resolve();
let answered: (args: Args) => Answer = bothHalves;

function daily(): Message {
  const labels = ['Done', 'Later'];
  const buttons = labels.map((label) => ({
    label,
    action: { command: 'done', args: { item: label, post: 'post1' }, mode: 'reply' } as const,
  }));
  return message(heading('Step 1'), text(`Done by ${marked}`), { type: 'actions', buttons });
}

function bothHalves(args: Args): Answer {
  marked += 1;
  const reply: Message = { ...message(text('Marked. Next comes Kubernetes.')), original: daily() };
  return { command: 'done', args, visibility: 'private', reply };
}

const answer = async (args: Args): Promise<Answer> => {
  await gate;
  return answered(args);
};
const dispatcher: Dispatcher = {
  type: (_, __, args = {}) => answer(args),
  call: (_, args) => answer(args),
  press: ({ args }) => answer(args),
  suggest: async () => [],
};
const discord = scene({ dispatcher, troubled: true });
const { person } = discord;

afterEach(() => {
  answered = bothHalves;
  gate = Promise.resolve();
});

/** A post of the bot's own; into the direct messages of a person, or into general. */
async function posted({ to, ping }: { to?: string; ping?: string } = {}): Promise<ShownMessage> {
  marked = 0;
  const channel = to === undefined ? discord.channel('general') : discord.loopback.dmOf(person(to));
  const target =
    to === undefined
      ? { type: 'channel' as const, channel: channel.id, workspace: channel.guild?.id ?? '' }
      : { type: 'person' as const, person: person(to).id, workspace: 'direct' };
  const id = crypto.randomUUID().slice(0, 8);
  const posting = { id, message: daily(), ...(ping === undefined ? {} : { ping }) };
  await discord.connected.discord.poster?.post(target, posting, 5_000);
  const shown = discord.loopback.messages(channel).at(-1);
  if (shown === undefined) throw new Error('nothing was posted');
  return shown;
}

/** Presses, and gives what the presser is told besides what all see. */
async function told(name: string, shown: ShownMessage): Promise<ShownMessage> {
  const pressed = await discord.people.press(person(name), shown, 'Done');
  const aside = () =>
    [pressed.shown(), ...pressed.followups()].find((one) => one !== undefined && one !== shown);
  await discord.loopback.until(() => aside()?.thinking === false);
  const said = aside();
  if (said === undefined) throw new Error('nothing was told');
  return said;
}

describe('a press on a post', () => {
  test.each([
    ['in a channel', {}],
    ['in direct messages', { to: 'ada' }],
  ])('%s changes it for all, and tells the rest to the presser alone', async (_, where) => {
    const shown = await posted(where);
    const said = await told('ada', shown);
    expect([shown.text.includes('Done by 1'), shown.to, shown.buttons]).toEqual([
      true,
      undefined,
      ['Done', 'Later'],
    ]);
    expect(said).toMatchObject({ text: 'Marked. Next comes Kubernetes.', to: person('ada').id });
    expect(shown.text).not.toContain('Shared by');
  });

  it('counts for one person after the other', async () => {
    const shown = await posted();
    for (const name of ['ada', 'grace', 'mary']) {
      expect((await told(name, shown)).to).toBe(person(name).id);
    }
    expect(shown.text).toContain('Done by 3');
  });

  it('leaves the line that called somebody, and calls nobody again', async () => {
    const shown = await posted({ ping: role });
    await told('grace', shown);
    expect(shown.text).toMatch(new RegExp(`^<@&${role}>\n.*Step 1`));
    expect(shown.text).toContain('Done by 1');
    const [update] = discord.loopback.callsOf(callback).slice(-1);
    expect(update?.body).toMatchObject({ type: 7, data: { allowed_mentions: { parse: [] } } });
  });

  it('that is answered slowly shows nothing in between, and then both', async () => {
    const shown = await posted();
    const { promise, resolve } = Promise.withResolvers<void>();
    gate = promise;
    const pressed = await discord.people.press(person('mary'), shown, 'Done');
    await discord.loopback.until(() => pressed.callback() !== undefined);
    expect(pressed.callback()?.type).toBe(6);
    expect([shown.text.includes('Done by 0'), pressed.followups()]).toEqual([true, []]);
    resolve();
    await discord.loopback.until(() => shown.edited === 1 && pressed.followups().length === 1);
    expect(shown.text).toContain('Done by 1');
    expect(pressed.followups()[0]).toMatchObject({ to: person('mary').id });
  });
});

describe('a press on a post whose answer leaves it as it is', () => {
  const alone = (args: Args): Answer => ({
    args,
    visibility: 'private',
    reply: message(text('That was said before.')),
  });

  test.each([false, true])('is told to the presser alone (slowly: %s)', async (slowly) => {
    answered = alone;
    const shown = await posted();
    const { promise, resolve } = Promise.withResolvers<void>();
    if (slowly) gate = promise;
    const pressed = await discord.people.press(person('ada'), shown, 'Done');
    await discord.loopback.until(() => pressed.callback() !== undefined);
    resolve();
    const aside = () => (slowly ? pressed.followups()[0] : pressed.shown());
    await discord.loopback.until(() => aside() !== undefined);
    expect(aside()).toMatchObject({ text: 'That was said before.', to: person('ada').id });
    expect(shown.edited).toBe(0);
  });

  it('or breaks, is an apology for the presser', async () => {
    answered = () => {
      throw new Error('it broke');
    };
    const shown = await posted();
    const said = await told('ada', shown);
    expect([said.text.includes('Something broke on our side'), said.to]).toEqual([true, person('ada').id]);
    expect(shown.edited).toBe(0);
  });
});

describe('when one half of an answer fails', () => {
  it('a change that Discord does not take costs the presser no answer', async () => {
    const shown = await posted();
    discord.loopback.fail(callback, refused);
    const said = await told('grace', shown);
    expect(said).toMatchObject({ text: 'Marked. Next comes Kubernetes.', to: person('grace').id });
    expect(shown.edited).toBe(0);
  });

  test.each([
    ['once', 1],
    // discord.js asks four times, and the bot twice.
    ['until it is given up', 8],
  ])(
    'a change whose receipt is lost %s is made once, and nothing private is shown to all',
    async (_, times) => {
      const shown = await posted();
      discord.loopback.fail(callback, { status: 502, applied: true }, times);
      const said = await told('grace', shown);
      expect([said.to, shown.text.includes('Done by 1'), shown.text.includes('Kubernetes')]).toEqual([
        person('grace').id,
        true,
        false,
      ]);
      const breaches = new Set(discord.loopback.breaches.splice(0));
      expect([...breaches]).toEqual(['callback: is the second one']);
    },
  );

  it('what the presser is told is an apology when Discord does not take it', async () => {
    const shown = await posted();
    discord.loopback.fail('POST /webhooks/:app/:token', refused);
    const said = await told('mary', shown);
    expect([said.text.includes('Something broke'), said.to]).toEqual([true, person('mary').id]);
    expect(shown.text).toContain('Done by 1');
  });

  it('of a slow one, the other comes all the same', async () => {
    const shown = await posted();
    const edits = discord.loopback.callsOf(edit).length;
    const { promise, resolve } = Promise.withResolvers<void>();
    gate = promise;
    discord.loopback.fail(edit, refused);
    const pressed = await discord.people.press(person('ada'), shown, 'Done');
    await discord.loopback.until(() => pressed.callback() !== undefined);
    resolve();
    await discord.loopback.until(() => pressed.followups().length === 1);
    await discord.loopback.until(() => discord.loopback.callsOf(edit).length > edits);
    expect([pressed.followups()[0]?.to, shown.edited]).toEqual([person('ada').id, 0]);
  });
});

it('what a person asked for themselves is never changed for all', async () => {
  const show = { name: 'mlops' };
  answered = (args) => ({ command: 'resource', args, visibility: 'channel', reply: daily() });
  const asked = await discord.people.slash(person('ada'), 'resource', { query: 'x', share: true }, show);
  const shown = (await asked.settled()).shown();
  if (shown === undefined) throw new Error('nothing is shown');
  answered = bothHalves;
  const said = await told('grace', shown);
  expect([said.to, shown.edited]).toEqual([person('grace').id, 0]);
});
