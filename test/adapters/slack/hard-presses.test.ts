import { describe, expect, test } from 'vitest';
import { ephemeral, message as plainMessage } from '../../support/slack/bare-app.ts';
import type { Exchange } from '../../support/slack/exchange.ts';
import type { ShownMessage } from '../../support/slack/timeline.ts';
import { steered } from '../steered.ts';
import { scene } from './scene.ts';
import { labelsOf, only, working } from './seen.ts';

let now = 0;
const stage = steered();
const slack = scene({ dispatcher: stage.dispatcher, workspace: { clock: () => now }, troubled: true });
const { ask, press } = slack;
const begin = (name: string, message: ShownMessage, button: string) =>
  slack.people.press(slack.workspace.person(name), message, button);

describe('a press that takes long', () => {
  test.concurrent('is worked on in place, and the next page takes that place', async () => {
    const answer = await ask('ada', 'show gate:place');
    await begin('ada', answer, 'Slow next');
    await slack.workspace.until(() => answer.replaced === 1);
    expect(answer.text).toBe(working);
    stage.open('place');
    await slack.workspace.until(() => answer.replaced === 2);
    expect(answer.text).toMatch(/^Page 2/);
  });

  test.concurrent('is worked on below, and another answer follows', async () => {
    const answer = await ask('ada', 'show gate:below');
    const pressed = await begin('ada', answer, 'Slow other');
    const [first] = await pressed.until(1);
    expect(first).toMatchObject({ text: working, visibility: 'ephemeral' });
    stage.open('below');
    const [, second] = await pressed.until(2);
    expect(second).toMatchObject({ visibility: 'ephemeral', replaced: 0 });
    expect(second?.text).toMatch(/^Page 1/);
    expect(answer.replaced).toBe(0);
  });

  test.concurrent('in a shared answer keeps it shared by its owner all the while', async () => {
    const answer = await press('ada', await ask('ada', 'show gate:shared'), 'Share');
    await begin('ada', answer, 'Slow next');
    await slack.workspace.until(() => answer.replaced === 1);
    expect(answer.text).toBe(`Shared by ada\n\n${working}`);
    expect(labelsOf(answer)).toEqual(['Dismiss']);
    stage.open('shared');
    await slack.workspace.until(() => answer.replaced === 2);
    expect(answer.text).toMatch(/^Shared by ada\n\nPage 2/);
  });

  test.concurrent('by somebody else leaves a shared answer alone', async () => {
    const answer = await press('ada', await ask('ada', 'show gate:other'), 'Share');
    const pressed = await begin('grace', answer, 'Slow next');
    await pressed.until(1);
    stage.open('other');
    const seen = await pressed.until(2);
    const to = slack.workspace.person('grace').id;
    expect(seen).toMatchObject([{ text: working, to }, { to }]);
    expect(answer.replaced).toBe(0);
  });

  test.concurrent('and breaks under a shared answer, puts that back and is told to whoever pressed', async () => {
    const answer = await press('ada', await ask('ada', 'show gate:back'), 'Share');
    const before = { text: answer.text, blocks: answer.blocks };
    const pressed = await begin('ada', answer, 'Break slowly in place');
    await slack.workspace.until(() => answer.replaced === 1);
    stage.open('back');
    const [, again, told] = await pressed.until(3);
    expect(again).toBe(answer);
    expect(answer).toMatchObject({ ...before, replaced: 2 });
    expect(told).toMatchObject({ visibility: 'ephemeral', to: slack.workspace.person('ada').id });
    expect(told?.text).toMatch(/^Something broke on our side/);
  });

  test.concurrent('and breaks instead of being shared, is told to nobody else', async () => {
    const answer = await ask('grace', 'show gate:aside');
    const pressed = await begin('grace', answer, 'Break slowly for all');
    await pressed.until(1);
    stage.open('aside');
    const to = slack.workspace.person('grace').id;
    expect(await pressed.until(2)).toMatchObject([
      { text: working, to },
      { visibility: 'ephemeral', to },
    ]);
  });
});

describe('what breaks', () => {
  test('in a command is excused, with the number that the log has', async () => {
    const told = await press('ada', await ask('ada', 'show'), 'Break');
    expect(told).toMatchObject({ visibility: 'ephemeral', replaced: 0 });
    expect(told.text).toMatch(/^Something broke on our side/);
    const { id, said } = only(stage.errors.slice(-1));
    expect(said).toBe('Error: it broke');
    expect(told.text).toContain(`the number ${id}`);
  });

  test('under a page of a shared answer is told to whoever pressed, and the answer stays', async () => {
    const answer = await press('ada', await ask('ada', 'show'), 'Share');
    const told = await press('ada', answer, 'Break in place');
    expect(told).toMatchObject({ visibility: 'ephemeral', to: slack.workspace.person('ada').id });
    expect(answer).toMatchObject({ replaced: 0, deleted: false });
  });

  test('in a menu or a button beside an address is nothing at all', async () => {
    const answer = await ask('ada', 'show');
    const pressed = await begin('ada', answer, 'A page');
    expect(pressed).toMatchObject({ status: 200, ack: undefined });
    await press('ada', answer, 'Next');
    expect(pressed.answers()).toEqual([]);
  });
});

describe('an answer that no longer finds its way back', () => {
  const lost = async (gate: string, close: (pressed: Exchange) => Promise<void>) => {
    const answer = await ask('mary', `show gate:${gate}`);
    const pressed = await begin('mary', answer, 'Slow other');
    const before = slack.workspace.messages(slack.workspace.dmOf(slack.workspace.person('mary'))).length;
    await close(pressed);
    stage.open(gate);
    return only((await slack.direct('mary', before + 1)).slice(before));
  };

  test('since it was used up, comes as a direct message', async () => {
    const told = await lost('used', async ({ sent }) => {
      const body = JSON.stringify({ ...ephemeral, ...plainMessage('hi') });
      const headers = { 'content-type': 'application/json' };
      for (let use = 1; use <= 5; use++) {
        expect((await fetch(String(sent.response_url), { method: 'POST', headers, body })).status).toBe(200);
      }
    });
    expect(told.text).toMatch(/^This could not be shown where you asked for it, so here it is\.\n\nPage 1/);
    expect(labelsOf(told)).not.toContain('Share');
  });

  test('since half an hour is over, comes as a direct message, whose buttons work', async () => {
    const told = await lost('old', async () => {
      now += 31 * 60_000;
    });
    expect(told.text).toContain('Page 1');
    expect(await press('mary', told, 'Next')).toBe(told);
    expect(told.text).toMatch(/^Page 2/);
  });
});
