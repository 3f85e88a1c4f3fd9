import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../support/discord/exchange.ts';
import type { ShownMessage } from '../../support/discord/timeline.ts';
import { steered } from '../steered.ts';
import { scene, shownBy } from './scene.ts';

const stage = steered();
const discord = scene({ dispatcher: stage.dispatcher, commands: stage.commands, troubled: true });
const { ask, person } = discord;

/** Begins something slow, and gives it once Discord was told that it takes longer. */
async function deferred(begun: Promise<Exchange>, type: number): Promise<Exchange> {
  const exchange = await begun;
  await discord.loopback.until(() => exchange.callback() !== undefined);
  expect(exchange.callback()?.type).toBe(type);
  return exchange;
}

const slash = (name: string, command: string, values: Record<string, string | boolean>) =>
  discord.people.slash(person(name), command, values, { name: 'mlops' });
const press = (name: string, shown: ShownMessage, button: string) =>
  discord.people.press(person(name), shown, button);

describe('an answer that takes long', () => {
  test.concurrent('is deferred for the eyes that it is for, and follows', async () => {
    for (const share of [false, true]) {
      const asked = await deferred(slash('ada', 'show', { gate: `eyes ${share}`, slow: true, share }), 5);
      const waiting = shownBy(asked);
      expect([waiting.thinking, waiting.to === undefined]).toEqual([true, share]);
      stage.open(`eyes ${share}`);
      const shown = shownBy(await asked.settled());
      expect([shown.id, shown.text.includes('Page 1')]).toEqual([waiting.id, true]);
      expect(shown.buttons.includes('Dismiss')).toBe(share);
    }
  });

  test.concurrent('and breaks where all would see it, leaves nothing there, and is told to whoever asked', async () => {
    const asked = await deferred(slash('grace', 'broken', { gate: 'crash', slow: true, share: true }), 5);
    const waiting = shownBy(asked);
    stage.open('crash');
    await discord.loopback.until(() => asked.followups().length === 1);
    const [told] = asked.followups();
    expect([waiting.deleted, told?.to]).toEqual([true, person('grace').id]);
    expect(told?.text).toContain('Something broke on our side');
  });

  test.concurrent('in place leaves the page as it is until it is there', async () => {
    const shown = await ask('mary', 'show', { gate: 'turn' });
    const pressed = await deferred(press('mary', shown, 'Slow next'), 6);
    expect(shown.text).toContain('Page 1');
    stage.open('turn');
    await pressed.settled();
    expect([shown.text.includes('Page 2'), shown.to]).toEqual([true, person('mary').id]);
  });

  test.concurrent('in place of a shared one, and breaks, leaves that to the others', async () => {
    const shown = await ask('ada', 'show', { gate: 'fall', share: true });
    const pressed = await deferred(press('ada', shown, 'Break slowly in place'), 6);
    stage.open('fall');
    await discord.loopback.until(() => pressed.followups().length === 1);
    expect([shown.text.includes('Page 1'), shown.deleted]).toEqual([true, false]);
    expect(pressed.followups()[0]).toMatchObject({ to: person('ada').id });
  });

  test.concurrent('to a button that breaks instead of sharing, is told to nobody else', async () => {
    const shown = await ask('mary', 'show', { gate: 'drop' });
    const pressed = await deferred(press('mary', shown, 'Break slowly for all'), 5);
    stage.open('drop');
    await discord.loopback.until(() => pressed.followups().length === 1);
    expect(pressed.followups()[0]).toMatchObject({ to: person('mary').id });
    expect(pressed.shown()).toBeUndefined();
  });
});

describe('what follows a deferral', () => {
  const edit = 'PATCH /webhooks/:app/:token/messages/@original';
  const begun = (gate: string, share = false) =>
    deferred(slash('ada', share ? 'broken' : 'show', { gate, slow: true, share }), 5);

  test('is said again when Discord had trouble', async () => {
    const asked = await begun('trouble');
    // discord.js asks four times before the bot asks again.
    discord.loopback.fail(edit, { status: 503 }, 4);
    stage.open('trouble');
    expect(shownBy(await asked.settled()).text).toContain('Page 1');
  });

  test('is an apology when Discord does not take it', async () => {
    const asked = await begun('refused');
    discord.loopback.fail(edit, { status: 400, code: 50_035, message: 'Invalid Form Body' });
    stage.open('refused');
    expect(shownBy(await asked.settled()).text).toContain('Something broke on our side');
  });

  test('reaches the one who asked when Discord took the rest away and its receipt was lost', async () => {
    const asked = await begun('receipt', true);
    const remove = 'DELETE /webhooks/:app/:token/messages/@original';
    discord.loopback.fail(remove, { status: 502, applied: true });
    stage.open('receipt');
    await discord.loopback.until(() => asked.followups().length === 1);
    expect(asked.followups()[0]).toMatchObject({ to: person('ada').id });
  });

  test('is an apology in private when Discord does not take that either', async () => {
    const asked = await begun('twice', true);
    discord.loopback.fail('POST /webhooks/:app/:token', {
      status: 400,
      code: 50_035,
      message: 'Invalid Form Body',
    });
    stage.open('twice');
    await discord.loopback.until(() => asked.followups().length === 1);
    expect(asked.followups()[0]?.text).toContain('Something broke on our side');
  });

  test('is not shown to all when what all see cannot be taken away', async () => {
    const asked = await begun('stuck', true);
    discord.loopback.fail('DELETE /webhooks/:app/:token/messages/@original', { status: 403, code: 50_013 });
    stage.open('stuck');
    const shown = shownBy(await asked.settled());
    expect([shown.text.includes('cannot be shown here'), asked.followups()]).toEqual([true, []]);
  });
});

describe('a dialog', () => {
  test.concurrent('opens at once, and is answered when it is sent', async () => {
    const asked = await (await slash('grace', 'dialog', {})).settled();
    const modal = asked.modal();
    if (modal === undefined) throw new Error('no dialog opened');
    expect(modal.title).toBe('A few questions');
    const sent = await discord.people.submit(person('grace'), modal, { word: 'owl' });
    const shown = shownBy(await sent.settled());
    expect([shown.text.includes('Filled with owl'), shown.to]).toEqual([true, person('grace').id]);
  });

  test('that Discord does not take is an apology', async () => {
    const refused = { status: 400, code: 50_035, message: 'Invalid Form Body' };
    discord.loopback.fail('POST /interactions/:id/:token/callback', refused);
    const asked = await (await slash('grace', 'dialog', {})).settled();
    expect(shownBy(asked).text).toContain('Something broke on our side');
  });

  test.concurrent('that comes too late is offered once more by a button', async () => {
    const shown = await ask('grace', 'show', { gate: 'late' });
    const pressed = await press('grace', shown, 'Slow dialog');
    const again = shownBy(await pressed.settled());
    expect([again.text.includes('longer than Discord waits'), again.to]).toEqual([true, person('grace').id]);
    stage.open('late');
    expect((await (await press('grace', again, 'Open it')).settled()).modal()?.title).toBe('A few questions');
  });
});
